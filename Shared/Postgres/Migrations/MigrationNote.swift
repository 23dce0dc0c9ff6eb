/// What a migration's file says about itself in comments that begin with `-- migrate:`.
enum MigrationNote {
    private static let mark = "migrate:"

    /// The notes of a whole step, such as `contract`.
    static func all(in sql: String) -> [String] {
        sql.split(separator: "\n").compactMap { note(in: String($0)) }
    }

    /// The rule and the reason of `-- migrate: allow RULE: REASON`; a reason is required.
    static func allowance(in comment: String) -> (rule: String, reason: String)? {
        guard let note = note(in: comment), note.hasPrefix("allow ") else { return nil }
        let parts = note.dropFirst("allow ".count).split(separator: ":", maxSplits: 1)
        let words = parts.map { $0.split(separator: " ").joined(separator: " ") }
        return words.count == 2 && !words[1].isEmpty ? (words[0], words[1]) : nil
    }

    private static func note(in line: String) -> String? {
        let text = line.drop(while: \.isWhitespace)
        guard text.hasPrefix("--") else { return nil }
        let words = text.dropFirst(2).drop(while: \.isWhitespace)
        guard words.hasPrefix(mark) else { return nil }
        return words.dropFirst(mark.count).split(separator: " ").joined(separator: " ")
    }
}
