import Foundation

/// A statement as it stands in a source file, its values as `$1`, `$2`, ….
struct SourceStatement: Sendable {
    let file: String
    let line: Int
    let text: String

    var place: String { "\(file):\(line)" }
}

/// Finds every SQL statement in the sources of a service.
///
/// It reads string literals: what starts with a verb of SQL is a statement. `\(unescaped: …)` is
/// put in from the literal of that name in the same file.
struct StatementSource {
    private static let verbs = ["SELECT ", "INSERT ", "UPDATE ", "DELETE ", "WITH "]

    /// The package's folder, found from this file.
    static let package = URL(filePath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()

    /// Every statement below `folder`; `words` stand for names that other files define.
    static func statements(in folder: String, words: [String: String]) throws -> [SourceStatement] {
        let root = package.appending(path: folder)
        let files = try FileManager.default.subpathsOfDirectory(atPath: root.path)
        return try files.filter { $0.hasSuffix(".swift") }.sorted().flatMap { path in
            let text = try String(contentsOf: root.appending(path: path), encoding: .utf8)
            return statements(in: text, file: "\(folder)/\(path)", words: words)
        }
    }

    static func statements(
        in source: String, file: String, words: [String: String]
    ) -> [SourceStatement] {
        let literals = literals(in: source)
        var words = words
        for literal in literals {
            if let name = literal.name { words[name] = literal.text }
        }
        return literals.compactMap { literal in
            let text = literal.text.trimmingCharacters(in: .whitespacesAndNewlines)
            guard literal.name == nil, verbs.contains(where: text.hasPrefix) else { return nil }
            return SourceStatement(
                file: file, line: literal.line, text: numbered(text, words: words))
        }
    }

    // MARK: - Literals

    private struct Literal {
        /// What `static let name =` stands before it.
        let name: String?
        let line: Int
        let text: String
    }

    private static func literals(in source: String) -> [Literal] {
        let pattern =
            #/(?:let (?<name>\w+)(?:: \w+)? =\s*)?(?:"""\n(?<block>[\s\S]*?)"""|"(?<words>(?:\\\([^"\n]*?\)|\\.|[^"\\\n])+)")/#
        return source.matches(of: pattern).map { match in
            let line = source[..<match.range.lowerBound].count { $0 == "\n" } + 1
            let text = String(match.output.block ?? match.output.words ?? "")
            return Literal(
                name: match.output.name.map(String.init), line: line,
                text: text.replacing("\\\n", with: " "))
        }
    }

    /// Puts `$1`, `$2`, … for what is bound, and texts for names.
    private static func numbered(_ text: String, words: [String: String]) -> String {
        var result = ""
        var count = 0
        var rest = Substring(text)
        while let start = rest.range(of: "\\(") {
            result += rest[..<start.lowerBound]
            let inside = rest[start.upperBound...].prefix(while: balanced())
            rest = rest[inside.endIndex...].dropFirst()
            if inside.hasPrefix("unescaped: ") {
                result += word(inside.dropFirst(11), words)
            } else {
                count += 1
                result += "$\(count)"
            }
        }
        return result + rest
    }

    /// What a name stands for; of a choice between literals, the first.
    private static func word(_ expression: Substring, _ words: [String: String]) -> String {
        if expression.contains("\"") { return String(expression.split(separator: "\"")[1]) }
        let name = expression.split(separator: ".").last { $0 != "text" } ?? ""
        return words[String(name)] ?? "<\(name)>"
    }

    /// True up to the parenthesis that closes an interpolation.
    private static func balanced() -> (Character) -> Bool {
        var depth = 1
        return { character in
            if character == "(" { depth += 1 }
            if character == ")" { depth -= 1 }
            return depth > 0
        }
    }
}
