/// Decides how long to wait before a lost connection is tried again.
package struct Backoff: Sendable {
    private let first: Duration
    private let longest: Duration
    private var failureCount = 0

    package init(_ limits: Limits) {
        first = limits.firstBackoff
        longest = limits.longestBackoff
    }

    /// A connection was open: the next failure starts from the first pause.
    package mutating func succeeded() { failureCount = 0 }

    /// An attempt failed; `chance` in 0..<1 spreads the callers of a restarted service.
    package mutating func failed(chance: Double) -> Duration {
        let doubled = first * (1 << min(failureCount, 20))
        failureCount += 1
        return min(doubled, longest) * (0.5 + chance / 2)
    }
}
