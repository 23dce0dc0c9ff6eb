/// What compression has done in this process since it began.
public struct CompressionFigures: Sendable, Hashable {
    /// Messages that went out compressed.
    public var sent = Traffic()
    /// Compressed messages that came in and were read.
    public var received = Traffic()
    /// Compressed messages that came in and were refused.
    public var refused = 0

    public init() {}

    public struct Traffic: Sendable, Hashable {
        public var messages = 0
        /// The bytes of the messages themselves.
        public var bytes = 0
        /// The bytes that crossed the wire for them.
        public var wireBytes = 0

        mutating func add(_ byteCount: Int, as wireByteCount: Int) {
            messages += 1
            bytes += byteCount
            wireBytes += wireByteCount
        }
    }
}
