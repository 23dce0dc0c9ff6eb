/// The words of a text in small letters, each with a space on both sides, and marks of its form.
///
/// A run of digits is one `0`; what is not ASCII counts as letters; `?`, `!`, `$` and `%` are words
/// of their own.
struct TokenBuffer {
    struct Marks {
        var asks = false
        var endsAsking = false
        var exclaims = false
        var namesNumber = false
        var namesMoney = false
        var shouts = false
    }

    private(set) var bytes: [UInt8] = []
    private(set) var ranges: [Range<Int>] = []
    private(set) var marks = Marks()
    private var wordStart: Int?
    private var capitalCount = 0
    private var smallCount = 0

    mutating func read(_ text: String, byteCountMax: Int) {
        bytes.removeAll(keepingCapacity: true)
        ranges.removeAll(keepingCapacity: true)
        marks = Marks()
        (wordStart, capitalCount, smallCount) = (nil, 0, 0)
        bytes.append(Self.space)
        for byte in text.utf8.prefix(byteCountMax) { take(byte) }
        endWord()
        marks.shouts = capitalCount > 8 && capitalCount > 2 * smallCount
    }

    private static let space = UInt8(ascii: " ")

    private mutating func take(_ byte: UInt8) {
        switch byte {
        case Ascii.smalls:
            smallCount += 1
            add(byte)
        case Ascii.capitals:
            capitalCount += 1
            add(byte | 0x20)
        case Ascii.digits:
            marks.namesNumber = true
            if wordStart == nil || bytes.last != Ascii.zero { add(Ascii.zero) }
        case 0x80...: add(byte)
        // `don't` is `dont`.
        case Ascii.apostrophe: break
        case Ascii.question, Ascii.exclamation, Ascii.dollar, Ascii.percent: mark(byte)
        default: endWord()
        }
    }

    private mutating func mark(_ byte: UInt8) {
        endWord()
        add(byte)
        endWord()
        marks.asks = marks.asks || byte == Ascii.question
        marks.endsAsking = byte == Ascii.question
        marks.exclaims = marks.exclaims || byte == Ascii.exclamation
        marks.namesMoney = marks.namesMoney || byte == Ascii.dollar
    }

    private mutating func add(_ byte: UInt8) {
        if wordStart == nil { wordStart = bytes.count }
        if byte != Ascii.question { marks.endsAsking = false }
        bytes.append(byte)
    }

    private mutating func endWord() {
        guard let start = wordStart else { return }
        ranges.append(start..<bytes.count)
        bytes.append(Self.space)
        wordStart = nil
    }
}
