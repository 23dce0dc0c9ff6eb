/// Decides when a name is looked up: every period, and soon after a connection was lost.
///
///     idle ──started──▶ looking ──lookedUp──▶ waiting ──time, addressFailed──▶ looking
///
/// `addressFailed` while a lookup runs is answered by that lookup.
package struct ResolutionSchedule: Sendable {
    package enum Action: Equatable, Sendable {
        case none
        case lookUp
        /// Look up at this time unless told otherwise before.
        case wait(until: Deadline)
    }

    private enum State { case idle, looking, waiting(until: Deadline) }

    private var state = State.idle
    private var lookedUpAt: Deadline?
    private let limits: ClientLimits

    package init(_ limits: ClientLimits) { self.limits = limits }

    package mutating func started() -> Action {
        guard case .idle = state else { return .none }
        state = .looking
        return .lookUp
    }

    /// A lookup ended; `chance` in 0..<1 spreads the clients of one name. After a failure the next
    /// one comes as soon as it may.
    package mutating func lookedUp(isSuccess: Bool, chance: Double, at now: Deadline) -> Action {
        guard case .looking = state else { return .none }
        lookedUpAt = now
        let pause =
            isSuccess
            ? limits.resolutionPeriod * (0.8 + 0.4 * chance)
            : limits.shortestResolution * (1 + chance)
        return wait(until: now.advanced(by: pause))
    }

    /// A connection was lost or not made: the addresses may have changed.
    package mutating func addressFailed(at now: Deadline) -> Action {
        guard case .waiting(let until) = state, let lookedUpAt else { return .none }
        let soonest = max(now, lookedUpAt.advanced(by: limits.shortestResolution))
        return soonest < until ? wait(until: soonest) : .none
    }

    /// The time that was waited for has come.
    package mutating func timeCame(at now: Deadline) -> Action {
        guard case .waiting(let until) = state else { return .none }
        guard until <= now else { return .wait(until: until) }
        state = .looking
        return .lookUp
    }

    private mutating func wait(until: Deadline) -> Action {
        state = .waiting(until: until)
        return .wait(until: until)
    }
}
