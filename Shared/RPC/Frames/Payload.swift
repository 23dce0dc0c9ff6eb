/// The bytes of one message as they cross the wire: CBOR, or the zstd frame that stands for it.
package struct Payload: Equatable, Sendable {
    package var bytes: [UInt8]
    package var isCompressed: Bool

    package init(_ bytes: [UInt8], isCompressed: Bool = false) {
        self.bytes = bytes
        self.isCompressed = isCompressed
    }

    /// What the first frame of the message says of it.
    var flags: FrameFlags { isCompressed ? .compressed : [] }
}
