/// Mail addresses, written (`a.b@c.com`) and spelled (`a dot b at c dot com`).
enum EmailFinder {
    private static let localMarks: Set<String> = [".", "_", "-", "+", "%"]
    private static let domains: Set<String> = [
        "com", "net", "org", "edu", "gov", "io", "co", "us", "info", "biz", "realtor", "homes",
    ]

    static func end(_ text: TextTokens, at start: Int) -> Int? {
        guard let first = text.token(start), first.kind != .mark else { return nil }
        return writtenEnd(text, start) ?? spelledEnd(text, start)
    }

    private static func writtenEnd(_ text: TextTokens, _ start: Int) -> Int? {
        var next = start
        while let token = text.token(next), next == start || token.isGlued,
            token.kind != .mark || localMarks.contains(token.text)
        {
            next += 1
        }
        guard text.isMark(next, "@"), text.tokens[next].isGlued else { return nil }
        next += 1
        var (end, dots) = (next, 0)
        while let token = text.token(next), token.isGlued,
            token.kind != .mark || [".", "-"].contains(token.text)
        {
            next += 1
            if token.text == "." { dots += 1 } else if token.kind != .mark { end = next }
        }
        return dots > 0 && end > start ? end : nil
    }

    private static func spelledEnd(_ text: TextTokens, _ start: Int) -> Int? {
        var next = start + 1
        while ["dot", "underscore", "dash"].contains(text.word(next)), text.token(next + 1) != nil {
            next += 2
        }
        while text.digits(next) != nil { next += 1 }
        guard text.word(next) == "at", text.word(next + 1) != nil, text.word(next + 2) == "dot",
            let domain = text.word(next + 3), domains.contains(domain)
        else { return nil }
        return next + 4
    }
}
