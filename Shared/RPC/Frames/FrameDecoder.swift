import NIOCore

/// Cuts the bytes of a connection into frames, however they arrive.
///
/// A length is checked before anything is kept for it, so a peer can make us hold one frame and
/// what one read brought, never more.
package struct FrameDecoder {
    /// A frame whose beginning an earlier read brought; only what it lacks is copied to it.
    private var begun = ByteBuffer()
    /// What follows it: frames are cut where they lie.
    private var bytes = ByteBuffer()
    private let bodyByteCountMax: Int
    /// Whether this side's HELLO said that it reads compressed messages.
    private let readsCompressed: Bool

    package init(bodyByteCountMax: Int, readsCompressed: Bool = false) {
        self.bodyByteCountMax = bodyByteCountMax
        self.readsCompressed = readsCompressed
    }

    /// Whether a frame has begun and is not whole.
    package var isInsideFrame: Bool { begun.readableBytes + bytes.readableBytes > 0 }

    /// Takes what the connection brought.
    package mutating func append(_ arrived: ByteBuffer) {
        if bytes.readableBytes == 0 {
            bytes = arrived
        } else if begun.readableBytes == 0, bytes.isPartOfFrame {
            begun = bytes
            bytes = arrived
        } else {
            // Two reads at once; a connection asks for frames after each.
            bytes.discardReadBytes()
            bytes.writeImmutableBuffer(arrived)
        }
    }

    /// The next whole frame; nil when more bytes must come first.
    package mutating func next() throws(ProtocolFault) -> Frame? {
        guard begun.readableBytes > 0 else { return try cut(from: &bytes) }
        fill(to: Frame.lengthByteCount)
        guard let length = try length(of: begun) else { return nil }
        fill(to: Frame.lengthByteCount + length)
        guard let frame = try cut(from: &begun) else { return nil }
        begun = ByteBuffer()
        return frame
    }

    /// Lets go of what was read, so that a quiet connection holds no read buffer.
    package mutating func release() {
        if bytes.readableBytes == 0 { bytes = ByteBuffer() }
    }

    /// Moves what `begun` lacks of `byteCount` bytes, as far as it is there.
    private mutating func fill(to byteCount: Int) {
        let missing = min(byteCount - begun.readableBytes, bytes.readableBytes)
        guard missing > 0, let part = bytes.readSlice(length: missing) else { return }
        begun.writeImmutableBuffer(part)
    }

    /// What the frame at the start of `bytes` says that it is long; nil when that is not whole.
    private func length(of bytes: ByteBuffer) throws(ProtocolFault) -> Int? {
        guard let length = bytes.word(at: 0, as: UInt32.self) else { return nil }
        guard length >= UInt32(Frame.fixedByteCount) else { throw .tooShort(length: length) }
        let limit = bodyByteCountMax + Frame.fixedByteCount
        guard length <= UInt32(limit) else {
            throw .tooLong(length: length, limit: bodyByteCountMax)
        }
        return Int(length)
    }

    private func cut(from bytes: inout ByteBuffer) throws(ProtocolFault) -> Frame? {
        guard let length = try length(of: bytes),
            bytes.readableBytes >= Frame.lengthByteCount + length
        else { return nil }
        guard let head = bytes.word(at: Frame.lengthByteCount, as: UInt16.self),
            let stream = bytes.word(at: Frame.lengthByteCount + 2, as: UInt32.self)
        else { preconditionFailure("the bytes were counted") }
        guard let type = FrameType(rawValue: UInt8(head >> 8)) else {
            throw .unknownType(UInt8(head >> 8))
        }
        let flags = FrameFlags(rawValue: UInt8(truncatingIfNeeded: head))
        guard flags.isSubset(of: readsCompressed ? type.flags : type.flagsWithoutCompression) else {
            throw .unknownFlags(type, flags.rawValue)
        }
        bytes.moveReaderIndex(forwardBy: Frame.headByteCount)
        guard let body = bytes.readSlice(length: length - Frame.fixedByteCount) else {
            preconditionFailure("the bytes were counted")
        }
        return Frame(type, flags, stream: stream, body: body)
    }
}

extension ByteBuffer {
    /// Less than a frame that says how long it is, whatever that is worth.
    fileprivate var isPartOfFrame: Bool {
        guard let length = word(at: 0, as: UInt32.self) else { return true }
        return readableBytes < Frame.lengthByteCount + Int(length)
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
