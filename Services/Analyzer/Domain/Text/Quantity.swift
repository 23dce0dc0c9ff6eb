/// An amount as somebody wrote it: `$1.2k`, `twelve hundred`, `half a million`.
struct Quantity {
    var value: Double
    /// The tokens it covers.
    var tokens: Range<Int>
    var hasCurrency = false
    /// True for `k`, `thousand`, `hundred` and the like.
    var hasScale = false
    var isSpelled = false

    /// The amount that starts at token `start`; nil when none does.
    static func read(_ tokens: [Token], at start: Int, _ book: WordBook) -> Quantity? {
        var reader = QuantityReader(tokens: tokens, book: book, at: start)
        return reader.read()
    }
}

private struct QuantityReader {
    let tokens: [Token]
    let book: WordBook
    var at: Int

    mutating func read() -> Quantity? {
        let start = at
        var hasCurrency = false
        if tokens[at].kind == .currency {
            hasCurrency = true
            at += 1
        }
        guard at < tokens.count else { return nil }
        guard var quantity = tokens[at].kind == .number ? readDigits() : readWords() else {
            return nil
        }
        if at < tokens.count, isCurrency(tokens[at]) {
            hasCurrency = true
            at += 1
        }
        if at < tokens.count, isCents(tokens[at]), !quantity.isSpelled || quantity.value >= 5 {
            // `.50 cents` means what `50 cents` does; `my two cents` is an opinion.
            quantity.value = quantity.value < 1 ? quantity.value : quantity.value / 100
            hasCurrency = true
            at += 1
        }
        quantity.hasCurrency = hasCurrency
        quantity.tokens = start..<at
        return quantity
    }

    // MARK: - Digits

    private mutating func readDigits() -> Quantity? {
        let token = tokens[at]
        guard !token.isChain else { return nil }
        var quantity = Quantity(value: token.value, tokens: at..<at)
        at += 1
        if hasAndAHalf() {
            quantity.value += 0.5
            at += 3
        }
        while let scale = scale(at: at) {
            quantity.value *= scale
            quantity.hasScale = true
            at += 1
        }
        return quantity
    }

    /// What the word at `index` multiplies by; a lone `m` counts only after a small glued number.
    private func scale(at index: Int) -> Double? {
        guard index < tokens.count, tokens[index].kind == .word else { return nil }
        let word = Int(tokens[index].word)
        guard book.traits[word].contains(.scale) else { return nil }
        let isLetter = tokens[index].upper - tokens[index].lower == 1
        guard !isLetter || tokens[index].isGlued else { return nil }
        return book.values[word]
    }

    // MARK: - Words

    private mutating func readWords() -> Quantity? {
        if let special = readFraction() { return special }
        let start = at
        var total = 0.0
        var current = 0.0
        var hasScale = false
        var end = at
        while at < tokens.count, tokens[at].kind == .word {
            let word = Int(tokens[at].word)
            let value = book.values[word]
            if book.traits[word].contains(.scale), value >= 100, current > 0 {
                hasScale = true
                if value == 100 {
                    current *= 100
                } else {
                    total += current * value
                    current = 0
                }
            } else if value > 0, value < 100, !book.traits[word].contains(.scale) {
                guard fits(value, after: current) else { break }
                current += value
            } else if isArticle(tokens[at]), current == 0, total == 0, at == start,
                scale(at: at + 1) != nil
            {
                current = 1
            } else if word == Int(book.find("and")), hasScale, isNumberWord(at + 1) {
                at += 1
                continue
            } else {
                break
            }
            at += 1
            end = at
            if at + 1 < tokens.count, tokens[at].mark == Ascii.hyphen, isNumberWord(at + 1) {
                at += 1
            }
        }
        at = end
        guard total + current > 0, end > start else { return nil }
        var value = total + current
        if hasAndAHalf() {
            value += 0.5
            at += 3
            while let scale = scale(at: at) {
                value *= scale
                hasScale = true
                at += 1
            }
        }
        return Quantity(value: value, tokens: start..<at, hasScale: hasScale, isSpelled: true)
    }

    /// `twenty` takes a digit after it and `hundred` anything below; `two fifty` is two numbers.
    private func fits(_ value: Double, after current: Double) -> Bool {
        if current == 0 { return true }
        let tens = current.truncatingRemainder(dividingBy: 100)
        if tens == 0 { return true }
        return tens >= 20 && tens.truncatingRemainder(dividingBy: 10) == 0 && value < 10
    }

    /// `half a million`, `a quarter million`.
    private mutating func readFraction() -> Quantity? {
        let start = at
        var index = at
        if isArticle(tokens[index]) { index += 1 }
        guard index < tokens.count else { return nil }
        let share =
            tokens[index].word == book.find("half")
            ? 0.5 : tokens[index].word == book.find("quarter") ? 0.25 : 0
        guard share > 0, tokens[index].word != WordBook.unknown else { return nil }
        index += 1
        if index < tokens.count, tokens[index].word == book.find("of") { index += 1 }
        if index < tokens.count, isArticle(tokens[index]) { index += 1 }
        guard let scale = scale(at: index), scale >= 1_000 else { return nil }
        at = index + 1
        return Quantity(
            value: share * scale, tokens: start..<at, hasScale: true, isSpelled: true)
    }

    private func isArticle(_ token: Token) -> Bool {
        token.word != WordBook.unknown && token.word == book.find("a")
    }

    private func isNumberWord(_ index: Int) -> Bool {
        index < tokens.count && tokens[index].kind == .word
            && book.values[Int(tokens[index].word)] > 0
    }

    /// `and a half`, before a scale.
    private func hasAndAHalf() -> Bool {
        guard at + 2 < tokens.count else { return false }
        return tokens[at].kind == .word && tokens[at].word == book.find("and")
            && isArticle(tokens[at + 1]) && tokens[at + 2].word == book.find("half")
    }

    private func isCents(_ token: Token) -> Bool {
        token.kind == .word && book.traits[Int(token.word)].contains(.cents)
    }

    private func isCurrency(_ token: Token) -> Bool {
        switch token.kind {
        case .currency:
            // In `800 $900` the sign belongs to the next number.
            return token.isGlued
        case .word:
            return book.traits[Int(token.word)].contains(.currency)
        default:
            return false
        }
    }
}
