/// A way to one service: over TLS (`MeshClient`) or in this process (`InProcessChannel`).
public protocol RPCChannel: Sendable {
    /// Makes a unary call; returns the bytes of the response message.
    ///
    /// Cancelling the task cancels the handler.
    func unary(_ call: OutgoingCall) async throws(RPCError) -> [UInt8]

    /// Prepares a server-streaming call, which starts when its first message is asked for.
    func serverStreaming(_ call: OutgoingCall) -> any MessageSource
}

/// The messages of one server stream, as bytes.
public protocol MessageSource: AnyObject, Sendable {
    /// The next message; nil once the stream has ended with OK.
    func next() async throws(RPCError) -> [UInt8]?

    /// Nobody will ask again: the handler is cancelled and what is queued is dropped.
    func cancel()
}

/// One call on its way out, message types erased.
public struct OutgoingCall: Sendable {
    public var method: MethodDescriptor
    public var message: [UInt8]
    /// Nil waits for ever.
    public var deadline: Deadline?
    public var metadata: Metadata
    /// What the call inherits: the person, the ids of the chain of calls.
    public var context: CallContext?

    public init(
        method: MethodDescriptor, message: [UInt8], deadline: Deadline? = nil,
        metadata: Metadata = [:], context: CallContext? = CallContext.current
    ) {
        self.method = method
        self.message = message
        self.deadline = deadline
        self.metadata = metadata
        self.context = context
    }
}
