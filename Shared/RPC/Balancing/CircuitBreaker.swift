/// Decides whether a client may call a target most of whose calls fail.
///
///     closed ──failures──▶ open ──cooldown──▶ probing ──success──▶ closed
///                            ▲                   │
///                            └──────failure──────┘  (twice the cooldown)
///
/// Fed with `Outcome.opensBreaker` alone. Outcomes of calls that began before it opened are late
/// and legal: they change nothing while it is open, and only the probe's own counts while it
/// probes.
package struct CircuitBreaker: Sendable {
    package enum Action: Equatable, Sendable {
        case call
        /// Go ahead, and say how it ended with `isProbe`: nobody else may go meanwhile.
        case probe
        case failFast(retryAfter: Duration)
    }

    package enum State: Equatable, Sendable {
        case closed
        case open(until: Deadline)
        case probing(until: Deadline)
    }

    package private(set) var state = State.closed
    private var callCount = 0
    private var failureCount = 0
    private var windowEnd: Deadline?
    private var cooldown: Duration
    private let limits: ClientLimits

    package init(_ limits: ClientLimits) {
        self.limits = limits
        cooldown = limits.firstCooldown
    }

    /// A caller wants to call.
    package mutating func callRequested(at now: Deadline) -> Action {
        switch state {
        case .closed:
            return .call
        case .open(let until) where now < until, .probing(let until) where now < until:
            return .failFast(retryAfter: until - now)
        case .open, .probing:
            state = .probing(until: now.advanced(by: limits.probeTimeout))
            return .probe
        }
    }

    /// An attempt ended; `isFailure` is nil when that says nothing about the target.
    package mutating func attemptEnded(isFailure: Bool?, isProbe: Bool, at now: Deadline) {
        switch state {
        case .closed: if let isFailure { count(isFailure, at: now) }
        case .probing: if isProbe { probeEnded(isFailure: isFailure, at: now) }
        case .open: break
        }
    }

    private mutating func count(_ isFailure: Bool, at now: Deadline) {
        if let windowEnd, now < windowEnd {
            callCount += 1
            failureCount += isFailure ? 1 : 0
        } else {
            windowEnd = now.advanced(by: limits.breakerWindow)
            (callCount, failureCount) = (1, isFailure ? 1 : 0)
        }
        guard isFailure, callCount >= limits.breakerCalls,
            Double(failureCount) >= limits.breakerShare * Double(callCount)
        else { return }
        state = .open(until: now.advanced(by: cooldown))
    }

    private mutating func probeEnded(isFailure: Bool?, at now: Deadline) {
        switch isFailure {
        case false?:
            state = .closed
            windowEnd = nil
            cooldown = limits.firstCooldown
        case true?:
            cooldown = min(cooldown * 2, limits.longestCooldown)
            state = .open(until: now.advanced(by: cooldown))
        case nil:
            // It said nothing: the next caller probes.
            state = .open(until: now)
        }
    }
}
