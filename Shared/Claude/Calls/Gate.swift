import RPC

/// Decides whether a request may go out now.
///
/// It closes while as many run as may, while the API has asked for time, and after a run of
/// failures, from which it recovers as every other target of calls does (`CircuitBreaker`).
struct Gate: Sendable {
    enum Action: Sendable, Hashable {
        case go(isProbe: Bool)
        case refuse(ClaudeFault)
    }

    private let limit: Int
    private var runningCount = 0
    private var restsUntil: Deadline?
    private var breaker: CircuitBreaker

    init(limit: Int) {
        self.limit = limit
        breaker = CircuitBreaker(Self.limits)
    }

    /// Requests are few and dear: five failures in a minute say as much as twenty calls elsewhere.
    private static let limits: ClientLimits = {
        var limits = ClientLimits()
        limits.breakerWindow = .seconds(60)
        limits.breakerCalls = 5
        limits.firstCooldown = .seconds(5)
        limits.longestCooldown = .seconds(60)
        limits.probeTimeout = .seconds(60)
        return limits
    }()

    mutating func requested(at now: Deadline) -> Action {
        guard runningCount < limit else { return .refuse(.busy(limit: limit)) }
        if let restsUntil, now < restsUntil { return .refuse(.resting(restsUntil - now)) }
        switch breaker.callRequested(at: now) {
        case .failFast(let time): return .refuse(.resting(time))
        case .call:
            runningCount += 1
            return .go(isProbe: false)
        case .probe:
            runningCount += 1
            return .go(isProbe: true)
        }
    }

    /// `fault` is nil for an answer.
    mutating func ended(_ fault: ClaudeFault?, isProbe: Bool, at now: Deadline) {
        runningCount -= 1
        let isFailure = fault.map(\.isOutage) ?? false
        breaker.attemptEnded(isFailure: isFailure, isProbe: isProbe, at: now)
        if case .api(let error) = fault, error.kind == .rateLimit || error.kind == .overloaded,
            let wait = error.retryAfter
        {
            restsUntil = now.advanced(by: wait)
        }
    }
}
