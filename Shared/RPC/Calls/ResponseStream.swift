import Wire

/// The messages of one server stream.
///
/// Each iterator is a call of its own.
public struct ResponseStream<Element: WireMessage>: AsyncSequence, Sendable {
    public typealias Failure = RPCError

    let channel: any RPCChannel
    let call: OutgoingCall

    public func makeAsyncIterator() -> Iterator {
        Iterator(method: call.method.name, source: Cancelling(channel.serverStreaming(call)))
    }

    public struct Iterator: AsyncIteratorProtocol {
        let method: String
        let source: Cancelling

        /// The next message; nil once the handler has returned.
        public mutating func next(isolation actor: isolated (any Actor)?) async throws(RPCError)
            -> Element?
        {
            guard let bytes = try await source.stream.next() else { return nil }
            return try decodedResponse(bytes, of: method)
        }

        public mutating func next() async throws(RPCError) -> Element? {
            try await next(isolation: nil)
        }
    }

    /// Cancels the call when the last copy of the iterator goes away.
    final class Cancelling: Sendable {
        let stream: any MessageSource
        init(_ stream: any MessageSource) { self.stream = stream }
        deinit { stream.cancel() }
    }
}
