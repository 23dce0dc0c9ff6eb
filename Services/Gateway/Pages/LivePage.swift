import CoachingContract
import GatewayDomain
import Identifiers
import Wire

/// The live view as it stands at a cursor.
struct LivePage: PageView {
    let person: Person
    let board: LiveBoard
    let cursor: LiveCursor
    /// The newest unlock; nil for somebody who earns nothing here.
    var unlockCursor: LiveCursor?
    let selected: LiveBoard.Conversation?
    /// What the reader was told and has not marked as done, the newest first.
    var notes: [NotificationRecord] = []
    /// The reader's own coaching, or that of the agent whom a manager reads along with; nil where there
    /// is nobody, or where it is not known.
    var coached: SessionPanel?
    let paintedAt: Instant
    let missing: [MissingPart]

    var values: [String: Any] {
        var values = PageFrame(
            title: "Live", person: person, place: .live, missing: missing, scripts: ["live.js"]
        ).values
        values["cursor"] = cursor.description
        values["unlockCursor"] = unlockCursor?.description
        values["user"] = person.userName
        values["paintedAt"] = Words.clock(paintedAt)
        values["alerts"] = board.alerts.map(alert)
        values["hasAlerts"] = !board.alerts.isEmpty
        values["notes"] = notes.map(Self.note)
        values["conversations"] = board.conversations.map(conversation)
        values["hasConversations"] = !board.conversations.isEmpty
        values["selectedID"] = selected?.latest.conversation.rawValue ?? ""
        values["reader"] = person.agent?.rawValue
        values["blank"] = Self.blank
        if let coached { values[coached.isOwn ? "own" : "coached"] = coached.values }
        guard let selected else { return values }
        values["selected"] = conversation(selected)
        // Nobody would see a whisper without a session; how to start one stands there then.
        if person.role != .agent, coached?.session != nil || coached == nil {
            values["whisper"] = [
                "agent": selected.latest.agent.rawValue,
                "conversation": selected.latest.conversation.rawValue,
            ]
        }
        values["messages"] = selected.messages.map(Self.message)
        return values
    }

    private static func note(_ note: NotificationRecord) -> [String: Any] {
        [
            "id": note.notificationID.description, "title": note.title, "text": note.body,
            "isGrave": note.priority.known == .critical,
        ]
    }

    private func alert(_ alert: LiveAlert) -> [String: Any] {
        let priority = (alert.priority ?? .low).rawValue
        var values: [String: Any] = [
            "id": alert.id.description, "priority": priority,
            "priorityLabel": Words.title(priority), "agent": alert.agent.rawValue,
            "agentPath": urlEncoded(alert.agent.rawValue), "at": alert.createdAt.description,
            "clock": Words.clock(alert.createdAt), "title": alert.title, "message": alert.text,
            "action": alert.suggestedAction,
            "conversationQuery": urlEncoded(alert.conversation.rawValue),
            "facts": AlertJSON.facts(of: alert), "evidence": alert.evidence,
            "hasEvidence": !alert.evidence.isEmpty,
        ]
        // Others read along; only the agent answers.
        let isOwn = person.agent == alert.agent
        values["isClosed"] = alert.answer != nil || !isOwn
        if let answer = alert.answer {
            values["answered"] = Words.answer(answer)
            values["asksWhetherDone"] =
                isOwn && answer.response == "accepted" && answer.actedOn == nil
        }
        return values
    }

    private func conversation(_ conversation: LiveBoard.Conversation) -> [String: Any] {
        let latest = conversation.latest
        return [
            "id": latest.conversation.rawValue, "query": urlEncoded(latest.conversation.rawValue),
            "isSelected": latest.conversation == selected?.latest.conversation,
            "agent": latest.agent.rawValue, "agentPath": urlEncoded(latest.agent.rawValue),
            "category": Words.title(latest.category), "at": latest.sentAt.description,
            "clock": Words.clock(latest.sentAt),
            "last": latest.text.isEmpty ? Words.title(latest.action) : latest.text,
            "score": Words.score(latest.qualityScore), "band": band(latest.qualityScore),
            "count": latest.messageCount, "outcome": Words.title(latest.outcome),
            "state":
                "\(Words.plural(latest.messageCount, "message")) · \(Words.title(latest.outcome))",
        ]
    }

    private static func message(_ message: LiveMessage) -> [String: Any] {
        [
            "id": message.id.rawValue, "role": message.role == "agent" ? "agent" : "client",
            "roleLabel": Words.title(message.role), "at": message.sentAt.description,
            "clock": Words.clock(message.sentAt),
            "action": message.action == "message" ? "" : Words.title(message.action),
            "text": message.text,
        ]
    }

    /// What the script's templates are filled with before they are filled: nothing.
    private static let blank: [String: String] = Dictionary(
        uniqueKeysWithValues: [
            "id", "priority", "priorityLabel", "agent", "agentPath", "at", "clock", "title",
            "message",
            "action", "conversationQuery", "facts", "query", "category", "last", "score", "band",
            "state", "role", "roleLabel", "text",
        ].map { ($0, "") })
}
