import Identifiers

/// A word of a vocabulary that may have grown since this was compiled: its number on the wire, its
/// name in JSON.
public enum Open<Word: Vocabulary>: Hashable, Sendable {
    case known(Word)
    /// The number of a word that only newer versions know.
    case unknown(UInt)

    @inlinable
    public init(_ word: Word) { self = .known(word) }

    /// The word with this number, known or not.
    @inlinable
    public init(number: UInt) {
        let words = Word.allCases
        guard number < UInt(words.count) else {
            self = .unknown(number)
            return
        }
        self = .known(words[words.index(words.startIndex, offsetBy: Int(number))])
    }

    /// The word; nil when this version does not know it.
    @inlinable
    public var known: Word? {
        switch self {
        case .known(let word): word
        case .unknown: nil
        }
    }

    /// The number on the wire.
    @inlinable
    public var number: UInt {
        switch self {
        case .known(let word): word.placeInDeclaration
        case .unknown(let number): number
        }
    }
}

extension Vocabulary {
    /// `number`, read from the enum's tag, which counts cases in the order of their declaration.
    ///
    /// `number` searches `allCases`, which is too slow for every word of every message. A test holds
    /// the two equal for every vocabulary.
    @inlinable
    var placeInDeclaration: UInt {
        guard MemoryLayout<Self>.size == 1 else { return number }
        return UInt(unsafeBitCast(self, to: UInt8.self))
    }
}

extension Open: WireValue {
    public static var wireType: WireType {
        .vocabulary(name: String(describing: Word.self), words: Word.allCases.map(\.rawValue))
    }

    @inlinable
    public func encode(into encoder: inout WireEncoder) { encoder.write(UInt64(number)) }

    @inlinable
    public init(from decoder: inout WireDecoder) throws(WireError) {
        self.init(number: try UInt(from: &decoder))
    }
}

extension Open: Codable {
    /// A name; a number stands for a word that was unknown to the writer.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if let number = try? container.decode(UInt.self) {
            self.init(number: number)
        } else {
            self = .known(try container.decode(Word.self))
        }
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        switch self {
        case .known(let word): try container.encode(word)
        case .unknown(let number): try container.encode(number)
        }
    }
}

extension Open: CustomStringConvertible {
    /// The name, or `unknown(7)`.
    public var description: String {
        switch self {
        case .known(let word): word.rawValue
        case .unknown(let number): "unknown(\(number))"
        }
    }
}
