/// What a handler's outgoing calls inherit from the call being served.
///
/// Set around every handler. The edge of the mesh, which serves no call of ours, sets it itself:
/// `CallContext.$current.withValue(CallContext(principal: signedIn)) { … }`.
public struct CallContext: Sendable {
    /// Shared by all copies: a context is copied at every step of every call.
    private var shared: Indirect<Fields>

    private struct Fields: Sendable {
        var deadline: Deadline?
        var principal: Principal?
        var callID: CallID
        var traceparent: String?
        var tracestate: String?
        var observer: (any CallObserver)?
        var principalPath: [String] = []
        var callerRepeats = false
        var poolWait: PoolWait?
    }

    /// Outgoing calls end no later than this.
    public var deadline: Deadline? {
        get { shared.value.deadline }
        set { shared.value.deadline = newValue }
    }
    public var principal: Principal? {
        get { shared.value.principal }
        set { shared.value.principal = newValue }
    }
    public var callID: CallID {
        get { shared.value.callID }
        set { shared.value.callID = newValue }
    }
    /// W3C trace context.
    public var traceparent: String? {
        get { shared.value.traceparent }
        set { shared.value.traceparent = newValue }
    }
    public var tracestate: String? {
        get { shared.value.tracestate }
        set { shared.value.tracestate = newValue }
    }
    /// Is told of every call that is made in this context, beside the channel's own observer; the
    /// handlers of those calls do not inherit it.
    public var observer: (any CallObserver)? {
        get { shared.value.observer }
        set { shared.value.observer = newValue }
    }
    /// The services that passed the principal on, the one that vouched for it first.
    package var principalPath: [String] {
        get { shared.value.principalPath }
        set { shared.value.principalPath = newValue }
    }
    /// A hop above repeats what fails: calls made here are not repeated as well.
    package var callerRepeats: Bool {
        get { shared.value.callerRepeats }
        set { shared.value.callerRepeats = newValue }
    }

    public init(
        deadline: Deadline? = nil, principal: Principal? = nil, callID: CallID = .random(),
        traceparent: String? = nil, tracestate: String? = nil
    ) {
        shared = Indirect(
            Fields(
                deadline: deadline, principal: principal, callID: callID, traceparent: traceparent,
                tracestate: tracestate))
    }

    /// What the handler of `call` hands on: the person, and who vouched for them.
    package init(serving call: Call) {
        let principal = call.principal
        shared = Indirect(
            Fields(
                deadline: call.deadline, principal: principal, callID: call.callID,
                traceparent: call.traceparent, tracestate: call.tracestate,
                principalPath: principal == nil ? [] : call.principalPath + [call.caller.service],
                callerRepeats: call.callerRepeats, poolWait: call.poolWait))
    }

    /// Counts what the call being served has waited for its database's pool; nil outside of calls.
    package var poolWait: PoolWait? { shared.value.poolWait }

    @TaskLocal public static var current: CallContext?

    /// Runs `body`; `observer` is told of every call that it makes, with its stall ledger.
    public static func observed<Result>(
        by observer: any CallObserver, isolation: isolated (any Actor)? = #isolation,
        _ body: () async throws -> Result
    ) async rethrows -> Result {
        var context = current ?? CallContext()
        context.observer = observer
        return try await $current.withValue(context, operation: body)
    }
}
