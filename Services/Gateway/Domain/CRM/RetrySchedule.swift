import Identifiers

/// When something that failed is tried again: each time twice as late, up to a longest wait.
package struct RetrySchedule: Hashable, Sendable {
    package var first: Duration
    package var longest: Duration
    /// After so many tries something that fails for a fault of its own, not for somebody who is away, is
    /// given up: about five minutes, in which nothing else of its lane is handled.
    package var triesMax: Int

    package init(
        first: Duration = .milliseconds(250), longest: Duration = .seconds(60), triesMax: Int = 12
    ) {
        self.first = first
        self.longest = longest
        self.triesMax = triesMax
    }

    /// How long to wait after so many tries, from 1 on.
    package func wait(afterTries count: Int) -> Duration {
        let doublings = min(max(count - 1, 0), 30)
        return min(longest, first * (1 << doublings))
    }
}
