import Foundation
import GatewayDomain
import Identifiers
import NIOCore

/// Live events as browsers read them.
enum LiveJSON {
    /// An unlock comes from a log of its own and has its own cursor; each event has one of the two.
    private struct Envelope<Body: Encodable>: Encodable {
        let event_type: String
        let cursor: String?
        let unlock_cursor: String?
        let data: Body
    }

    /// `{"event_type":…,"cursor":…,"data":{…}}` as a WebSocket frame.
    static func frame(of event: LiveEvent, at cursor: LiveCursor) throws -> ByteBuffer {
        let data: any Encodable =
            switch event {
            case .messageObserved(let message): MessageJSON(message)
            case .alertRaised(let alert): AlertJSON(alert)
            case .alertAnswered(let answer): AnswerJSON(answer)
            case .sessionChanged(let session): SessionJSON(session)
            case .notified(let notification): NotificationJSON(notification)
            case .unlocked(let unlock): UnlockJSON(unlock)
            }
        return LiveFrames.text(try encoded(data, of: event, at: cursor))
    }

    private static func encoded(
        _ data: some Encodable, of event: LiveEvent, at cursor: LiveCursor
    ) throws -> Data {
        let cursor = cursor.description
        return try JSONEncoder().encode(
            Envelope(
                event_type: event.type, cursor: event.isUnlock ? nil : cursor,
                unlock_cursor: event.isUnlock ? cursor : nil, data: data))
    }
}

/// A message; also what `GET /api/conversations` shows.
struct MessageJSON: Encodable {
    let conversation_id: String
    let agent_id: String
    let lead_id: String?
    let category: String
    let message_id: String
    let role: String
    let action: String
    let text: String
    let sent_at: String
    let message_count: Int
    let overall_quality_score: Double
    let outcome: String

    init(_ message: LiveMessage) {
        conversation_id = message.conversation.rawValue
        agent_id = message.agent.rawValue
        lead_id = message.lead?.rawValue
        category = message.category
        message_id = message.id.rawValue
        role = message.role
        action = message.action
        text = message.text
        sent_at = message.sentAt.description
        message_count = message.messageCount
        overall_quality_score = message.qualityScore
        outcome = message.outcome
    }
}

/// A prompt, with the names that the product's plan gave its parts.
struct AlertJSON: Encodable {
    let alert_id: String
    let alert_type: String
    let title: String
    let message: String
    let priority: String
    let suggested_action: String
    let evidence: [String]
    let timestamp: String
    let confidence: Double
    let agent_id: String
    let conversation_id: String
    let message_id: String
    let is_escalated: Bool
    let is_compliance: Bool
    let success_probability: Double?
    let timing: String
    let response: String?
    let acted_on: Bool?
    /// The small print in words, so that page and script say the same.
    let facts: String

    init(_ alert: LiveAlert) {
        alert_id = alert.id.description
        alert_type = alert.type
        title = alert.title
        message = alert.text
        priority = (alert.priority ?? .low).rawValue
        suggested_action = alert.suggestedAction
        evidence = alert.evidence
        timestamp = alert.createdAt.description
        confidence = alert.confidence
        agent_id = alert.agent.rawValue
        conversation_id = alert.conversation.rawValue
        message_id = alert.message.rawValue
        is_escalated = alert.isEscalated
        is_compliance = alert.isCompliance
        success_probability = alert.successProbability
        timing = alert.timing.rawValue
        response = alert.answer?.response
        acted_on = alert.answer?.actedOn
        facts = Self.facts(of: alert)
    }

    static func facts(of alert: LiveAlert) -> String {
        var facts = ["confidence \(Words.percent(alert.confidence))"]
        if let chance = alert.successProbability {
            facts.append("chance of success \(Words.percent(chance))")
        }
        switch alert.timing {
        case .immediate: break
        case .endOfCall: facts.append("for after the call")
        case .nextSession: facts.append("for the next session")
        }
        if alert.isCompliance { facts.append("compliance") }
        if alert.isEscalated { facts.append("manager told") }
        return "· " + facts.joined(separator: " · ")
    }
}

struct AnswerJSON: Encodable {
    let alert_id: String
    let agent_id: String
    let response: String
    let acted_on: Bool?

    init(_ answer: LiveAnswer) {
        alert_id = answer.alert.description
        agent_id = answer.agent.rawValue
        response = answer.response
        acted_on = answer.actedOn
    }
}

struct SessionJSON: Encodable {
    let session_id: String
    let agent_id: String
    let status: String

    init(_ session: LiveSession) {
        session_id = session.id.description
        agent_id = session.agent.rawValue
        status = session.status
    }
}

struct NotificationJSON: Encodable {
    let notification_id: String
    let agent_id: String?
    let user_name: String?
    let kind: String
    let priority: String
    let title: String
    let message: String
    let subject: String
    let timestamp: String

    init(_ notification: LiveNotification) {
        notification_id = notification.id.description
        agent_id = notification.agent?.rawValue
        user_name = notification.userName
        kind = notification.kind
        priority = (notification.priority ?? .low).rawValue
        title = notification.title
        message = notification.body
        subject = notification.subject
        timestamp = notification.createdAt.description
    }
}

struct UnlockJSON: Encodable {
    let unlock_id: String
    let agent_id: String
    let kind: String
    let name: String
    let why: String
    let points: Int64
    let timestamp: String

    init(_ unlock: LiveUnlock) {
        unlock_id = unlock.id.description
        agent_id = unlock.agent.rawValue
        kind = unlock.kind.rawValue
        name = unlock.name
        why = unlock.why
        points = unlock.points
        timestamp = unlock.at.description
    }
}
