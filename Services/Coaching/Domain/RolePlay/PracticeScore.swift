import Identifiers

/// What a role-play scores, by what the Analyzer makes of the talk.
package struct PracticeScore: Hashable, Sendable {
    /// Fewer words of the agent, or lines, show nothing: the Analyzer's score of a talk in which
    /// nothing was said is the middle of its scale.
    package static let wordCountMin = 12
    package static let lineCountMin = 2
    /// A talk with a breach stays below the level `developing`, and each further one lowers it.
    package static let breachCap = 40.0
    package static let capStep = 10.0

    /// 0–100; nil where too little was said.
    package let score: Double?
    /// Whole sentences on why there is no score, or why it is lower than the talk; empty where
    /// neither is so.
    package let note: String

    /// - Parameters:
    ///   - quality: The Analyzer's, 0–100.
    ///   - lines: The agent's, as they said them.
    package init(quality: Double, lines: [String], breaches: Int, isWon: Bool) {
        let words = lines.reduce(0) { $0 + $1.split(whereSeparator: \.isWhitespace).count }
        let isLong = words >= Self.wordCountMin && (lines.count >= Self.lineCountMin || isWon)
        guard isLong || breaches > 0 else {
            score = nil
            note =
                lines.isEmpty
                ? "No score: you have not said anything yet."
                : "No score: \(counted(words, "word")) in \(counted(lines.count, "line")) show too "
                    + "little. Say at least \(Self.lineCountMin) lines and \(Self.wordCountMin) "
                    + "words."
            return
        }
        let cap = max(0, Self.breachCap - Self.capStep * Double(breaches - 1))
        guard breaches > 0 else {
            (score, note) = (quality, "")
            return
        }
        score = min(quality, cap)
        note =
            "\(counted(breaches, "breach", "breaches")) of the compliance rules: a talk with one "
            + "scores \(Int(Self.breachCap)) at most, and each further one takes off "
            + "\(Int(Self.capStep)). The rest of it was worth \(Int(quality.rounded()))."
    }
}

private func counted(_ count: Int, _ one: String, _ many: String? = nil) -> String {
    "\(count) \(count == 1 ? one : many ?? one + "s")"
}
