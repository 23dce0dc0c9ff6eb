/// Runs of digits, grouped by spaces, hyphens, dots, slashes or parentheses.
struct DigitRun {
    var groups: [String]
    var tokens: Range<Int>
    /// The marks between the groups; a space is nothing.
    var separators: [String]
    var hasPlus: Bool

    var digits: String { groups.joined() }
    var sizes: [Int] { groups.map(\.count) }

    private static let separators: Set<String> = ["-", ".", "/", "(", ")", "–"]

    /// The longest run that starts at token `start`.
    init?(_ text: TextTokens, at start: Int) {
        var next = start
        hasPlus = text.isMark(next, "+")
        if hasPlus { next += 1 }
        if text.isMark(next, "(") { next += 1 }
        guard let first = text.digits(next) else { return nil }
        (groups, separators) = ([first], [])
        next += 1
        var end = next
        while groups.count < Self.groupCountMax {
            var (mark, look) = ("", end)
            while let token = text.token(look), token.kind == .mark,
                Self.separators.contains(token.text), mark.count < 2
            {
                mark += token.text
                look += 1
            }
            guard let more = text.digits(look), text.tokens[look].beginsLine == false else { break }
            groups.append(more)
            separators.append(mark)
            end = look + 1
        }
        tokens = start..<end
    }

    /// Nothing that is written in groups has more.
    private static let groupCountMax = 6

    /// Cuts the run after `count` groups.
    func prefix(_ count: Int, _ text: TextTokens) -> DigitRun {
        var cut = self
        cut.groups = Array(groups.prefix(count))
        cut.separators = Array(separators.prefix(max(0, count - 1)))
        var seen = 0
        for index in tokens {
            if text.digits(index) != nil { seen += 1 }
            if seen == count {
                cut.tokens = tokens.lowerBound..<(index + 1)
                break
            }
        }
        return cut
    }
}

/// Payment cards: 13 to 19 digits in the groups that cards have, with a true check digit.
enum CardFinder {
    private static let cues: Set<String> = [
        "card", "visa", "mastercard", "amex", "debit", "credit",
    ]

    static func end(_ text: TextTokens, _ run: DigitRun) -> Int? {
        guard run.digits.count >= 13, !run.hasPlus,
            run.separators.allSatisfy({ $0.isEmpty || $0 == "-" })
        else { return nil }
        let start = run.tokens.lowerBound
        for count in stride(from: run.groups.count, through: 1, by: -1) {
            let part = run.prefix(count, text)
            guard (13...19).contains(part.digits.count), isGrouped(part.sizes) else { continue }
            // A slip of the finger does not make it harmless where a card is spoken of.
            if passesLuhn(part.digits) || text.hasCue(cues, before: start, within: 8) {
                return part.tokens.upperBound
            }
        }
        return nil
    }

    private static func isGrouped(_ sizes: [Int]) -> Bool {
        sizes.count == 1 || sizes == [4, 6, 5] || sizes == [4, 6, 4]
            || (sizes.dropLast().allSatisfy { $0 == 4 } && (1...4).contains(sizes.last ?? 0))
    }

    /// ISO/IEC 7812-1, annex B.
    static func passesLuhn(_ digits: String) -> Bool {
        let values = digits.utf8.map { Int($0) - 48 }
        let sum = values.reversed().enumerated().reduce(0) { sum, place in
            guard place.offset % 2 == 1 else { return sum + place.element }
            return sum + (place.element > 4 ? place.element * 2 - 9 : place.element * 2)
        }
        return sum % 10 == 0 && Set(values).count > 1
    }
}

/// Telephone numbers as North America writes them, others behind a plus, and spoken digits.
enum PhoneFinder {
    private static let cues: Set<String> = [
        "call", "text", "phone", "number", "cell", "mobile", "reach", "fax", "tel", "telephone",
        "whatsapp", "dial", "ring", "callback",
    ]

    static func end(_ text: TextTokens, _ run: DigitRun) -> Int? {
        let start = run.tokens.lowerBound
        guard run.digits.count >= 7, !followsMoney(text, start) else { return nil }
        let isGrouped = !isPartOfDecimal(text, run)
        for count in stride(from: run.groups.count, through: 1, by: -1) {
            let part = run.prefix(count, text)
            if isGrouped, isPhone(part, text, start) { return part.tokens.upperBound }
        }
        return nil
    }

