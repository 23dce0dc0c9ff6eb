import Identifiers

/// Splits UTF-8 text into words, numbers and marks in one pass, and looks every word up as it goes.
///
/// Words are lower-cased in ASCII and lose their apostrophes: `Don’t` reads as `dont`.
struct Tokenizer {
    /// Words beyond this many are counted but not read: no honest message has them, and a hostile
    /// one must not buy more work.
    static let tokenCountMax = 6_000

    /// As many digits as a Double holds exactly; further ones name nobody's price.
    static let exactDigitCount = 15

    private let bytes: UnsafeBufferPointer<UInt8>
    private let book: WordBook
    private var at = 0
    private var isGlued = false
    private var result = TokenizedText()

    /// Every token of the text.
    static func tokenize(_ bytes: UnsafeBufferPointer<UInt8>, _ book: WordBook) -> TokenizedText {
        var tokenizer = Tokenizer(bytes: bytes, book: book)
        tokenizer.result.tokens.reserveCapacity(min(bytes.count / 4 + 4, tokenCountMax))
        tokenizer.readAll()
        return tokenizer.result
    }

    private init(bytes: UnsafeBufferPointer<UInt8>, book: WordBook) {
        self.bytes = bytes
        self.book = book
    }

    private mutating func readAll() {
        while at < bytes.count {
            let byte = bytes[at]
            switch byte {
            case Ascii.newline, Ascii.carriageReturn:
                appendEnd(Ascii.period, length: 1)
            case 0...0x20, 0x7F:
                at += 1
                isGlued = false
            case Ascii.digits:
                readNumber()
            case Ascii.capitals, Ascii.smalls:
                readWord()
            case 0x80...:
                readBeyondAscii()
            default:
                readMark(byte)
            }
        }
    }

    private func byte(_ offset: Int) -> UInt8 {
        offset < bytes.count ? bytes[offset] : 0
    }

    private mutating func append(_ token: Token) {
        if token.kind == .word || token.kind == .number { result.wordCount += 1 }
        if result.tokens.count < Self.tokenCountMax { result.tokens.append(token) }
        at = token.upper
        isGlued = true
    }

    private mutating func appendEnd(_ mark: UInt8, length: Int) {
        append(
            Token(
                kind: .sentenceEnd, isGlued: isGlued, mark: mark, lower: at, upper: at + length))
    }

    // MARK: - Words

    private mutating func readWord() {
        var hash = FNV1a()
        var end = at
        let isCapitalised = Ascii.capitals.contains(bytes[at])
        scan: while end < bytes.count {
            let byte = bytes[end]
            switch byte {
            case Ascii.smalls:
                result.letterCount += 1
                hash.add(byte)
            case Ascii.capitals:
                result.letterCount += 1
                result.capitalCount += 1
                hash.add(byte | 0x20)
            case Ascii.apostrophe where Ascii.isLetter(self.byte(end + 1)):
                break
            case 0xE2 where isCurlyApostrophe(at: end) && Ascii.isLetter(self.byte(end + 3)):
                end += 2
            case 0xC3...0xDF:  // Latin and its neighbours: accents belong to the word.
                hash.add(byte)
            case 0x80...0xBF where end > at && bytes[end - 1] >= 0xC3:
                hash.add(byte)
            default:
                break scan
            }
            end += 1
        }
        append(
            Token(
                kind: .word, isGlued: isGlued, word: book.find(hash: hash.value), lower: at,
                upper: end,
                isCapitalised: isCapitalised, endsInS: endsInS(at..<end)))
    }

    private func endsInS(_ word: Range<Int>) -> Bool {
        word.count >= 2 && bytes[word.upperBound - 1] | 0x20 == 0x73
            && bytes[word.upperBound - 2] | 0x20 != 0x73
    }

    private func isCurlyApostrophe(at offset: Int) -> Bool {
        byte(offset + 1) == 0x80 && (byte(offset + 2) == 0x99 || byte(offset + 2) == 0x98)
    }

    // MARK: - Numbers

