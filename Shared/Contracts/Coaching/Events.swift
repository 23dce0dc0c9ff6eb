import Identifiers
import MeshContract
import Wire

@WireMessage
public struct SessionStarted: Codable, Hashable, Sendable, MeshEvent {
    public static let kind = "coaching.session_started"

    public var sessionID: SessionID
    public var agentID: AgentID
    public var intensity: Open<CoachingIntensity>
    public var timeZone: String

    enum CodingKeys: Int, CodingKey { case sessionID = 0, agentID = 1, intensity = 2, timeZone = 3 }
}

/// A session was paused, resumed, completed or cancelled.
@WireMessage
public struct SessionChanged: Codable, Hashable, Sendable, MeshEvent {
    public static let kind = "coaching.session_changed"

    public var sessionID: SessionID
    public var agentID: AgentID
    public var status: Open<CoachingSessionStatus>
    /// Time coached so far, pauses left out.
    public var coachedTime: Duration
    public var conversationsMonitored: Int
    public var alertsSent: Int
    public var timeZone: String

    enum CodingKeys: Int, CodingKey {
        case sessionID = 0, agentID = 1, status = 2, coachedTime = 3, conversationsMonitored = 4
        case alertsSent = 5, timeZone = 6
    }
}

/// A message was heard: what a live view shows.
@WireMessage
public struct MessageObserved: Codable, Hashable, Sendable, MeshEvent {
    public static let kind = "coaching.message_observed"

    public var conversationID: ConversationID
    public var agentID: AgentID
    public var leadID: LeadID?
    public var category: String
    public var messageID: MessageID
    public var role: Open<MessageRole>
    public var action: Open<MessageAction>
    public var text: String
    public var sentAt: Instant
    public var messageCount: Int
    /// 0–100, after this message.
    public var overallQualityScore: Double
    public var outcome: Open<ConversationOutcome>
    public var sessionID: SessionID?
    /// The agent's IANA time zone.
    public var timeZone: String

    enum CodingKeys: Int, CodingKey {
        case conversationID = 0, agentID = 1, leadID = 2, category = 3, messageID = 4, role = 5
        case action = 6, text = 7, sentAt = 8, messageCount = 9, overallQualityScore = 10
        case outcome = 11, sessionID = 12, timeZone = 13
    }
}

@WireMessage
public struct AlertRaised: Codable, Hashable, Sendable, MeshEvent {
    public static let kind = "coaching.alert_raised"

    public var alert: Alert

    enum CodingKeys: Int, CodingKey { case alert = 0 }
}

@WireMessage
public struct AlertAnswered: Codable, Hashable, Sendable, MeshEvent {
    public static let kind = "coaching.alert_answered"

    public var alertID: AlertID
    public var agentID: AgentID
    public var response: Open<AlertResponse>
    public var actedOn: Bool?
    public var timeZone: String

    enum CodingKeys: Int, CodingKey {
        case alertID = 0, agentID = 1, response = 2, actedOn = 3, timeZone = 4
    }
}

/// An agent passed a module's assessment for the first time.
@WireMessage
public struct ModuleCompleted: Codable, Hashable, Sendable, MeshEvent {
    public static let kind = "coaching.module_completed"

    public var agentID: AgentID
    public var moduleID: ModuleID
    public var type: Open<TrainingModuleType>
    public var level: Open<AgentSkillLevel>
    /// 0–100.
    public var score: Double
    public var minutes: Int
    public var timeZone: String

    enum CodingKeys: Int, CodingKey {
        case agentID = 0, moduleID = 1, type = 2, level = 3, score = 4, minutes = 5, timeZone = 6
    }
}
