import Identifiers

/// Damages bytes as a seed says.
struct Mutator {
    private var random: SplitMix64

    init(seed: UInt64) { random = SplitMix64(seed: seed) }

    mutating func next() -> UInt64 { random.next() }

    mutating func below(_ limit: Int) -> Int { Int(next() % UInt64(max(1, limit))) }

    mutating func byte() -> UInt8 { UInt8(truncatingIfNeeded: next()) }

    /// Heads that lie, nest, end nowhere or say little in many bytes.
    private static let heads: [[UInt8]] = [
        [0x18, 0x17], [0x19, 0x00, 0x01], [0x1B, 0, 0, 0, 0, 0, 0, 0, 1],
        [0x1B, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF], [0x3B, 0x7F, 0xFF],
        [0x5B, 0x7F, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF], [0x7A, 0xFF, 0xFF, 0xFF, 0xFF],
        [0x9B, 0x00, 0x00, 0x00, 0x01], [0xBA, 0x7F, 0xFF, 0xFF, 0xFF], [0x81], [0xA1], [0xC1],
        [0xD8],
        [0x5F], [0x7F], [0x9F], [0xBF], [0xFF], [0xF6], [0xF7], [0xF8, 0x18], [0xF8, 0xFF],
        [0xF9, 0x7E, 0x00],
        [0xF9, 0x00, 0x01], [0xFA, 0x7F, 0xC0, 0x00, 0x00], [0xFB, 0x3F, 0xF0, 0, 0, 0, 0, 0, 0],
        [0x61, 0xFF],
    ]

    /// One to four changes; `other` gives bytes to splice in.
    mutating func mutate(_ bytes: inout [UInt8], with other: [UInt8]) {
        for _ in 0...below(4) {
            let place = below(bytes.count + 1)
            let end = min(bytes.count, place + 1 + below(8))
            switch next() % 10 {
            case 0 where place < bytes.count: bytes[place] ^= 1 << (byte() % 8)
            case 1 where place < bytes.count: bytes[place] = byte()
            case 2 where place < bytes.count: bytes[place] &+= 1
            case 3: bytes.insert(byte(), at: place)
            case 4: bytes.removeSubrange(place..<end)
            case 5: bytes.insert(contentsOf: bytes[place..<end], at: place)
            case 6: bytes.removeSubrange(place...)
            case 7: bytes.replaceSubrange(place..<end, with: Self.heads[below(Self.heads.count)])
            case 8: bytes.insert(contentsOf: Self.heads[below(Self.heads.count)], at: place)
            default:
                let from = below(other.count + 1)
                let to = min(other.count, from + below(32))
                bytes.replaceSubrange(place..<end, with: other[from..<to])
            }
        }
    }
}
