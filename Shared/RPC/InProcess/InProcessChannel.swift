import Identifiers

/// A channel to handlers in this process, which behaves as a connection does.
///
/// Messages pass through their wire bytes; deadlines, cancellation, metadata, credit, policy,
/// limits and statuses are those of the network.
public struct InProcessChannel: RPCChannel {
    let handlers: Handlers
    let service: String
    let caller: CallerIdentity
    let policy: Policy
    let limits: Limits
    let observer: (any CallObserver)?
    let now: @Sendable () -> Instant
    let gauge = InProcessGauge()
    let admission: Admission
    private let callerNumber: Int

    /// `service` is the name that errors come from; `caller` is whom the handlers see calling.
    public init(
        _ handlers: Handlers, service: String = "service", caller: CallerIdentity = "gateway",
        policy: Policy = .open, limits: Limits = Limits(), observer: (any CallObserver)? = nil,
        now: @escaping @Sendable () -> Instant = { .wallClock }
    ) {
        self.handlers = handlers
        self.service = service
        self.caller = caller
        self.policy = policy
        self.limits = limits
        self.observer = observer
        self.now = now
        // Its handlers have the whole process: only what a service declared holds them back.
        var declared = limits
        declared.admission.isAdaptive = false
        admission = Admission(handlers.served, limits: declared)
        callerNumber = admission.number(of: caller)
    }

    public var peer: String { service }

    /// What the calls of this channel hold.
    package var census: Census { gauge.census }

    public nonisolated(nonsending) func unary(
        _ call: OutgoingCall
    ) async throws(RPCError) -> [UInt8] {
        let exchange = InProcessCall(call, over: self)
        guard let message = try await exchange.next() else {
            throw RPCError(.internal, "\(call.method.name) ended without a response")
        }
        return message
    }

    public func serverStreaming(_ call: OutgoingCall) -> any MessageSource {
        InProcessCall(call, over: self)
    }

    public func streaming(_ call: OutgoingCall) async throws(RPCError) -> any MessageExchange {
        let exchange = InProcessCall(call, over: self)
        exchange.begin()
        return exchange
    }

    /// The method to run, or why it may not be called.
    func admitted(_ outgoing: OutgoingCall) throws(RPCError) -> (ServedMethod, Call) {
        let name = outgoing.method.name
        guard let method = handlers.method(named: name),
            method.descriptor.kind == outgoing.method.kind
        else { throw .unimplemented(name, by: service) }
        let call = Call(
            now: now(), caller: caller, principal: outgoing.context?.principal,
            metadata: outgoing.metadata, deadline: outgoing.deadline, method: name,
            callID: outgoing.context?.callID ?? .random(),
            traceparent: outgoing.context?.traceparent,
            tracestate: outgoing.context?.tracestate,
            principalPath: outgoing.context?.principalPath ?? [],
            callerRepeats: outgoing.isRepeatedAbove)
        if let refusal = policy.refusal(of: call) { throw refusal }
        if let refusal = limits.refusal(of: outgoing.metadata) { throw refusal }
        guard outgoing.message.count <= method.requestBytes else {
            throw method.requestTooLong(outgoing.message.count)
        }
        return (method, call)
    }

    /// Counts a call in that was admitted, or refuses it at once; returns how it is counted out.
    func started(_ method: ServedMethod) throws(RPCError) -> @Sendable (HandlerOutcome) -> Void {
        guard let place = handlers.place(of: method.descriptor.name) else { return { _ in } }
        try admission.callArrived(place, from: callerNumber, at: .now)
        return { [admission, callerNumber] _ in
            // Nothing adapts to how long it took.
            admission.callEnded(place, from: callerNumber, nanoseconds: nil, at: .now)
        }
    }
}
