/// Street addresses: a house number, a street and what streets are called. The town and the number
/// of a flat stay: a coach needs the one, and the other says nothing by itself.
enum AddressFinder {
    /// What nothing but a street is called.
    private static let plain: Set<String> = [
        "street", "st", "avenue", "ave", "road", "rd", "boulevard", "blvd", "lane", "ln", "pkwy",
        "parkway", "hwy", "highway", "dr", "cir", "terrace", "ter", "ct", "pl", "trl",
    ]
    /// What other things are called too: only behind a name with a capital.
    private static let ambiguous: Set<String> = [
        "drive", "court", "place", "way", "circle", "trail", "loop", "square", "sq", "run", "path",
        "pass", "cove", "point", "ridge", "crossing", "row", "alley", "plaza", "bend",
    ]
    private static let directions: Set<String> = [
        "n", "s", "e", "w", "ne", "nw", "se", "sw", "north", "south", "east", "west",
    ]
    /// What follows a number that is no house's.
    private static let counted: Set<String> = [
        "k", "thousand", "million", "grand", "dollars", "bucks", "percent", "bed", "beds",
        "bedroom", "bedrooms", "bath", "baths", "br", "ba", "sqft", "sq", "square", "feet", "ft",
        "foot", "acre", "acres", "minute", "minutes", "min", "mins", "hour", "hours", "hr", "day",
        "days", "week", "weeks", "month", "months", "year", "years", "mile", "miles", "block",
        "blocks", "unit", "units", "floor", "floors", "story", "car", "am", "pm", "percentage",
        "homes", "houses", "offers", "showings", "people", "kids", "is", "are", "was", "were",
        "in", "on", "at", "of", "for", "to", "from", "and", "or", "by", "per", "a", "the", "but",
        "if", "it", "its", "that", "this", "we", "i", "you", "they", "with", "as", "down", "more",
        "less", "over", "under", "near", "off", "out", "up", "so", "then", "than", "not", "no",
        "would", "will", "can", "could", "about", "around", "asking", "listed", "cash", "years",
        "plus", "some", "other", "families", "listings", "comps",
    ]
    private static let nameWordCountMax = 4

    static func end(_ text: TextTokens, at start: Int) -> Int? {
        boxEnd(text, start) ?? streetEnd(text, start)
    }

    private static func streetEnd(_ text: TextTokens, _ start: Int) -> Int? {
        guard let number = text.digits(start), number.count <= 6, !isPartOfNumber(text, start)
        else { return nil }
        var next = start + 1
        // 12B, 101-A.
        if let letter = text.token(next), letter.isGlued, letter.kind == .word {
            guard letter.text.count == 1, letter.text != "k" else { return nil }
            next += 1
        }
        if let direction = text.word(next), directions.contains(direction) {
            next += text.isMark(next + 1, ".") ? 2 : 1
        }
        return nameEnd(text, next)
    }

    private static func nameEnd(_ text: TextTokens, _ start: Int) -> Int? {
        var (next, isCapital) = (start, true)
        for count in 0...nameWordCountMax {
            guard let token = text.token(next), !token.beginsLine || count == 0 else { return nil }
            if count > 0, token.kind == .word,
                plain.contains(token.text) || (isCapital && ambiguous.contains(token.text))
            {
                // `Maple St and`, but `Maple Lane Road`: the last one names it.
                if let more = text.word(next + 1), plain.contains(more) { next += 1 }
                return next + 1
            }
            if token.kind == .number {
                // 1420 5th Street, 300 42nd Ave.
                guard let ordinal = text.token(next + 1), ordinal.isGlued,
                    ["st", "nd", "rd", "th"].contains(ordinal.text)
                else { return nil }
                next += 2
            } else {
                guard token.kind == .word, !counted.contains(token.text) else { return nil }
                isCapital = isCapital && token.isCapitalised
                next += 1
                if token.text.count <= 2, text.isMark(next, ".") { next += 1 }
            }
        }
        return nil
    }

    /// $1420, 1,420, 14:20, 3.5, 10-20.
    private static func isPartOfNumber(_ text: TextTokens, _ start: Int) -> Bool {
        let isGlued = text.token(start)?.isGlued == true
        if isGlued, let before = text.token(start - 1), before.kind == .mark,
            ["$", "€", "£", ",", ".", ":", "-", "/", "#"].contains(before.text)
        {
            return true
        }
        guard let after = text.token(start + 1), after.isGlued else { return false }
        return [",", ".", ":", "/", "%"].contains(after.text)
            && text.token(start + 2)?.isGlued == true
    }

    /// `P.O. Box 1183`.
    private static func boxEnd(_ text: TextTokens, _ start: Int) -> Int? {
        var next = start
        guard let first = text.word(next), ["po", "p"].contains(first) else { return nil }
        next += 1
        for mark in [".", "o", "."] where text.token(next)?.text == mark { next += 1 }
        guard text.word(next) == "box", text.digits(next + 1) != nil else { return nil }
        return next + 2
    }
}
