import Identifiers

extension EventID {
    /// The id of an event that follows from something else: the same source makes the same id.
    ///
    /// A UUID version 8 (RFC 9562 §5.8) whose bits are two FNV-1a hashes. Within a tenant only.
    init(derivedFrom source: String) {
        let high = FNV1a.hash(source.utf8)
        let low = FNV1a.hash(source.utf8, from: FNV1a(high ^ 0x9E37_79B9_7F4A_7C15))
        self.init(
            rawValue: UUIDv7(
                high: high & 0xFFFF_FFFF_FFFF_0FFF | 0x8000,
                low: low & 0x3FFF_FFFF_FFFF_FFFF | 0x8000_0000_0000_0000))
    }
}
