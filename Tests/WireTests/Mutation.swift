import Identifiers

/// A damaged copy: flipped bits, bytes put in, taken out, doubled or swapped, or a cut.
func mutate(_ bytes: [UInt8], using random: inout SplitMix64) -> [UInt8] {
    var bytes = bytes
    for _ in 0...random.count(upTo: 2) where !bytes.isEmpty {
        let place = random.count(upTo: bytes.count - 1)
        switch random.next() % 7 {
        case 0: bytes[place] ^= 1 << UInt8(random.next() % 8)
        case 1: bytes[place] = UInt8(truncatingIfNeeded: random.next())
        case 2: bytes.insert(UInt8(truncatingIfNeeded: random.next()), at: place)
        case 3: bytes.remove(at: place)
        case 4: bytes.insert(bytes[place], at: place)
        case 5: bytes.swapAt(place, random.count(upTo: bytes.count - 1))
        default: bytes.removeSubrange(place...)
        }
    }
    return bytes
}

func hex(_ bytes: [UInt8]) -> String {
    bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
}

/// The bytes of hex digits; spaces are skipped.
func bytes(hex text: String) -> [UInt8] {
    let digits = text.compactMap(\.hexDigitValue)
    return stride(from: 0, to: digits.count - 1, by: 2).map {
        UInt8(digits[$0] << 4 | digits[$0 + 1])
    }
}
