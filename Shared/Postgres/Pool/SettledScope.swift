import DequeModule

/// Decides whether a unit must set its scope or may rely on the one that its connection has.
///
/// A scope that was set outlives its unit, and a unit that fails takes its setting back. So a unit
/// may go without one only when the server has confirmed the scope and every setting that is still
/// under way sets the same: whichever of those fail, the scope stays what it is.
struct SettledScope: Sendable {
    /// What the last unit that set a scope and was answered has left.
    private(set) var confirmed: Scope?
    /// What the units in flight set, the oldest first.
    private(set) var underWay: Deque<Scope> = []

    /// A unit that runs under `scope` is about to be sent; true when it must set it.
    mutating func sending(_ scope: Scope) -> Bool {
        let isSettled = isSettled(scope)
        if !isSettled { underWay.append(scope) }
        return !isSettled
    }

    /// A unit that is sent now runs under `scope` without setting it.
    func isSettled(_ scope: Scope) -> Bool {
        confirmed == scope && underWay.allSatisfy { $0 == scope }
    }

    /// The oldest unit that set a scope has its answer.
    mutating func answered(didSucceed: Bool) {
        guard let scope = underWay.popFirst() else { return assertionFailure("nothing was set") }
        confirmed = didSucceed ? scope : nil
    }
}
