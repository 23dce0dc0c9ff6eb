/// One statement of a migration's script.
package struct SQLStatement: Hashable, Sendable {
    /// As it stands in the file, without what stands before it.
    package let text: String
    /// Where it begins, 1 for the first line.
    package let line: Int
    /// In capitals, without comments and with `''` for every text, one space between words: for
    /// recognising it.
    package let words: String
    /// What `-- migrate: allow RULE: REASON` above it or in it lets pass, by rule.
    package let allowances: [String: String]

    /// The first words, for a message of one line.
    package var summary: String {
        let line = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        return line.count <= 100 ? line : "\(line.prefix(99))…"
    }
}

extension SQLStatement {
    /// The statements of a script: `;` ends one unless it is in a text, a name, a comment or a
    /// dollar-quoted body.
    ///
    /// A function whose body is `BEGIN ATOMIC … END` is not understood: quote the body instead.
    package static func all(in script: String) -> [SQLStatement] {
        var reader = ScriptReader(script)
        return reader.statements()
    }
}

/// Cuts a script into statements, byte by byte.
private struct ScriptReader {
    private let bytes: [UInt8]
    private var place = 0
    private var line = 1
    private var start: (place: Int, line: Int)?
    private var words: [UInt8] = []
    private var allowances: [String: String] = [:]
    private var found: [SQLStatement] = []

    init(_ script: String) { bytes = Array(script.utf8) }

    mutating func statements() -> [SQLStatement] {
        while place < bytes.count { step() }
        end()
        return found
    }

    private mutating func step() {
        switch bytes[place] {
        case UInt8(ascii: ";"):
            place += 1
            end()
        case UInt8(ascii: "-") where starts("--"): comment()
        case UInt8(ascii: "/") where starts("/*"): nestedComment()
        case UInt8(ascii: "'"):
            quoted(UInt8(ascii: "'"))
            words += Array("''".utf8)
        case UInt8(ascii: "\""):
            let from = place
            quoted(UInt8(ascii: "\""))
            words += bytes[from..<place]
        case UInt8(ascii: "$") where dollarTag != nil: dollarQuoted()
        case let byte:
            let isBlank = byte == 0x20 || byte == 0x0A || byte == 0x09 || byte == 0x0D
            if !isBlank { begin() }
            words.append(isBlank ? 0x20 : byte)
            advance(1)
        }
    }

    private mutating func begin() { if start == nil { start = (place, line) } }

    private mutating func advance(_ count: Int) {
        let end = min(place + count, bytes.count)
        line += bytes[place..<end].count { $0 == 0x0A }
        place = end
    }

    private mutating func end() {
        defer { (start, words, allowances) = (nil, [], [:]) }
        guard let start else { return }
        let text = String(decoding: bytes[start.place..<place], as: UTF8.self)
        let words = String(decoding: words, as: UTF8.self).uppercased()
            .split(separator: " ").joined(separator: " ")
        found.append(
            SQLStatement(
                text: text.trimmed, line: start.line, words: words, allowances: allowances))
    }

    private func starts(_ text: String) -> Bool { bytes[place...].starts(with: text.utf8) }

    private mutating func comment() {
        let end = bytes[place...].firstIndex(of: 0x0A) ?? bytes.count
        let text = String(decoding: bytes[place..<end], as: UTF8.self)
        if let (rule, reason) = MigrationNote.allowance(in: text) { allowances[rule] = reason }
        words.append(0x20)
        advance(end - place)
    }

    private mutating func nestedComment() {
        var depth = 0
        repeat {
            if starts("/*") {
                depth += 1
                advance(2)
            } else if starts("*/") {
                depth -= 1
                advance(2)
            } else {
                advance(1)
            }
        } while depth > 0 && place < bytes.count
        words.append(0x20)
    }

    /// A doubled quote is two texts side by side, which ends at the same place.
    private mutating func quoted(_ quote: UInt8) {
        begin()
        let end = bytes[(place + 1)...].firstIndex(of: quote) ?? bytes.count - 1
        advance(end + 1 - place)
    }

    /// The `$tag$` that begins here.
    private var dollarTag: ArraySlice<UInt8>? {
        guard let end = bytes[(place + 1)...].firstIndex(of: UInt8(ascii: "$")) else { return nil }
        let isName = bytes[(place + 1)..<end].allSatisfy {
            $0 == UInt8(ascii: "_") || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0 | 0x20)
        }
        return isName ? bytes[place...end] : nil
    }

    private mutating func dollarQuoted() {
        guard let tag = dollarTag else { return }
        begin()
        advance(tag.count)
        while place < bytes.count, !bytes[place...].starts(with: tag) { advance(1) }
        advance(tag.count)
        words += Array("''".utf8)
    }
}

extension String {
    fileprivate var trimmed: String {
        let kept = drop(while: \.isWhitespace)
        return String(kept.reversed().drop { $0.isWhitespace || $0 == ";" }.reversed())
    }
}
