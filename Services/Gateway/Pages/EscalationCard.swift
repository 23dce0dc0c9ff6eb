import CoachingContract
import GatewayDomain
import Identifiers
import Wire

/// What happened with one agent for one cause and is not resolved: one card, however often it did.
struct EscalationCard {
    /// Links beside each other that a person still looks at.
    private static let linkCountMax = 5

    /// The newest first; never empty.
    private let alike: [Escalation]

    /// One card for each agent and cause, in the order of their newest.
    ///
    /// - Parameter escalations: the newest first.
    static func cards(of escalations: [Escalation]) -> [EscalationCard] {
        struct Subject: Hashable { let agent: AgentID, cause: EscalationCause? }
        var order: [Subject] = []
        var alike: [Subject: [Escalation]] = [:]
        for escalation in escalations {
            let subject = Subject(agent: escalation.agentID, cause: escalation.cause.known)
            if alike[subject] == nil { order.append(subject) }
            alike[subject, default: []].append(escalation)
        }
        return order.compactMap { alike[$0] }.map(EscalationCard.init)
    }

    var values: [String: Any] {
        guard let newest = alike.first else { return [:] }
        var values: [String: Any] = [
            "id": newest.escalationID.description, "agent": newest.agentID.rawValue,
            "agentPath": urlEncoded(newest.agentID.rawValue),
            "cause": Words.title(newest.cause.known?.rawValue ?? ""),
            "isGrave": newest.cause.known == .complianceBreach, "summary": newest.summary,
            "at": newest.raisedAt.description, "clock": Words.dateAndClock(newest.raisedAt),
            "conversations": links, "more": more,
            "isOpen": alike.contains { $0.status.known == .open },
            "seenBy": newest.changedBy.map { "Seen by \($0)" } ?? "",
        ]
        if alike.count > 1 { values["times"] = "\(alike.count) times" }
        return values
    }

    private var conversations: [ConversationID] {
        var seen: Set<ConversationID> = []
        return alike.compactMap(\.conversationID).filter { seen.insert($0).inserted }
    }

    private var links: [[String: Any]] {
        let shown = conversations.prefix(Self.linkCountMax)
        return shown.map {
            [
                "query": urlEncoded($0.rawValue),
                "label": conversations.count == 1 ? "Read the conversation" : $0.rawValue,
            ]
        }
    }

    private var more: String {
        let rest = conversations.count - Self.linkCountMax
        return rest > 0 ? "and \(Words.plural(rest, "more conversation"))" : ""
    }
}
