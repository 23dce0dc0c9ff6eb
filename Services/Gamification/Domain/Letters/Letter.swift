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

extension Letter {
    /// A receiver that has just been replaced by one that works is asked soon.
    static let firstPause = Duration.seconds(60)
    /// Twice a day is often enough for what may never be taken.
    static let longestPause = Duration.seconds(12 * 3_600)

    /// How long a letter waits that was refused so often: a minute, then twice as long each time.
    ///
    /// - Parameter count: at least 1.
    package static func pause(afterRefusals count: Int) -> Duration {
        min(firstPause * (1 << min(max(0, count - 1), 20)), longestPause)
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
