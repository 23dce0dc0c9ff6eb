/// A value as a second level keeps it: with what proves that it is whole, young and of this state.
///
/// `CMC1`, the checksum of all that follows, when its load began, the tokens of its tags, the value.
struct SharedEntry: Hashable, Sendable {
    private static let magic: [UInt8] = [0x43, 0x4D, 0x43, 0x31]
    private static let headerLength = 4 + 8 + 8 + 8

    /// Microseconds since 1970, by the clock of whoever loaded it.
    let loadedAt: Int64
    /// Of the tags as they were before the load began.
    let tokens: UInt64
    let value: [UInt8]

    init(loadedAt: Int64, tokens: UInt64, value: [UInt8]) {
        self.loadedAt = loadedAt
        self.tokens = tokens
        self.value = value
    }

    /// Nil for anything that no entry's `bytes` are.
    init?(_ bytes: [UInt8]) {
        guard bytes.count >= Self.headerLength, Array(bytes[..<4]) == Self.magic,
            Self.number(bytes[4..<12]) == Self.checksum(bytes[12...])
        else { return nil }
        loadedAt = Int64(bitPattern: Self.number(bytes[12..<20]))
        tokens = Self.number(bytes[20..<28])
        value = Array(bytes[28...])
    }

    var bytes: [UInt8] {
        let body = Self.bytes(UInt64(bitPattern: loadedAt)) + Self.bytes(tokens) + value
        return Self.magic + Self.bytes(Self.checksum(body)) + body
    }

    /// FNV-1a, against accidents; whoever may write to our Redis may forge anything.
    static func checksum(_ bytes: some Sequence<UInt8>) -> UInt64 {
        bytes.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01B3 }
    }

    private static func number(_ bytes: ArraySlice<UInt8>) -> UInt64 {
        bytes.reduce(0) { $0 << 8 | UInt64($1) }
    }

    private static func bytes(_ number: UInt64) -> [UInt8] {
        (0..<8).map { UInt8(truncatingIfNeeded: number >> (56 - 8 * $0)) }
    }
}
