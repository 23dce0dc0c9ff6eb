import AnalyzerContract
import Identifiers
import Wire

/// A prompt to an agent.
@WireMessage
public struct Alert: Codable, Hashable, Sendable {
    public var alertID: AlertID
    /// Rises within a tenant; `SubscribeAlerts.after` takes it.
    public var cursor: Int64
    public var tenantID: TenantID
    public var agentID: AgentID
    public var sessionID: SessionID
    public var conversationID: ConversationID
    public var messageID: MessageID
    public var type: Open<AlertType>
    public var priority: Open<CoachingPriority>
    /// 0–1.
    public var confidence: Double
    public var title: String
    public var message: String
    public var suggestedAction: String
    public var evidence: [Evidence]
    public var channels: [Open<NotificationChannel>]
    public var createdAt: Instant
    /// True when the agent's manager is told as well.
    public var isEscalated: Bool
    public var isCompliance: Bool
    public var response: AlertAnswer?
    /// The chance of success when the alert went out, if Prediction answered in time.
    public var successProbability: Double?
    /// When it is to reach the agent: an alert for later stands in the list and interrupts nobody.
    public var timing: Open<InterventionTiming> = Open(.immediate)

    enum CodingKeys: Int, CodingKey {
        case alertID = 0, cursor = 1, tenantID = 2, agentID = 3, sessionID = 4, conversationID = 5
        case messageID = 6, type = 7, priority = 8, confidence = 9, title = 10, message = 11
        case suggestedAction = 12, evidence = 13, channels = 14, createdAt = 15, isEscalated = 16
        case isCompliance = 17, response = 18, successProbability = 19, timing = 20
    }
}

/// What an agent did with an alert.
@WireMessage
public struct AlertAnswer: Codable, Hashable, Sendable {
    public var response: Open<AlertResponse>
    /// Required when the alert is overridden.
    public var reason: String = ""
    /// Whether the agent then did what was suggested; nil while unknown.
    public var actedOn: Bool?
    public var respondedAt: Instant

    enum CodingKeys: Int, CodingKey { case response = 0, reason = 1, actedOn = 2, respondedAt = 3 }
}

@WireMessage
public struct SubscribeAlerts: Codable, Hashable, Sendable {
    public var tenantID: TenantID
    /// Only this agent's alerts; nil for every agent the caller may see.
    public var agentID: AgentID?
    /// The last cursor that the client saw; 0 starts with the oldest kept, nil with the next.
    public var after: Int64?

    enum CodingKeys: Int, CodingKey { case tenantID = 0, agentID = 1, after = 2 }
}

@WireMessage
public struct RespondToAlert: Codable, Hashable, Sendable {
    public var tenantID: TenantID
    public var alertID: AlertID
    public var response: Open<AlertResponse>
    public var reason: String = ""
    public var actedOn: Bool?

    enum CodingKeys: Int, CodingKey {
        case tenantID = 0, alertID = 1, response = 2, reason = 3, actedOn = 4
    }
}
