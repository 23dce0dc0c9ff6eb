import Identifiers

/// Something to tell an agent by the channels that they have chosen.
package struct Letter: Hashable, Sendable {
    package enum Kind: String, Vocabulary {
        case weeklySummary = "weekly_summary"
        case licence
    }

    package let agentID: AgentID
    /// The same key is told once.
    package let key: String
    package let kind: Kind
    package let priority: CoachingPriority
    /// One line.
    package let title: String
    package let body: String
    /// What it is about.
    package let subject: String

    package init(
        agentID: AgentID, key: String, kind: Kind, priority: CoachingPriority, title: String,
        body: String, subject: String
    ) {
        self.agentID = agentID
        self.key = key
        self.kind = kind
        self.priority = priority
        self.title = title
        self.body = body
        self.subject = subject
    }
}

/// How letters write numbers.
enum LetterWords {
    static func plural(_ count: Int64, _ one: String) -> String {
        "\(count) \(one)\(count == 1 ? "" : "s")"
    }

    /// `2 h 30 min` for 150.
    static func time(minutes: Int) -> String {
        let (hours, rest) = minutes.quotientAndRemainder(dividingBy: 60)
        return [hours > 0 ? "\(hours) h" : nil, rest > 0 || hours == 0 ? "\(rest) min" : nil]
            .compactMap { $0 }.joined(separator: " ")
    }
}
