import Identifiers
import Wire

/// What random messages are made with.
extension SplitMix64 {
    mutating func chance(_ share: Double) -> Bool { Double.random(in: 0..<1, using: &self) < share }

    mutating func count(upTo limit: Int) -> Int { Int.random(in: 0...limit, using: &self) }

    /// An integer whose width, not its value, is uniform: every head length comes up.
    mutating func word() -> UInt64 { next() >> UInt64.random(in: 0...63, using: &self) }

    mutating func number() -> Int64 {
        let magnitude = Int64(bitPattern: word() >> 1)
        return chance(0.5) ? magnitude : ~magnitude
    }

    mutating func float() -> Double {
        switch next() % 6 {
        case 0: Double(Int8(truncatingIfNeeded: next()))
        case 1: Double(Float(bitPattern: UInt32(truncatingIfNeeded: next()))).finite
        case 2: Double(bitPattern: next()).finite
        case 3: Self.edges.randomElement(using: &self) ?? 0
        case 4: Double(count(upTo: 2_000)) * 0x1p-24
        default: Double.random(in: -1...1, using: &self)
        }
    }

    private static let edges: [Double] = [
        0, -0.0, .infinity, -.infinity, 0x1p-24, 0x1p-149, 65_504, 65_536,
    ]

    private static let alphabet: [Character] = [
        "a", "Z", "0", " ", "\"", "\\", "\n", "é", "ß", "日", "👩‍👩‍👧", "\u{0}",
    ]

    mutating func text() -> String {
        let length = chance(0.1) ? count(upTo: 300) : count(upTo: 20)
        return String((0..<length).map { _ in Self.alphabet.randomElement(using: &self) ?? "a" })
    }

    mutating func bytes() -> [UInt8] {
        (0..<count(upTo: chance(0.1) ? 300 : 30)).map { _ in UInt8(truncatingIfNeeded: next()) }
    }

    mutating func uuid() -> UUIDv7 { UUIDv7(high: next(), low: next()) }

    mutating func open<Word: Vocabulary>(_ type: Word.Type) -> Open<Word> {
        if chance(0.1) { return Open(number: UInt(word())) }
        return Open(number: UInt(count(upTo: type.allCases.count - 1)))
    }

    mutating func many<Element>(upTo limit: Int, _ make: (inout Self) -> Element) -> [Element] {
        (0..<count(upTo: limit)).map { _ in make(&self) }
    }

    mutating func maybe<Element>(_ make: (inout Self) -> Element) -> Element? {
        chance(0.5) ? make(&self) : nil
    }
}

extension Double {
    /// Itself, or zero for a NaN, which equals nothing.
    fileprivate var finite: Double { isNaN ? 0 : self }
}
