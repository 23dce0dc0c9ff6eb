import AnalyzerContract
import Identifiers
import Wire

@WireMessage
public struct StartSession: Codable, Hashable, Sendable {
    public var tenantID: TenantID
    public var agentID: AgentID
    public var intensity: Open<CoachingIntensity> = Open(.moderate)
    public var isRealTimeEnabled: Bool = true
    public var areNotificationsEnabled: Bool = true
    public var preferredChannels: [Open<NotificationChannel>] = []
    /// The agent's IANA time zone, such as `America/Chicago`; empty for the one that is known of them,
    /// else UTC.
    public var timeZone: String = "UTC"
    /// Nobody pressed a button: a session that is paused stays so.
    public var keepsPaused: Bool = false

    enum CodingKeys: Int, CodingKey {
        case tenantID = 0, agentID = 1, intensity = 2, isRealTimeEnabled = 3
        case areNotificationsEnabled = 4, preferredChannels = 5, timeZone = 6, keepsPaused = 7
    }
}

@WireMessage
public struct ChangeSession: Codable, Hashable, Sendable {
    public var tenantID: TenantID
    public var sessionID: SessionID

    enum CodingKeys: Int, CodingKey { case tenantID = 0, sessionID = 1 }
}

@WireMessage
public struct ListSessions: Codable, Hashable, Sendable {
    public var tenantID: TenantID
    public var agentID: AgentID?
    public var status: Open<CoachingSessionStatus>?
    /// 1–500.
    public var limit: Int = 100

    enum CodingKeys: Int, CodingKey { case tenantID = 0, agentID = 1, status = 2, limit = 3 }
}

@WireMessage
public struct SessionList: Codable, Hashable, Sendable {
    public var sessions: [CoachingSession]

    enum CodingKeys: Int, CodingKey { case sessions = 0 }
}

/// One stretch of coaching of one agent.
@WireMessage
public struct CoachingSession: Codable, Hashable, Sendable {
    public var sessionID: SessionID
    public var tenantID: TenantID
    public var agentID: AgentID
    public var status: Open<CoachingSessionStatus>
    public var intensity: Open<CoachingIntensity>
    public var startedAt: Instant
    public var endedAt: Instant?
    public var conversationsMonitored: Int
    public var alertsSent: Int
    public var realTimeInterventions: Int
    /// 0–100, over the conversations of this session; nil before the first.
    public var currentQualityScore: Double?
    /// 0–100, before this session; nil for an agent never analysed.
    public var baselineQualityScore: Double?
    /// Current less baseline, when both are known.
    public var improvement: Double?
    public var isRealTimeEnabled: Bool
    public var areNotificationsEnabled: Bool
    public var preferredChannels: [Open<NotificationChannel>]
    public var timeZone: String

    enum CodingKeys: Int, CodingKey {
        case sessionID = 0, tenantID = 1, agentID = 2, status = 3, intensity = 4, startedAt = 5
        case endedAt = 6, conversationsMonitored = 7, alertsSent = 8, realTimeInterventions = 9
        case currentQualityScore = 10, baselineQualityScore = 11, improvement = 12
        case isRealTimeEnabled = 13, areNotificationsEnabled = 14, preferredChannels = 15
        case timeZone = 16
    }
}

/// What came of one observed message.
@WireMessage
public struct Observation: Codable, Hashable, Sendable {
    public var analysis: AnalysisUpdate
    /// The alert that went out, if one did.
    public var alert: Alert?
    /// The session that the message counted for, if one was active.
    public var sessionID: SessionID?
    /// The same message came before: this is what came of it then, and nothing changed.
    public var isRepeated: Bool = false

    enum CodingKeys: Int, CodingKey {
        case analysis = 0, alert = 1, sessionID = 2, isRepeated = 3
    }
}
