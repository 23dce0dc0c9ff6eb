/// A closed list of the domain's words: its name in SQL and JSON, its number on the wire.
///
/// The number is the place in the declaration, so a list grows at its end and is never reordered;
/// `contracts.lock` holds it to that.
public protocol Vocabulary: RawRepresentable, CaseIterable, Hashable, Sendable, Codable,
    CustomStringConvertible
where RawValue == String {}

extension Vocabulary {
    /// The number on the wire.
    public var number: UInt {
        var number: UInt = 0
        for word in Self.allCases {
            if word == self { return number }
            number += 1
        }
        preconditionFailure("every word stands in allCases")
    }

    /// The word with this number; nil when this version knows none.
    public init?(number: UInt) {
        guard number < UInt(Self.allCases.count) else { return nil }
        self = Self.allCases[Self.allCases.index(Self.allCases.startIndex, offsetBy: Int(number))]
    }

    /// The name in SQL and JSON, in `snake_case`.
    public var description: String { rawValue }
}
