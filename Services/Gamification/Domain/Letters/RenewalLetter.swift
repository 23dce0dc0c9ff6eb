import Identifiers

extension Renewal {
    /// From so many days before the expiry on, a reminder should not wait for the next mail.
    private static let urgentDays = 14
    private static let lacking = "Continuing education that is still missing:"
    private static let unknown =
        "Nobody has written down here what the jurisdiction asks before it is renewed."

    /// What tells an agent that a licence expires and what it still lacks.
    ///
    /// - Parameter days: which of the reminders it is.
    package func letter(of days: Int) -> Letter {
        let name = "\(licence.jurisdiction) \(licence.type) licence"
        let missing = parts.filter { $0.missingMinutes > 0 }.map { part in
            let subject = part.subject?.replacing("_", with: " ") ?? "all together"
            return "- \(subject): \(LetterWords.time(minutes: part.missingMinutes))"
        }
        let source = rule.map { ["", "By \($0.source), read on \($0.checkedOn)."] } ?? []
        return Letter(
            agentID: licence.agentID, key: "licence.\(licence.id).\(licence.expiresOn).\(days)",
            kind: .licence, priority: daysLeft <= Self.urgentDays ? .high : .medium,
            title: "Your \(name) expires on \(licence.expiresOn), in "
                + LetterWords.plural(Int64(daysLeft), "day"),
            body: ([missing.isEmpty ? Self.unknown : Self.lacking] + missing + source)
                .joined(separator: "\n"),
            subject: licence.id.description)
    }
}
