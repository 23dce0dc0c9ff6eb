/// Tells prices from the other numbers of a message: rooms, years, phones, dates, sizes, times.
struct PriceFinder {
    /// What a run of tokens is, when it is not plain words.
    enum Reading {
        case price(Double)
        /// Minutes since midnight, and whether it is plain which half of the day is meant.
        case time(minute: Int, isExact: Bool)
        case number(Double)
    }

    /// A bare number below this names a price only behind a plain cue: `I can do 15`.
    static let barePriceMin = 20.0
    /// Where no more than this is asked, small numbers near it are prices like any other.
    static let smallReferenceMax = 60.0
    /// More than any home costs: above it, digits are an account or a phone.
    static let priceMax = 2e9

    let tokens: [Token]
    let book: WordBook
    /// A price known from before, such as the asking price; makes bare numbers near it prices.
    let reference: Double?

    /// What starts at token `start`, and the token after it; nil for a plain word or mark.
    func read(at start: Int) -> (reading: Reading, next: Int)? {
        if let next = timeEnd(from: start) { return (time(start, next), next) }
        guard let quantity = Quantity.read(tokens, at: start, book) else { return nil }
        if isPrice(quantity) {
            return (.price(rangeScaled(quantity)), quantity.tokens.upperBound)
        }
        if tokens[start].kind == .number {
            return (.number(tokens[start].value), start + 1)
        }
        return nil
    }

    // MARK: - Times of day

    private func timeEnd(from start: Int) -> Int? {
        let token = tokens[start]
        guard token.kind == .number, token.digitCount <= 2, token.value <= 24 else { return nil }
        var next = start + 1
        if next + 1 < tokens.count, tokens[next].mark == Ascii.colon, tokens[next].isGlued,
            tokens[next + 1].kind == .number, tokens[next + 1].digitCount == 2
        {
            next += 2
            return has(.meridiem, at: next) ? next + 1 : next
        }
        return has(.meridiem, at: next) ? next + 1 : nil
    }

    private func time(_ start: Int, _ next: Int) -> Reading {
        var hour = Int(tokens[start].value)
        let minutes = next > start + 2 ? min(59, Int(tokens[start + 2].value)) : 0
        let said = tokens[next - 1].word
        let isAfternoon = said == book.find("pm")
        let isMorning = said == book.find("am")
        if isAfternoon || isMorning { hour = hour % 12 + (isAfternoon ? 12 : 0) }
        let isExact = isAfternoon || isMorning || hour >= 12
        return .time(minute: (hour * 60 + minutes) % 1_440, isExact: isExact)
    }

    // MARK: - Prices

    private func isPrice(_ quantity: Quantity) -> Bool {
        guard quantity.value > 0, quantity.value <= Self.priceMax else { return false }
        if quantity.hasCurrency { return quantity.tokens.count > 1 }
        if quantity.value == 401_000 || isPartOfSomethingElse(quantity) { return false }
        if isPerMonth(quantity.tokens.upperBound) { return quantity.value >= 50 }
        if isCounted(quantity) { return false }
        if quantity.isSpelled { return isSpelledPrice(quantity) }
        if quantity.hasScale { return quantity.value >= 100 }
        return isBarePrice(quantity)
    }

    private func isSpelledPrice(_ quantity: Quantity) -> Bool {
        guard quantity.hasScale, quantity.value >= 100 else { return false }
        return quantity.tokens.count >= 3 || isTeenHundred(quantity) || hasCueBefore(quantity)
    }

    /// `twelve hundred`: nobody counts other things that way.
    private func isTeenHundred(_ quantity: Quantity) -> Bool {
        quantity.value > 1_000 && quantity.value < 10_000
            && quantity.value.truncatingRemainder(dividingBy: 100) == 0
    }

