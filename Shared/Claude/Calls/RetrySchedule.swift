import Outbound

/// Decides whether a request that failed is sent again, and when: as Anthropic's own clients do,
/// except that the caller's time is never overstepped.
struct RetrySchedule: Sendable {
    enum Action: Sendable, Hashable { case giveUp, retry(after: Duration) }

    /// Beyond the first: what fails three times is left to the fallback.
    static let retryCountMax = 2
    private static let firstWait = 0.5
    private static let longestWait = 8.0

    private var retryCount = 0

    /// `chance` in 0…1 spreads the callers of one outage; `left` is what the caller still waits.
    mutating func failed(_ fault: ClaudeFault, chance: Double, left: Duration) -> Action {
        guard retryCount < Self.retryCountMax, Self.mayHelp(fault) else { return .giveUp }
        let wait = Self.asked(fault) ?? Self.wait(after: retryCount, chance: chance)
        guard wait < left else { return .giveUp }
        retryCount += 1
        return .retry(after: wait)
    }

    private static func mayHelp(_ fault: ClaudeFault) -> Bool {
        switch fault {
        case .api(let error): error.isPassing
        case .unreachable(let cause): isAway(cause)
        case .broken: true
        default: false
        }
    }

    /// A server whose certificate is not trusted will not have a better one in a second.
    private static func isAway(_ cause: HTTPFault) -> Bool {
        if case .unreachable(_) = cause { return true }
        return false
    }

    private static func asked(_ fault: ClaudeFault) -> Duration? {
        if case .api(let error) = fault { error.retryAfter } else { nil }
    }

    private static func wait(after count: Int, chance: Double) -> Duration {
        var seconds = firstWait
        for _ in 0..<count { seconds = min(longestWait, seconds * 2) }
        return .seconds(seconds * (1 - 0.25 * chance))
    }
}
