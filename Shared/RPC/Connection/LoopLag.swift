/// Measures how late an event loop is, from beats that are due at known times.
///
/// A beat that has not come yet is late as well: a loop that stands still is seen while it does.
package struct LoopLag: Sendable {
    /// When the beat that has not come yet is due.
    package private(set) var due: Deadline
    /// How late the last beat was.
    package private(set) var last = Duration.zero
    private let interval: Duration
    private let told: Duration

    package init(_ limits: Limits, at now: Deadline) {
        interval = limits.loopBeat
        told = limits.loopLagTold
        due = now.advanced(by: limits.loopBeat)
    }

    /// The beat came; returns how late it was when that is worth telling.
    package mutating func beat(at now: Deadline) -> Duration? {
        last = max(.zero, now - due)
        due = now.advanced(by: interval)
        return last >= told ? last : nil
    }

    /// How late the loop is, as seen from outside.
    package func lag(at now: Deadline) -> Duration { max(last, now - due) }
}