    private mutating func readNumber() {
        var token = Token(kind: .number, isGlued: isGlued, lower: at, upper: at)
        var end = at
        var divisor: Double?
        while end < bytes.count {
            let byte = bytes[end]
            if Ascii.digits.contains(byte) {
                token.digitCount += 1
                if token.digitCount <= Self.exactDigitCount {
                    token.value = token.value * 10 + Double(byte - Ascii.zero)
                    divisor? *= 10
                }
            } else if byte == Ascii.comma, divisor == nil, isThousands(after: end) {
                token.hasGrouping = true
            } else if byte == Ascii.period, Ascii.digits.contains(self.byte(end + 1)) {
                if divisor != nil { token.isChain = true }
                divisor = 1
            } else {
                break
            }
            end += 1
        }
        if let divisor { token.value /= divisor }
        token.upper = end
        append(token)
    }

    /// True at the point of `.50`.
    private var startsFraction: Bool {
        Ascii.digits.contains(byte(at + 1)) && (!isGlued || result.tokens.last?.kind == .currency)
    }

    private func isThousands(after comma: Int) -> Bool {
        (1...3).allSatisfy { Ascii.digits.contains(byte(comma + $0)) }
            && !Ascii.digits.contains(byte(comma + 4))
    }

    // MARK: - Marks

    private mutating func readMark(_ mark: UInt8) {
        switch mark {
        case Ascii.dollar:
            append(Token(kind: .currency, isGlued: isGlued, lower: at, upper: at + 1))
        case Ascii.percent:
            append(Token(kind: .percent, isGlued: isGlued, lower: at, upper: at + 1))
        case Ascii.period where startsFraction:
            readNumber()
        case Ascii.period, Ascii.exclamation, Ascii.question, Ascii.semicolon:
            readSentenceEnd()
        case Ascii.colon:
            readColon()
        default:
            append(Token(kind: .mark, isGlued: isGlued, mark: mark, lower: at, upper: at + 1))
        }
    }

    private mutating func readSentenceEnd() {
        var end = at
        var mark = Ascii.period
        while Ascii.isSentenceEnd(byte(end)) {
            if bytes[end] == Ascii.question || mark == Ascii.period { mark = bytes[end] }
            end += 1
        }
        appendEnd(mark, length: end - at)
    }

    /// A colon, or a face made with one.
    private mutating func readColon() {
        let nose = byte(at + 1) == Ascii.hyphen ? 1 : 0
        let mouth = byte(at + 1 + nose)
        let face: String? =
            switch mouth {
            case Ascii.closingParenthesis, 0x44: ":)"
            case Ascii.openingParenthesis: ":("
            default: nil
            }
        var token = Token(
            kind: .mark, isGlued: isGlued, mark: Ascii.colon, lower: at, upper: at + 1)
        if let face {
            token.kind = .word
            token.word = book.find(face)
            token.upper = at + nose + 2
            result.wordCount -= 1
        }
        append(token)
    }

    // MARK: - Beyond ASCII

    private mutating func readBeyondAscii() {
        switch (bytes[at], byte(at + 1), byte(at + 2)) {
        case (0xC2, 0xA3, _), (0xC2, 0xA5, _):
            append(Token(kind: .currency, isGlued: isGlued, lower: at, upper: at + 2))
        case (0xE2, 0x82, 0xAC):
            append(Token(kind: .currency, isGlued: isGlued, lower: at, upper: at + 3))
        case (0xC2, _, _):
            skip(2)
        case (0xE2, 0x80, 0xA6):
            appendEnd(Ascii.period, length: 3)
        case (0xE2, 0x80, 0x93), (0xE2, 0x80, 0x94):
            append(
                Token(
                    kind: .mark, isGlued: isGlued, mark: Ascii.hyphen, lower: at, upper: at + 3))
        case (0xE2, 0x80, _), (0xEF, 0xB8, _):
            skip(3)
        case (0xE2...0xEF, _, _):
            readPicture(length: 3)
        case (0xF0..., _, _):
            readPicture(length: 4)
        case (0xC3...0xDF, _, _):
            readWord()
        default:
            skip(1)
        }
    }

    private mutating func skip(_ length: Int) {
        at = min(at + length, bytes.count)
        isGlued = false
    }

    /// An emoji or a character of a script without spaces: a word of its own that counts as none.
    private mutating func readPicture(length: Int) {
        var hash = FNV1a()
        let end = min(at + length, bytes.count)
        for offset in at..<end { hash.add(bytes[offset]) }
        result.wordCount -= 1
        append(
            Token(
                kind: .word, isGlued: false, word: book.find(hash: hash.value), lower: at,
                upper: end))
    }
}
