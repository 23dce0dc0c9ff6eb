import Foundation
import Signing

/// Which of many badges are revoked, a bit for each (W3C Bitstring Status List 1.0).
enum StatusList {
    /// The least that the standard allows, so that a look-up does not tell which badge it is for.
    static let bitCount = 131_072
    static let lifetime = Duration.seconds(24 * 3_600)

    /// The list that a badge is in, from 1, and its place there.
    static func place(of index: Int) -> (list: Int, place: Int) {
        (index / bitCount + 1, index % bitCount)
    }

    /// A multibase base64url text (`u…`) of the gzipped bits; the first bit is the most significant.
    static func encoded(_ places: [Int]) -> String {
        var bits = [UInt8](repeating: 0, count: bitCount / 8)
        for place in places { bits[place / 8] |= 0x80 >> UInt8(place % 8) }
        return "u" + Data(gzipped(bits)).base64URL
    }

    /// A gzip file (RFC 1952) of one stored block (RFC 1951 § 3.2.4): a list is 16 KiB and rarely
    /// asked for, so it need not be small.
    private static func gzipped(_ bytes: [UInt8]) -> [UInt8] {
        let count = UInt16(bytes.count)
        var file: [UInt8] = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 255, 1]
        file += littleEndian(count) + littleEndian(~count) + bytes
        return file + littleEndian(Checksum.crc32(bytes)) + littleEndian(UInt32(bytes.count))
    }

    private static func littleEndian(_ number: some FixedWidthInteger) -> [UInt8] {
        withUnsafeBytes(of: number.littleEndian) { Array($0) }
    }
}
