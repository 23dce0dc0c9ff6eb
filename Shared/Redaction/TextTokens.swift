/// Words, numbers and marks of a text, with where they stand.
struct TextTokens: Sendable {
    enum Kind: Sendable { case word, number, mark }

    struct Token: Sendable {
        var kind: Kind
        var bytes: Range<Int>
        /// In lower case, without apostrophes.
        var text: String
        var isCapitalised: Bool
        /// Whether nothing stands between it and the token before.
        var isGlued: Bool
        /// Whether a line ends before it.
        var beginsLine: Bool
    }

    /// A message is at most 16 KiB; what is beyond this many tokens is not looked at, and is
    /// replaced whole (`Redactor`).
    static let tokenCountMax = 20_000

    private(set) var tokens: [Token] = []

    init(_ text: String) {
        let scalars = Array(text.unicodeScalars)
        var at = 0
        var offset = 0
        var lastEnd = -1
        var newLine = true
        func width(_ scalar: Unicode.Scalar) -> Int { UTF8.width(scalar) }
        while at < scalars.count, tokens.count < Self.tokenCountMax {
            let scalar = scalars[at]
            if scalar.properties.isWhitespace {
                if scalar == "\n" || scalar == "\r" { newLine = true }
                offset += width(scalar)
                at += 1
                continue
            }
            let kind = Self.kind(scalar)
            let (start, startOffset) = (at, offset)
            repeat {
                offset += width(scalars[at])
                at += 1
            } while at < scalars.count && Self.goesOn(kind, scalars, at)
            if Self.isPossessive(scalars[start..<at]) {
                (at, offset) = (at - 2, offset - width(scalars[at - 2]) - 1)
            }
            var words = ""
            for scalar in scalars[start..<at] where !Self.isApostrophe(scalar) {
                words += scalar.properties.lowercaseMapping
            }
            tokens.append(
                Token(
                    kind: kind, bytes: startOffset..<offset, text: words,
                    isCapitalised: scalar.properties.isUppercase,
                    isGlued: startOffset == lastEnd, beginsLine: newLine))
            lastEnd = offset
            newLine = false
        }
    }

    private static func kind(_ scalar: Unicode.Scalar) -> Kind {
        if scalar.isASCII, ("0"..."9").contains(Character(scalar)) { return .number }
        return scalar.properties.isAlphabetic ? .word : .mark
    }

    private static func goesOn(_ kind: Kind, _ scalars: [Unicode.Scalar], _ at: Int) -> Bool {
        switch kind {
        case .mark: false
        case .number: Self.kind(scalars[at]) == .number
        case .word:
            Self.kind(scalars[at]) == .word
                || (isApostrophe(scalars[at]) && at + 1 < scalars.count
                    && Self.kind(scalars[at + 1]) == .word)
        }
    }

    /// `Linda's` is Linda; `It's` and `here's` are words of their own.
    private static func isPossessive(_ word: ArraySlice<Unicode.Scalar>) -> Bool {
        guard word.count > 3, word.last == "s", isApostrophe(word[word.endIndex - 2]),
            word[word.startIndex].properties.isUppercase
        else { return false }
        let stem = word.dropLast(2).map { $0.properties.lowercaseMapping }.joined()
        return !NameWords.common.contains(stem)
    }

    private static func isApostrophe(_ scalar: Unicode.Scalar) -> Bool {
        scalar == "'" || scalar == "’"
    }

    // MARK: - Looking

    var count: Int { tokens.count }

    func token(_ at: Int) -> Token? { tokens.indices.contains(at) ? tokens[at] : nil }

    func word(_ at: Int) -> String? { token(at).flatMap { $0.kind == .word ? $0.text : nil } }

    func digits(_ at: Int) -> String? { token(at).flatMap { $0.kind == .number ? $0.text : nil } }

    func isMark(_ at: Int, _ mark: String) -> Bool {
        token(at).map { $0.kind == .mark && $0.text == mark } ?? false
    }

    func bytes(_ range: Range<Int>) -> Range<Int> {
        tokens[range.lowerBound].bytes.lowerBound..<tokens[range.upperBound - 1].bytes.upperBound
    }

    /// Whether one of `words` stands among the `reach` tokens before `at`, in the same sentence.
    func hasCue(_ words: Set<String>, before at: Int, within reach: Int) -> Bool {
        for index in stride(from: at - 1, through: max(0, at - reach), by: -1) {
            guard index >= 0 else { break }
            if tokens[index].kind == .word, words.contains(tokens[index].text) { return true }
        }
        return false
    }
}
