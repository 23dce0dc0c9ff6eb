import NIOCore

/// The unit of the wire: `[u32 length][u8 type][u8 flags][u32 stream][body]`, big-endian.
///
/// `length` counts what follows it. contracts/wire.md is the whole description.
package struct Frame: Sendable, Equatable {
    package var type: FrameType
    package var flags: FrameFlags
    /// 0 for the connection itself.
    package var stream: UInt32
    package var body: ByteBuffer

    package init(_ type: FrameType, _ flags: FrameFlags = [], stream: UInt32 = 0, body: ByteBuffer)
    {
        self.type = type
        self.flags = flags
        self.stream = stream
        self.body = body
    }

    /// A DATA frame that says only that nothing follows: it costs no credit.
    package var isHalfClose: Bool { type == .data && flags == .end && body.readableBytes == 0 }

    /// The bytes of `length`.
    package static let lengthByteCount = 4
    /// What `length` counts beside the body.
    package static let fixedByteCount = 6
    /// What stands before the body.
    package static let headByteCount = lengthByteCount + fixedByteCount
}

extension ByteBuffer {
    /// A copy of what is left to read.
    package var unread: [UInt8] { withUnsafeReadableBytes { Array($0) } }

    /// The big-endian word `offset` bytes ahead; nil when it is not there whole.
    ///
    /// Read where it lies: `getInteger` costs several times as much, and every frame has five words.
    @inline(__always)
    package func word<Word: FixedWidthInteger>(at offset: Int, as type: Word.Type) -> Word? {
        guard readableBytes >= offset + MemoryLayout<Word>.size else { return nil }
        return withUnsafeReadableBytes {
            Word(bigEndian: $0.loadUnaligned(fromByteOffset: offset, as: type))
        }
    }
}

package enum FrameType: UInt8, Sendable, CaseIterable {
    case hello = 1, request = 2, response = 3, data = 4, credit = 5, cancel = 6, ping = 7, goAway =
        8
}

package struct FrameFlags: OptionSet, Sendable, Hashable {
    package let rawValue: UInt8
    package init(rawValue: UInt8) { self.rawValue = rawValue }

    /// The sender says nothing more on this stream.
    package static let end = FrameFlags(rawValue: 1)
    /// The message goes on in the next DATA frame of the stream.
    package static let more = FrameFlags(rawValue: 2)
    /// The message that begins here is compressed, as the reader's HELLO said it may be.
    package static let compressed = FrameFlags(rawValue: 4)
    /// The answer to a PING.
    package static let ack = FrameFlags(rawValue: 8)
}
