import Identifiers

/// Decides whether to ask a peer that may be failing.
///
///     closed ──failures in a row──▶ open ──cooldown──▶ probing ──success──▶ closed
///                                     ▲────────failure─────┘
struct CircuitBreaker: Hashable, Sendable {
    /// Ask or do without.
    enum Action: Hashable, Sendable { case ask, doWithout }

    private enum State: Hashable, Sendable {
        case closed(failures: Int)
        case open(until: Duration)
        /// One caller tries; if it never reports, another may after the cooldown.
        case probing(until: Duration)
    }

    /// Failures in a row that open the circuit: one may be a restart, three are a state.
    var failureCountMax = 3
    /// How long the peer is left alone.
    var cooldown = Duration.seconds(5)
    private var state = State.closed(failures: 0)

    /// A caller wants to ask, `now` after the process started.
    mutating func callRequested(at now: Duration) -> Action {
        switch state {
        case .closed:
            return .ask
        case .open(let until) where now < until, .probing(let until) where now < until:
            return .doWithout
        case .open, .probing:
            state = .probing(until: now + cooldown)
            return .ask
        }
    }

    mutating func callSucceeded() { state = .closed(failures: 0) }

    /// Late failures of calls that began before the circuit opened prolong nothing.
    mutating func callFailed(at now: Duration) {
        switch state {
        case .closed(let failures) where failures + 1 < failureCountMax:
            state = .closed(failures: failures + 1)
        case .closed, .probing:
            state = .open(until: now + cooldown)
        case .open:
            break
        }
    }
}
