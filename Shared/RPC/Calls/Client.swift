import Wire

/// Calls the methods of one contract by their names.
///
///     let coaching = Client<Coaching>(channel)
///     let session = try await coaching.startSession(StartSession(…), timeout: .seconds(2))
///     for try await alert in coaching.subscribeAlerts(SubscribeAlerts(…)) { … }
///     let summary = try await coaching.importMessages { try await $0.write(Message(…)) }
///     try await coaching.converse { writer, responses in … }
@dynamicMemberLookup
public struct Client<Contract>: Sendable {
    public let channel: any RPCChannel
    @usableFromInline var principal: Principal?

    public init(_ channel: any RPCChannel) { self.channel = channel }

    /// The same client, calling for `principal` whatever the task's own context says.
    ///
    /// For the edge of the mesh, which verified the person itself.
    public func acting(as principal: Principal) -> Client {
        var copy = self
        copy.principal = principal
        return copy
    }

    @inlinable
    public subscript<Request, Response>(
        dynamicMember path: KeyPath<Contract.Type, Method<Request, Response>>
    ) -> UnaryCall<Request, Response> {
        UnaryCall(
            channel: channel, method: Contract.self[keyPath: path].descriptor, principal: principal)
    }

    public subscript<Request, Element>(
        dynamicMember path: KeyPath<Contract.Type, ServerStreamingMethod<Request, Element>>
    ) -> ServerStreamingCall<Request, Element> {
        ServerStreamingCall(
            channel: channel, method: Contract.self[keyPath: path].descriptor, principal: principal)
    }

    public subscript<Element, Response>(
        dynamicMember path: KeyPath<Contract.Type, ClientStreamingMethod<Element, Response>>
    ) -> ClientStreamingCall<Element, Response> {
        ClientStreamingCall(
            channel: channel, method: Contract.self[keyPath: path].descriptor, principal: principal)
    }

    public subscript<Request, Response>(
        dynamicMember path: KeyPath<Contract.Type, BidirectionalMethod<Request, Response>>
    ) -> BidirectionalCall<Request, Response> {
        BidirectionalCall(
            channel: channel, method: Contract.self[keyPath: path].descriptor, principal: principal)
    }
}

/// A unary method on a channel, ready to be called.
public struct UnaryCall<Request: WireMessage, Response: WireMessage>: Sendable {
    let channel: any RPCChannel
    let method: MethodDescriptor
    let principal: Principal?

    @usableFromInline
    init(channel: any RPCChannel, method: MethodDescriptor, principal: Principal?) {
        self.channel = channel
        self.method = method
        self.principal = principal
    }

    /// Calls the method.
    ///
    /// Ends after `timeout` (10 s unless said) or with the call being served, whichever is earlier.
    /// Cancelling the task cancels the handler, however many hops away.
    public nonisolated(nonsending) func callAsFunction(
        _ request: Request, timeout: Duration = Limits.unaryTimeout, metadata: Metadata = [:],
        options: CallOptions = CallOptions()
    ) async throws(RPCError) -> Response {
        let context = CallContext.current
        let bytes = try await channel.unary(
            OutgoingCall(
                method: method, message: request.wireBytes(),
                deadline: earliest(.after(timeout), context?.deadline), metadata: metadata,
                context: context.acting(as: principal), options: options))
        return try decodedResponse(bytes, of: method.name)
    }
}

/// A server-streaming method on a channel, ready to be called.
public struct ServerStreamingCall<Request: WireMessage, Element: WireMessage>: Sendable {
    let channel: any RPCChannel
    let method: MethodDescriptor
    let principal: Principal?

    /// The stream of responses; the call starts with the first element asked for.
    ///
    /// Without `timeout` it may last for ever. It is cancelled when its task is, and when its
    /// iterator goes away.
    public func callAsFunction(
        _ request: Request, timeout: Duration? = nil, metadata: Metadata = [:],
        options: CallOptions = CallOptions()
    ) -> ResponseStream<Element> {
        let context = CallContext.current
        let call = OutgoingCall(
            method: method, message: request.wireBytes(),
            deadline: earliest(timeout.map(Deadline.after), context?.deadline), metadata: metadata,
            context: context.acting(as: principal), options: options)
        return ResponseStream(channel: channel, call: call)
    }
}

func earliest(_ own: Deadline?, _ inherited: Deadline?) -> Deadline? {
    guard let own, let inherited else { return own ?? inherited }
    return min(own, inherited)
}

extension CallContext? {
    /// The context that the edge's own knowledge of the person replaces the inherited one in.
    func acting(as principal: Principal?) -> CallContext? {
        guard let principal else { return self }
        var context = self ?? CallContext()
        context.principal = principal
        context.principalPath = []
        return context
    }
}

func decodedResponse<Response: WireMessage>(_ bytes: [UInt8], of method: String) throws(RPCError)
    -> Response
{
    do {
        return try Response(wireBytes: bytes)
    } catch {
        throw RPCError(.internal, "the response of \(method) is not valid: \(error)")
    }
}
