import Identifiers

extension String {
    /// The same number in every process, unlike `hashValue`: FNV-1a over UTF-8, mixed.
    package var stableHash: UInt64 { SplitMix64.mixed(FNV1a.hash(utf8)) }
}
