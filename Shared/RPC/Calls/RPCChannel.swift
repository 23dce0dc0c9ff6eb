/// A way to one service: over TLS (`MeshClient`) or in this process (`InProcessChannel`).
public protocol RPCChannel: Sendable {
    /// The service that is called.
    var peer: String { get }

    /// Makes a unary call; returns the bytes of the response message.
    ///
    /// Cancelling the task cancels the handler. Runs where its caller does: a hop between executors
    /// costs as much as encoding the message.
    nonisolated(nonsending) func unary(_ call: OutgoingCall) async throws(RPCError) -> [UInt8]

    /// Prepares a server-streaming call, which starts when its first message is asked for.
    func serverStreaming(_ call: OutgoingCall) -> any MessageSource

    /// Starts a call of a method whose client streams; `call.message` is empty.
    ///
    /// Returns once the call is under way. The messages come from `MessageExchange.next`: one for a
    /// client-streaming method.
    func streaming(_ call: OutgoingCall) async throws(RPCError) -> any MessageExchange
}

/// The messages that a server sends in one call, as bytes.
public protocol MessageSource: AnyObject, Sendable {
    /// The next message; nil once the stream has ended with OK.
    func next() async throws(RPCError) -> [UInt8]?

    /// Nobody will ask again: the handler is cancelled and what is queued is dropped.
    func cancel()
}

/// A call whose client streams, as bytes: it is under way and open in both directions.
public protocol MessageExchange: MessageSource {
    /// Sends one message; waits while more is under way than the other side has taken.
    ///
    /// Once the call is over it throws the call's error, or CANCELLED when it was answered with OK.
    func write(_ message: [UInt8]) async throws(RPCError)

    /// Says that no message follows (half-close); the second time does nothing.
    func finish()

    /// Whether the server has answered, or the call failed: nothing that is written arrives.
    var isOver: Bool { get }
}

extension RPCError {
    /// What writers are told when `method` was answered with OK before they had finished.
    package static func alreadyAnswered(_ method: String) -> RPCError {
        RPCError(
            .cancelled, "\(method) has been answered already: nothing that is written is read",
            details: [.reason("already_answered")])
    }
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
    public var options: CallOptions
    public var watch: CallWatch?

    public init(
        method: MethodDescriptor, message: [UInt8], deadline: Deadline? = nil,
        metadata: Metadata = [:], context: CallContext? = CallContext.current,
        options: CallOptions = CallOptions()
    ) {
        self.method = method
        self.message = message
        self.deadline = deadline
        self.metadata = metadata
        self.context = context
        self.options = options
    }
}
