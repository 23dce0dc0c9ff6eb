import Identifiers

extension String {
    /// The same number in every process, unlike `hashValue`: FNV-1a over UTF-8, mixed.
    package var stableHash: UInt64 {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in utf8 { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
        return SplitMix64.mixed(hash)
    }
}
