/// What a zstd frame says before its content (RFC 8878 §3.1.1.1).
///
/// Read here and not by libzstd because what it claims is judged before anything is done with it,
/// and the library tells the window only through an interface that may change.
package struct ZstdFrameHeader: Equatable, Sendable {
    /// Nil when the frame does not say.
    package let contentByteCount: UInt64?
    package let windowByteCount: UInt64
    /// 0 for none.
    package let dictionaryID: UInt32

    private static let magic: UInt64 = 0xFD2F_B528

    package init(reading bytes: [UInt8]) throws(DecompressionFault) {
        var rest = LittleEndianReader(bytes: bytes)
        guard try rest.next(4) == Self.magic else { throw .notAFrame }
        let descriptor = UInt8(try rest.next(1))
        guard descriptor & 0b1000 == 0 else { throw .damaged("a reserved bit is set") }
        let isSingleSegment = descriptor & 0b10_0000 != 0
        let window = isSingleSegment ? nil : UInt8(try rest.next(1))
        dictionaryID = UInt32(try rest.next([0, 1, 2, 4][Int(descriptor & 0b11)]))
        switch descriptor >> 6 {
        case 0: contentByteCount = isSingleSegment ? try rest.next(1) : nil
        case 1: contentByteCount = try rest.next(2) + 256
        case 2: contentByteCount = try rest.next(4)
        default: contentByteCount = try rest.next(8)
        }
        windowByteCount = window.map(Self.windowByteCount) ?? contentByteCount ?? 0
    }

    private static func windowByteCount(of byte: UInt8) -> UInt64 {
        let base = UInt64(1) << (10 + UInt64(byte >> 3))
        return base + base / 8 * UInt64(byte & 0b111)
    }

    /// Throws what forbids to decompress `compressedByteCount` bytes that begin so.
    package func check(
        compressedByteCount: Int, byteCountMax: Int
    ) throws(DecompressionFault) -> Int {
        guard let byteCount = contentByteCount else { throw .lengthMissing }
        guard byteCount <= UInt64(byteCountMax) else {
            throw .tooLong(byteCount: byteCount, limit: byteCountMax)
        }
        let counted = max(compressedByteCount, CompressionLimits.countedBytes)
        guard byteCount <= UInt64(counted * CompressionLimits.ratio) else {
            throw .ratioTooHigh(
                byteCount: byteCount, compressed: compressedByteCount,
                limit: CompressionLimits.ratio)
        }
        guard windowByteCount <= UInt64(CompressionLimits.windowBytes) else {
            throw .windowTooLarge(
                byteCount: windowByteCount, limit: CompressionLimits.windowBytes)
        }
        return Int(byteCount)
    }
}

private struct LittleEndianReader {
    let bytes: [UInt8]
    var offset = 0

    mutating func next(_ count: Int) throws(DecompressionFault) -> UInt64 {
        guard bytes.count - offset >= count else { throw .truncated }
        defer { offset += count }
        return bytes[offset..<offset + count].reversed().reduce(0) { $0 << 8 | UInt64($1) }
    }
}