    private static func isPhone(_ run: DigitRun, _ text: TextTokens, _ start: Int) -> Bool {
        let digits = run.digits
        if run.hasPlus { return (8...15).contains(digits.count) }
        switch run.sizes {
        case [3, 3, 4], [10]: return isNorthAmerican(digits)
        case [1, 3, 3, 4], [11], [1, 10]:
            return digits.first == "1" && isNorthAmerican(String(digits.dropFirst()))
        case [3, 7], [6, 4]:
            return isNorthAmerican(digits) && text.hasCue(cues, before: start, within: 6)
        case [3, 4]:
            return ["-", "."].contains(run.separators[0]) && digits.first.map { $0 > "1" } == true
                && text.hasCue(cues, before: start, within: 5)
        case [7]: return text.hasCue(cues, before: start, within: 3) && !isListing(text, start)
        default:
            // 020 7946 0018: others, where somebody says that it is one.
            return digits.first == "0" && (9...12).contains(digits.count) && run.groups.count > 1
        }
    }

    /// Area codes and exchanges begin with 2 to 9.
    private static func isNorthAmerican(_ digits: String) -> Bool {
        let bytes = Array(digits.utf8)
        return bytes[0] > 0x31 && bytes[3] > 0x31
    }

    /// `$512 555 0134` is odd, and money.
    private static func followsMoney(_ text: TextTokens, _ start: Int) -> Bool {
        ["$", "€", "£", ",", "#"].contains { text.isMark(start - 1, $0) }
            && text.token(start)?.isGlued == true
    }

    /// `1.250.000` and `512.5`: a comma or a group of another size follows.
    private static func isPartOfDecimal(_ text: TextTokens, _ run: DigitRun) -> Bool {
        text.isMark(run.tokens.upperBound, ",")
            && text.token(run.tokens.upperBound + 1)?.isGlued == true
            && text.digits(run.tokens.upperBound + 1) != nil
    }

    private static func isListing(_ text: TextTokens, _ start: Int) -> Bool {
        text.hasCue(["mls", "listing", "parcel", "apn", "order", "id"], before: start, within: 4)
    }

    private static let spoken: Set<String> = [
        "zero", "oh", "o", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine",
    ]

    /// Seven digits or more said one by one.
    static func spokenEnd(_ text: TextTokens, at start: Int) -> Int? {
        guard text.word(start - 1).map({ !spoken.contains($0) }) ?? true else { return nil }
        var (next, count) = (start, 0)
        while true {
            if let word = text.word(next), spoken.contains(word) {
                count += 1
                next += 1
            } else if count > 0, ["-", ",", "."].contains(where: { text.isMark(next, $0) }),
                text.word(next + 1).map({ spoken.contains($0) }) ?? false
            {
                next += 1
            } else {
                break
            }
        }
        return count >= 7 ? next : nil
    }
}

/// Social security and taxpayer numbers: three, two and four digits.
enum IdentityFinder {
    static func end(_ text: TextTokens, _ run: DigitRun) -> Int? {
        guard run.digits.count >= 9, !run.hasPlus else { return nil }
        let start = run.tokens.lowerBound
        let part = run.prefix(3, text)
        if part.sizes == [3, 2, 4], part.separators.allSatisfy({ $0 == "-" || $0.isEmpty }),
            run.groups.count == 3
        {
            return part.tokens.upperBound
        }
        let isNamed = text.hasCue(["ssn", "social", "itin"], before: start, within: 5)
        return isNamed && run.groups.count == 1 && run.digits.count == 9
            ? run.tokens.upperBound : nil
    }
}

/// Licence numbers behind a word that says so: `DRE #01234567`, `license no. SA703155`.
enum LicenceFinder {
    private static let cues: Set<String> = [
        "license", "licence", "lic", "dre", "bre", "calbre", "caldre", "trec", "nmls", "dl",
    ]
    private static let between: Set<String> = [
        "no", "number", "num", "nr", "id", "is", "my", "its", "s", "drivers", "real", "estate",
    ]

    static func end(_ text: TextTokens, at start: Int) -> Int? {
        guard let end = codeEnd(text, start), hasCue(text, start) else { return nil }
        return end
    }

    /// Letters and digits without a gap, five digits among them at least.
    private static func codeEnd(_ text: TextTokens, _ start: Int) -> Int? {
        guard let first = text.token(start), first.kind != .mark else { return nil }
        var (next, digits) = (start, 0)
        while let token = text.token(next), next == start || token.isGlued {
            if token.kind == .number {
                digits += token.text.count
            } else if token.kind == .word ? token.text.count > 3 : token.text != "-" {
                break
            }
            next += 1
        }
        return (5...12).contains(digits) ? next : nil
    }

    private static func hasCue(_ text: TextTokens, _ start: Int) -> Bool {
        var index = start - 1
        for _ in 0..<6 {
            guard let token = text.token(index) else { return false }
            if token.kind == .word, cues.contains(token.text) { return true }
            guard token.kind == .word ? between.contains(token.text) : "#:.".contains(token.text)
            else { return false }
            index -= 1
        }
        return false
    }
}
