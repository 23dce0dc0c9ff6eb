import NIOCore

/// Cuts the bytes of a connection into frames, however they arrive.
///
/// A length is checked before anything is kept for it, so a peer can make us hold one frame and
/// what one read brought, never more.
package struct FrameDecoder {
    private var bytes = ByteBuffer()
    private let bodyByteCountMax: Int
    /// Whether this side's HELLO said that it reads compressed messages.
    private let readsCompressed: Bool

    package init(bodyByteCountMax: Int, readsCompressed: Bool = false) {
        self.bodyByteCountMax = bodyByteCountMax
        self.readsCompressed = readsCompressed
    }

    /// Whether a frame has begun and is not whole.
    package var isInsideFrame: Bool { bytes.readableBytes > 0 }

    /// Takes what the connection brought.
    package mutating func append(_ arrived: ByteBuffer) {
        if bytes.readableBytes == 0 {
            bytes = arrived
        } else {
            bytes.discardReadBytes()
            bytes.writeImmutableBuffer(arrived)
        }
    }

    /// The next whole frame; nil when more bytes must come first.
    package mutating func next() throws(ProtocolFault) -> Frame? {
        guard let length = bytes.word(at: 0, as: UInt32.self) else { return nil }
        guard length >= UInt32(Frame.fixedByteCount) else { throw .tooShort(length: length) }
        let limit = bodyByteCountMax + Frame.fixedByteCount
        guard length <= UInt32(limit) else {
            throw .tooLong(length: length, limit: bodyByteCountMax)
        }
        guard bytes.readableBytes >= Frame.lengthByteCount + Int(length) else { return nil }
        return try wholeFrame(length: Int(length))
    }

    /// Lets go of what was read, so that a quiet connection holds no read buffer.
    package mutating func release() {
        if bytes.readableBytes == 0 { bytes = ByteBuffer() }
    }

    private mutating func wholeFrame(length: Int) throws(ProtocolFault) -> Frame {
        guard let head = bytes.word(at: Frame.lengthByteCount, as: UInt16.self),
            let stream = bytes.word(at: Frame.lengthByteCount + 2, as: UInt32.self)
        else { preconditionFailure("the caller counted the bytes") }
        guard let type = FrameType(rawValue: UInt8(head >> 8)) else {
            throw .unknownType(UInt8(head >> 8))
        }
        let flags = FrameFlags(rawValue: UInt8(truncatingIfNeeded: head))
        guard flags.isSubset(of: readsCompressed ? type.flags : type.flagsWithoutCompression) else {
            throw .unknownFlags(type, flags.rawValue)
        }
        bytes.moveReaderIndex(forwardBy: Frame.headByteCount)
        guard let body = bytes.readSlice(length: length - Frame.fixedByteCount) else {
            preconditionFailure("the caller counted the bytes")
        }
        return Frame(type, flags, stream: stream, body: body)
    }
}

extension FrameType {
    /// The flags that a frame of this type may have.
    var flags: FrameFlags {
        switch self {
        case .request, .data: [.end, .more, .compressed]
        case .response: .compressed
        case .ping: .ack
        case .hello, .credit, .cancel, .goAway: []
        }
    }

    var flagsWithoutCompression: FrameFlags { flags.subtracting(.compressed) }
}
