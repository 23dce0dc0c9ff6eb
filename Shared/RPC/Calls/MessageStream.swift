import Wire

/// The messages that the other side of a call sends to this one, in the order of its writes.
///
/// They are read once, by one task at a time: a second iterator goes on where the first one
/// stopped. The sequence ends when the other side has sent its last message.
public struct MessageStream<Element: WireMessage>: AsyncSequence, Sendable {
    public typealias Failure = RPCError

    private let receive: @Sendable () async throws(RPCError) -> [UInt8]?
    private let decode: @Sendable ([UInt8]) throws(RPCError) -> Element

    init(
        receive: @escaping @Sendable () async throws(RPCError) -> [UInt8]?,
        decode: @escaping @Sendable ([UInt8]) throws(RPCError) -> Element
    ) {
        self.receive = receive
        self.decode = decode
    }

    /// The next message; nil after the last one.
    public func next() async throws(RPCError) -> Element? {
        guard let bytes = try await receive() else { return nil }
        return try decode(bytes)
    }

    public func makeAsyncIterator() -> Iterator { Iterator(stream: self) }

    public struct Iterator: AsyncIteratorProtocol {
        let stream: MessageStream

        public mutating func next(isolation actor: isolated (any Actor)?) async throws(RPCError)
            -> Element?
        {
            try await stream.next()
        }

        public mutating func next() async throws(RPCError) -> Element? { try await stream.next() }
    }
}
