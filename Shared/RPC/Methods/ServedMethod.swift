import Wire

/// One method with its handler, message types erased.
package struct ServedMethod: Sendable {
    package let descriptor: MethodDescriptor
    package let body: Body
    package var serving = Serving()
    /// The first one outermost.
    var interceptors: [any ServerInterceptor] = []

    /// Runs where its caller does: it hops to no executor of its own.
    package typealias Unary =
        nonisolated(nonsending) @Sendable ([UInt8], Call) async throws -> [UInt8]

    package enum Body: Sendable {
        case unary(Unary)
        case serverStreaming(@Sendable ([UInt8], Call, any HandlerStream) async throws -> Void)
        case clientStreaming(@Sendable (any HandlerStream, Call) async throws -> [UInt8])
        case bidirectional(@Sendable (any HandlerStream, Call) async throws -> Void)
    }
}

/// A handler's side of a call that streams.
package protocol HandlerStream: Sendable {
    /// The client's next message; nil once it has half-closed.
    func nextRequest() async throws(RPCError) -> [UInt8]?

    /// Returns once the stream's credit covers the message; throws when the caller has gone.
    func write(_ message: [UInt8]) async throws(RPCError)
}

/// Sends the response messages of one call.
public struct ResponseWriter<Element: WireMessage>: Sendable {
    let stream: any HandlerStream

    /// Sends one message, waiting while the reader is slower than the writer.
    ///
    /// Throws CANCELLED or DEADLINE_EXCEEDED when nobody listens any more: the handler should end.
    public func write(_ element: Element) async throws(RPCError) {
        try await stream.write(element.wireBytes())
    }
}