    private func isBarePrice(_ quantity: Quantity) -> Bool {
        let token = tokens[quantity.tokens.lowerBound]
        let isYear =
            token.digitCount == 4 && !token.hasGrouping && (1900..<2100).contains(token.value)
        if token.hasGrouping { return true }
        if quantity.value < Self.barePriceMin, !isNearSmallReference(quantity.value) {
            return quantity.value >= 5 && isAlone(after: quantity)
                && has(.strongPriceCue, at: quantity.tokens.lowerBound - 1)
        }
        if isYear, has(.namesYear, at: quantity.tokens.lowerBound - 1) { return false }
        if hasCueBefore(quantity) || isWholeSentence(quantity) { return true }
        if isYear { return isBeforeVerdict(quantity) }
        return isNearReference(quantity.value) || hasCueNear(quantity) || isBeforeVerdict(quantity)
    }

    /// Phones, dates, ratios, percentages, addresses, ordinals and names.
    private func isPartOfSomethingElse(_ quantity: Quantity) -> Bool {
        let (first, next) = (quantity.tokens.lowerBound, quantity.tokens.upperBound)
        if tokens[first].kind == .number {
            if tokens[first].digitCount >= 10
                || tokens[first].digitCount == 7 && !hasGrouping(first)
            {
                return true
            }
            if isInChain(first, next) { return true }
        }
        if next < tokens.count, tokens[next].kind == .percent { return true }
        if first > 0, tokens[first - 1].mark == Ascii.hash { return true }
        if first > 0, tokens[first - 1].isWordLike, tokens[first].isGlued { return true }
        if has(.namesNumber, at: first - 1) { return true }
        if has(.month, at: first - 1),
            quantity.value <= 31 || (1900..<2100).contains(quantity.value)
        {
            return true
        }
        return isAddress(quantity)
    }

    private func hasGrouping(_ index: Int) -> Bool { tokens[index].hasGrouping }

    /// `555-123-4567`, `6/5`, `10:30`: digits joined by marks. A range of two prices is no chain.
    private func isInChain(_ first: Int, _ next: Int) -> Bool {
        let before = joint(at: first - 1, number: first - 2)
        let after = joint(at: next, number: next + 1)
        if before == Ascii.slash || after == Ascii.slash { return true }
        if before == Ascii.colon || after == Ascii.colon { return true }
        if before == Ascii.closingParenthesis { return true }
        guard before == Ascii.hyphen || after == Ascii.hyphen else { return false }
        if before == Ascii.hyphen, after == Ascii.hyphen { return true }
        let partner = before == Ascii.hyphen ? first - 2 : next + 1
        let beyond = before == Ascii.hyphen ? first - 3 : next + 2
        if joint(at: beyond, number: before == Ascii.hyphen ? first - 4 : next + 3) != nil {
            return true
        }
        let digits = (tokens[first].digitCount, tokens[partner].digitCount)
        return digits.0 < 3 && digits.1 < 3 || digits == (3, 4) && before == nil
            || digits == (4, 3) && before != nil
    }

    /// The mark at `index`, when it joins a number at `number` to this one.
    private func joint(at index: Int, number: Int) -> UInt8? {
        guard tokens.indices.contains(index), tokens.indices.contains(number),
            tokens[index].kind == .mark, tokens[number].kind == .number, tokens[index].isGlued
        else { return nil }
        switch tokens[index].mark {
        case Ascii.hyphen, Ascii.slash, Ascii.colon: return tokens[index].mark
        case Ascii.closingParenthesis where tokens[number].digitCount == 3:
            return Ascii.closingParenthesis
        default: return nil
        }
    }

    /// `123 Main St`.
    private func isAddress(_ quantity: Quantity) -> Bool {
        guard !quantity.hasScale else { return false }
        var index = quantity.tokens.upperBound
        guard index < tokens.count, tokens[index].kind == .word, tokens[index].isCapitalised else {
            return false
        }
        for _ in 0..<3 where index < tokens.count && tokens[index].kind == .word {
            if has(.street, at: index) { return true }
            index += 1
        }
        return false
    }

    /// A unit follows, at once or behind `original`, or a plural that is no verb.
    private func isCounted(_ quantity: Quantity) -> Bool {
        let next = quantity.tokens.upperBound
        guard next < tokens.count else { return false }
        if tokens[next].isGlued {
            // `36" wide`; nobody quotes a price of two digits.
            if tokens[next].mark == Ascii.quotation, quantity.value < 100 { return true }
            // `800+ square feet`
            if tokens[next].mark == Ascii.plus, has(.unit, at: next + 1) { return true }
        }
        guard tokens[next].kind == .word || isHyphenated(next) else { return false }
        let word = isHyphenated(next) ? next + 1 : next
        if has(.unit, at: word) { return true }
        if has(.beforeUnit, at: word), has(.unit, at: word + 1) { return true }
        return isPlural(word)
    }

