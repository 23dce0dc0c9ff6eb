/// The hash of a text or of bytes, the same in every process and for good: FNV-1a, 64 bits.
///
/// Against accidents, not against forgers. Source: Fowler, Noll and Vo (RFC 9923).
package struct FNV1a: Sendable {
    package private(set) var value: UInt64

    /// `value` may be that of other bytes, to which these are added.
    package init(_ value: UInt64 = 0xCBF2_9CE4_8422_2325) { self.value = value }

    @inline(__always)
    package mutating func add(_ byte: UInt8) {
        value = (value ^ UInt64(byte)) &* 0x0000_0100_0000_01B3
    }

    package static func hash(
        _ bytes: some Sequence<UInt8>, from start: FNV1a = FNV1a()
    ) -> UInt64 {
        var hash = start
        for byte in bytes { hash.add(byte) }
        return hash.value
    }
}
