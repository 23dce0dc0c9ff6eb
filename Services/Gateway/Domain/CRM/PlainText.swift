/// The words of a message: no markup, no quoted mail below it, no longer than the mesh takes.
package enum PlainText {
    /// The wire's own limit for a message.
    package static let byteCountMax = 16 << 10

    package static func of(_ text: String, isHTML: Bool = false) -> String {
        let plain = isHTML && text.contains("<") ? withoutMarkup(text) : text
        return cut(withoutQuotes(plain.replacing("\0", with: "")))
    }

    /// Blocks become lines; what a reader does not see goes. O(n).
    private static func withoutMarkup(_ html: String) -> String {
        var words = ""
        var rest = Substring(html)
        var hiddenUntil: String?
        while let open = rest.firstIndex(of: "<") {
            if hiddenUntil == nil { words += rest[..<open] }
            let afterOpen = rest[rest.index(after: open)...]
            if afterOpen.hasPrefix("!--") {
                rest = afterOpen.firstRange(of: "-->").map { afterOpen[$0.upperBound...] } ?? ""
                continue
            }
            guard let close = afterOpen.firstIndex(of: ">") else {
                // No tag: a sign that somebody wrote.
                if hiddenUntil == nil { words += rest[open...] }
                rest = ""
                break
            }
            let tag = name(of: afterOpen[..<close])
            rest = afterOpen[afterOpen.index(after: close)...]
            if let hidden = hiddenUntil {
                if tag == "/" + hidden { hiddenUntil = nil }
            } else if hides.contains(tag) {
                hiddenUntil = tag
            } else if breaks.contains(tag.hasPrefix("/") ? String(tag.dropFirst()) : tag) {
                words += "\n"
            }
        }
        if hiddenUntil == nil { words += rest }
        return withoutEntities(words)
    }

    private static let hides: Set<String> = ["script", "style", "head", "title", "blockquote"]
    private static let breaks: Set<String> = [
        "br", "p", "div", "tr", "li", "ul", "ol", "table", "h1", "h2", "h3", "h4", "hr",
    ]

    private static func name(of tag: Substring) -> String {
        let name = tag.prefix { !$0.isWhitespace }.lowercased()
        return name.hasSuffix("/") && name.count > 1 ? String(name.dropLast()) : name
    }

    /// The references that mail programs write (HTML §13.5) and those by number.
    private static func withoutEntities(_ text: String) -> String {
        guard text.contains("&") else { return text }
        var words = ""
        var rest = Substring(text)
        while let start = rest.firstIndex(of: "&") {
            words += rest[..<start]
            let after = rest[rest.index(after: start)...]
            guard let end = after.prefix(10).firstIndex(of: ";"),
                let sign = sign(named: after[..<end])
            else {
                words += "&"
                rest = after
                continue
            }
            words.append(sign)
            rest = after[after.index(after: end)...]
        }
        return words + rest
    }

    private static func sign(named name: Substring) -> Character? {
        if let known = signs[String(name)] { return known }
        guard name.hasPrefix("#") else { return nil }
        let digits = name.dropFirst()
        let isHex = digits.hasPrefix("x") || digits.hasPrefix("X")
        let number = isHex ? UInt32(digits.dropFirst(), radix: 16) : UInt32(digits)
        return number.flatMap { $0 == 0 ? nil : Unicode.Scalar($0) }.map { Character($0) }
    }

    private static let signs: [String: Character] = [
        "amp": "&", "lt": "<", "gt": ">", "quot": "\"", "apos": "'", "nbsp": " ", "rsquo": "’",
        "lsquo": "‘", "ldquo": "“", "rdquo": "”", "ndash": "–", "mdash": "—", "hellip": "…",
        "pound": "£", "euro": "€", "copy": "©", "reg": "®",
    ]

    /// What stands above the mail that is answered, line by line without blanks at the ends.
    private static func withoutQuotes(_ text: String) -> String {
        var lines: [String] = []
        let all = text.split(omittingEmptySubsequences: false) { $0.isNewline }
        for line in all {
            let words = line.split { $0.isWhitespace }.joined(separator: " ")
            if isHeadOfQuote(words) { break }
            if words.hasPrefix(">") { continue }
            if words.isEmpty, lines.last?.isEmpty ?? true { continue }
            lines.append(words)
        }
        if lines.last?.isEmpty == true { lines.removeLast() }
        return lines.joined(separator: "\n")
    }

    private static func isHeadOfQuote(_ line: String) -> Bool {
        line.hasPrefix("On ") && line.hasSuffix("wrote:")
            || line.hasPrefix("-----Original Message") || line.hasPrefix("________________")
    }

    private static func cut(_ text: String) -> String {
        guard text.utf8.count > byteCountMax else { return text }
        var (kept, byteCount) = ("", 0)
        for sign in text {
            byteCount += sign.utf8.count
            guard byteCount <= byteCountMax else { break }
            kept.append(sign)
        }
        return kept
    }
}
