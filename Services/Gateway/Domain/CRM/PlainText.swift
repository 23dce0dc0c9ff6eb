/// The words of a message: no markup, below a mail none of the mail that it answers, no longer than
/// the mesh takes.
package enum PlainText {
    /// The wire's own limit for a message.
    package static let byteCountMax = 16 << 10

    /// - Parameter isMail: quotes what it answers; elsewhere `>` and `On … wrote:` are somebody's words.
    package static func of(
        _ text: String, isHTML: Bool = false, isMail: Bool = false
    ) -> String {
        let hasMarkup = text.contains("<") || text.contains("&")
        let plain = isHTML && hasMarkup ? withoutMarkup(text, isMail: isMail) : text
        return cut(lines(of: plain.replacing("\0", with: ""), isMail: isMail))
    }

    /// Blocks become lines; what a reader does not see goes. O(n).
    private static func withoutMarkup(_ html: String, isMail: Bool) -> String {
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
            } else if hides.contains(tag) || isMail && tag == "blockquote" {
                hiddenUntil = tag
            } else if breaks.contains(tag.hasPrefix("/") ? String(tag.dropFirst()) : tag) {
                words += "\n"
            }
        }
        if hiddenUntil == nil { words += rest }
        return withoutEntities(words)
    }

    private static let hides: Set<String> = ["script", "style", "head", "title"]
    private static let breaks: Set<String> = [
        "br", "p", "div", "tr", "li", "ul", "ol", "table", "h1", "h2", "h3", "h4", "hr",
        "blockquote",
    ]

    private static func name(of tag: Substring) -> String {
        let name = tag.prefix { !$0.isWhitespace }.lowercased()
        return name.hasSuffix("/") && name.count > 1 ? String(name.dropLast()) : name
    }

    /// The named references that `NamedSigns` knows and those by number (HTML §13.5).
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
        if let known = NamedSigns.all[String(name)] { return known }
        guard name.hasPrefix("#") else { return nil }
        let digits = name.dropFirst()
        let isHex = digits.hasPrefix("x") || digits.hasPrefix("X")
        let number = isHex ? UInt32(digits.dropFirst(), radix: 16) : UInt32(digits)
        return number.flatMap { $0 == 0 ? nil : Unicode.Scalar($0) }.map { Character($0) }
    }

    /// Line by line without blanks at the ends; of a mail what stands above the one that is answered.
    private static func lines(of text: String, isMail: Bool) -> String {
        var lines: [String] = []
        let all = text.split(omittingEmptySubsequences: false) { $0.isNewline }
        for line in all {
            let words = line.split { $0.isWhitespace }.joined(separator: " ")
            if isMail, isHeadOfQuote(words) { break }
            if isMail, words.hasPrefix(">") { continue }
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
