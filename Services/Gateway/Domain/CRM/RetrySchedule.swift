import Identifiers

/// When something that failed is tried again: each time twice as late, up to a longest wait.
package struct RetrySchedule: Hashable, Sendable {
    package var first: Duration
    package var longest: Duration

    package init(first: Duration = .milliseconds(250), longest: Duration = .seconds(60)) {
        self.first = first
        self.longest = longest
    }

    /// How long to wait after so many tries, from 1 on.
    package func wait(afterTries count: Int) -> Duration {
        let doublings = min(max(count - 1, 0), 30)
        return min(longest, first * (1 << doublings))
    }
}