    private func isHyphenated(_ index: Int) -> Bool {
        tokens[index].mark == Ascii.hyphen && tokens[index].isGlued && index + 1 < tokens.count
            && tokens[index + 1].kind == .word && tokens[index + 1].isGlued
    }

    private func isPlural(_ index: Int) -> Bool {
        let token = tokens[index]
        guard token.kind == .word, token.upper - token.lower > 3 else { return false }
        return token.endsInS && !book.traits[Int(token.word)].contains(.noPlural)
    }

    /// `a month`, `/mo`, `per month`, `monthly`.
    private func isPerMonth(_ next: Int) -> Bool {
        if has(.perMonth, at: next) {
            return tokens[next].word != book.find("month")
                && tokens[next].word != book.find("months")
        }
        let isSlash = next < tokens.count && tokens[next].mark == Ascii.slash
        return (isSlash || has(.per, at: next)) && has(.perMonth, at: next + 1)
    }

    // MARK: - What stands around

    private func hasCueBefore(_ quantity: Quantity) -> Bool {
        let first = quantity.tokens.lowerBound
        if has(.priceCue, at: first - 1) { return true }
        return first >= 2 && has(.filler, at: first - 1) && has(.priceCue, at: first - 2)
    }

    private func hasCueNear(_ quantity: Quantity) -> Bool {
        let near = max(0, quantity.tokens.lowerBound - 4)..<quantity.tokens.lowerBound
        return near.contains { has(.priceCue, at: $0) }
    }

    private func isBeforeVerdict(_ quantity: Quantity) -> Bool {
        let first = quantity.tokens.lowerBound
        let isFirst =
            first == 0 || tokens[first - 1].kind == .sentenceEnd
            || has(.filler, at: first - 1)
        return isFirst && has(.followsPrice, at: quantity.tokens.upperBound)
    }

    private func isWholeSentence(_ quantity: Quantity) -> Bool {
        let first = quantity.tokens.lowerBound
        return (first == 0 || tokens[first - 1].kind == .sentenceEnd) && isAlone(after: quantity)
            && tokens[first].digitCount >= 2
    }

    private func isAlone(after quantity: Quantity) -> Bool {
        let next = quantity.tokens.upperBound
        return next >= tokens.count || tokens[next].kind == .sentenceEnd
    }

    private func isNearSmallReference(_ value: Double) -> Bool {
        guard let reference, reference <= Self.smallReferenceMax else { return false }
        return value >= max(2, reference * 0.35) && value <= reference * 1.6
    }

    private func isNearReference(_ value: Double) -> Bool {
        guard let reference, reference > 0, value >= 50 else { return false }
        return value >= reference * 0.35 && value <= reference * 1.6
    }

    private func has(_ trait: WordTraits, at index: Int) -> Bool {
        guard index >= 0, index < tokens.count, tokens[index].kind == .word else { return false }
        return book.traits[Int(tokens[index].word)].contains(trait)
    }

    /// In `450-500k` the first number means thousands as well.
    private func rangeScaled(_ quantity: Quantity) -> Double {
        let next = quantity.tokens.upperBound
        guard !quantity.hasScale, quantity.value < 1_000, next + 1 < tokens.count else {
            return quantity.value
        }
        let joinsRange =
            tokens[next].mark == Ascii.hyphen
            || tokens[next].word != WordBook.unknown
                && [book.find("to"), book.find("and")].contains(tokens[next].word)
        guard joinsRange, let other = Quantity.read(tokens, at: next + 1, book), other.hasScale,
            !other.isSpelled, other.value >= 1_000,
            tokens[next + 1].value > 0
                || other.hasCurrency
        else { return quantity.value }
        let scaled = quantity.value * 1_000
        return scaled <= other.value ? scaled : quantity.value
    }
}

extension Token {
    var isWordLike: Bool { kind == .word }
}
