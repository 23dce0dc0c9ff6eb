/// Decides whether one call is tried again, and when.
///
/// | what happened | again? |
/// |---|---|
/// | never written, or above the last stream of GOAWAY | at once, whatever the method; costs nothing |
/// | the caller left, or its deadline passed, before it was written | never |
/// | refused by the server before its handler | after a pause, whatever the method |
/// | UNAVAILABLE, or RESOURCE_EXHAUSTED with a time to retry after | after a pause, idempotent methods |
/// | anything else | never |
///
/// What pauses also takes from the target's `RetryBudget`, and is left to the hop above when that
/// one repeats.
package struct CallAttempts: Sendable {
    package enum Action: Equatable, Sendable {
        case giveUp
        case again(after: Duration)
    }

    private var count = 0
    private let isIdempotent: Bool
    private let isRepeatable: Bool
    private let callerRepeats: Bool
    private let deadline: Deadline?
    private let limits: ClientLimits

    package init(_ call: OutgoingCall, _ limits: ClientLimits) {
        isIdempotent = call.method.idempotency == .idempotent
        isRepeatable = call.options.isRepeatable
        callerRepeats = call.context?.callerRepeats ?? false
        deadline = call.deadline
        self.limits = limits
    }

    /// An attempt ended with `error` from `target`; `wasSent` is false when its request was
    /// certainly seen by no handler. `chance` in 0..<1 spreads the pauses.
    package mutating func failed(
        _ error: RPCError, from target: String, wasSent: Bool, chance: Double,
        budget: inout RetryBudget, at now: Deadline
    ) -> Action {
        count += 1
        guard isRepeatable, count < limits.attempts, deadline.map({ now < $0 }) ?? true else {
            return .giveUp
        }
        if !wasSent { return error.isTheCallersOwn ? .giveUp : .again(after: .zero) }
        guard !callerRepeats, error.mayBeRepeated(isIdempotent: isIdempotent, target: target),
            let pause = pause(asked: error.retryAfter, chance: chance),
            deadline.map({ now.advanced(by: pause) < $0 }) ?? true, budget.spend(at: now)
        else { return .giveUp }
        return .again(after: pause)
    }

    /// Full jitter, on top of what the server asked for; nil when it asks for too much.
    private func pause(asked: Duration?, chance: Double) -> Duration? {
        let asked = asked ?? .zero
        guard asked <= limits.longestPushback else { return nil }
        let doubled = limits.firstPause * (1 << min(count - 1, 16))
        return asked + min(doubled, limits.longestPause) * chance
    }
}

extension RPCError {
    /// When the server asked to be called again.
    package var retryAfter: Duration? {
        for case .retryAfter(let duration) in details { return max(.zero, duration) }
        return nil
    }

    /// Whether `target` itself says that no handler has seen the call. What a handler hands on
    /// from a service behind it says so of that service only.
    package func saysNotStarted(by target: String) -> Bool {
        origin == .remote(target) && code == .resourceExhausted
            && details.contains(.reason("not_started"))
    }

    /// Nobody waits any more: another server would not be heard either.
    fileprivate var isTheCallersOwn: Bool { code == .cancelled || code == .deadlineExceeded }

    fileprivate func mayBeRepeated(isIdempotent: Bool, target: String) -> Bool {
        if saysNotStarted(by: target) { return true }
        guard isIdempotent else { return false }
        return code == .unavailable || (code == .resourceExhausted && retryAfter != nil)
    }
}

extension OutgoingCall {
    /// Whether the services behind the called one leave repeating to us, or to those before us.
    package var isRepeatedAbove: Bool {
        (method.idempotency == .idempotent && method.kind == .unary && options.isRepeatable)
            || context?.callerRepeats ?? false
    }

    /// Whether a second attempt may go beside the first.
    package var mayBeHedged: Bool {
        options.hedging != .never && options.isRepeatable && method.kind == .unary
            && method.idempotency == .idempotent && !(context?.callerRepeats ?? false)
    }
}
