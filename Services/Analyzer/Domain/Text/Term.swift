/// What the matcher reads: a word, a number, a price, a time of day, or a sentence's start or end.
struct Term {
    var symbol: UInt32
    /// Where it stands in the text, in bytes.
    var lower: Int
    var upper: Int
    /// A price's or number's value; of a time of day, minutes since midnight.
    var value: Double = 0
    /// A time of day with am or pm, or past twelve.
    var isExactTime = false
    /// A comma or bracket stands before it.
    var isAfterPause = false

    var isWord: Bool { symbol == Symbol.unknownWord || symbol >= Symbol.number }
}

/// A sentence: its terms between start and end, and whether a question mark closes it.
struct Sentence {
    var terms: Range<Int>
    var isQuestion: Bool
}

/// A message as the rules see it.
struct ReadText {
    var terms: [Term] = []
    var sentences: [Sentence] = []
    var prices: [Double] = []
    var wordCount = 0
    var isShouted = false

    /// Reads the text; `reference` is a price known from before.
    init(_ text: String, reference: Double?, book: WordBook) {
        var text = text
        self = text.withUTF8 { bytes in
            ReadText(Tokenizer.tokenize(bytes, book), reference: reference, book: book)
        }
    }

    private init(_ text: TokenizedText, reference: Double?, book: WordBook) {
        wordCount = text.wordCount
        isShouted = text.isShouted
        terms.reserveCapacity(text.tokens.count + 8)
        let finder = PriceFinder(tokens: text.tokens, book: book, reference: reference)
        var at = 0
        var isAfterPause = false
        var sentenceStart: Int?
        while at < text.tokens.count {
            let token = text.tokens[at]
            if token.kind == .sentenceEnd {
                closeSentence(&sentenceStart, with: token)
                at += 1
                continue
            }
            if token.kind == .mark || token.kind == .percent {
                isAfterPause = isAfterPause || token.mark == Ascii.comma
                at += 1
                continue
            }
            if sentenceStart == nil {
                terms.append(Term(symbol: Symbol.start, lower: token.lower, upper: token.lower))
                sentenceStart = terms.count
            }
            at = append(finder, text.tokens, at, isAfterPause)
            isAfterPause = false
        }
        closeSentence(&sentenceStart, with: nil)
    }

    /// Adds the term that starts at token `at`; returns the token after it.
    private mutating func append(
        _ finder: PriceFinder, _ tokens: [Token], _ at: Int, _ isAfterPause: Bool
    ) -> Int {
        var term = Term(
            symbol: tokens[at].word, lower: tokens[at].lower, upper: tokens[at].upper,
            isAfterPause: isAfterPause)
        var next = at + 1
        if tokens[at].kind != .word || finder.book.mayStartQuantity(tokens[at].word),
            let (reading, end) = finder.read(at: at)
        {
            next = end
            term.upper = tokens[end - 1].upper
            switch reading {
            case .price(let value):
                term.symbol = Symbol.price
                term.value = value
                if prices.count < Self.priceCountMax { prices.append(value) }
            case .time(let minute, let isExact):
                term.symbol = Symbol.time
                term.value = Double(minute)
                term.isExactTime = isExact
            case .number(let value):
                term.symbol = Symbol.number
                term.value = value
            }
        }
        terms.append(term)
        return next
    }

    /// More prices than anyone names in a message; the rest is noise.
    static let priceCountMax = 16

    private mutating func closeSentence(_ start: inout Int?, with end: Token?) {
        let isQuestion = end?.mark == Ascii.question
        guard let first = start else {
            if isQuestion, !sentences.isEmpty, let last = terms.indices.last {
                sentences[sentences.count - 1].isQuestion = true
                terms[last].symbol = Symbol.questionEnd
            }
            return
        }
        sentences.append(Sentence(terms: first..<terms.count, isQuestion: isQuestion))
        let place = terms[terms.count - 1].upper
        terms.append(
            Term(
                symbol: isQuestion ? Symbol.questionEnd : Symbol.end, lower: place, upper: place))
        start = nil
    }
}

extension WordBook {
    /// True for words that an amount can begin with: `twelve`, `half`, `a`.
    func mayStartQuantity(_ word: UInt32) -> Bool {
        values[Int(word)] > 0 || word != Self.unknown && traits[Int(word)].contains(.startsAmount)
    }
}

extension ReadText {
    /// The words of the terms as written, cut at a whole character after `Quote.byteCountMax`.
    func slice(_ terms: Range<Int>, of text: String) -> String {
        let lower = self.terms[terms.lowerBound].lower
        let upper = max(lower, self.terms[terms.upperBound - 1].upper)
        var text = text
        return text.withUTF8 { bytes in
            var end = min(upper, lower + Quote.byteCountMax)
            while end < upper, end > lower, bytes[end] & 0xC0 == 0x80 { end -= 1 }
            return String(decoding: bytes[lower..<end], as: UTF8.self)
        }
    }
}
