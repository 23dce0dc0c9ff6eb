/// What a handler's outgoing calls inherit from the call being served.
///
/// Set around every handler. The edge of the mesh, which serves no call of ours, sets it itself:
/// `CallContext.$current.withValue(CallContext(principal: signedIn)) { … }`.
public struct CallContext: Sendable {
    /// Outgoing calls end no later than this.
    public var deadline: Deadline?
    public var principal: Principal?
    public var callID: CallID
    public var traceparent: String?
    /// Is told of every call that is made in this context, beside the channel's own observer; the
    /// handlers of those calls do not inherit it.
    public var observer: (any CallObserver)?
    /// The services that passed the principal on, the one that vouched for it first.
    package var principalPath: [String]
    /// A hop above repeats what fails: calls made here are not repeated as well.
    package var callerRepeats = false

    public init(
        deadline: Deadline? = nil, principal: Principal? = nil, callID: CallID = .random(),
        traceparent: String? = nil
    ) {
        self.deadline = deadline
        self.principal = principal
        self.callID = callID
        self.traceparent = traceparent
        principalPath = []
    }

    /// What the handler of `call` hands on: the person, and who vouched for them.
    package init(serving call: Call) {
        self.init(
            deadline: call.deadline, principal: call.principal, callID: call.callID,
            traceparent: call.traceparent)
        callerRepeats = call.callerRepeats
        if call.principal != nil {
            principalPath = call.principalPath + [call.caller.service]
        }
    }

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
