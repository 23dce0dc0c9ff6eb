/// A piece of a message's text, in the order written.
struct Token {
    enum Kind: UInt8 {
        case word, number, currency, percent, mark, sentenceEnd
    }

    var kind: Kind
    /// True when nothing stands between this token and the one before it.
    var isGlued: Bool
    /// The ASCII byte of a mark or of a sentence's end; 0 otherwise.
    var mark: UInt8 = 0
    /// The word's place in the word book; `WordBook.unknown` when no rule knows it.
    var word: UInt32 = WordBook.unknown
    var lower: Int
    var upper: Int
    /// A number's value; 0 otherwise.
    var value: Double = 0
    var digitCount: Int = 0
    /// True for `1,200`.
    var hasGrouping: Bool = false
    /// True for a chain of digits that is no number: `555.123.4567`.
    var isChain: Bool = false
    /// True when the word starts with a capital letter.
    var isCapitalised: Bool = false
    /// True when the word ends in one `s`: it may be a plural.
    var endsInS: Bool = false

    var range: Range<Int> { lower..<upper }
}

/// A message's tokens, and what its letters show.
struct TokenizedText {
    var tokens: [Token] = []
    var wordCount: Int = 0
    var letterCount: Int = 0
    var capitalCount: Int = 0

    /// True when the whole message is written in capitals.
    var isShouted: Bool { letterCount >= 12 && capitalCount * 10 >= letterCount * 9 }
}
