import Identifiers
import Wire

@WireMessage
public struct GetAgentPerformance: Codable, Hashable, Sendable {
    public var tenantID: TenantID
    public var agentID: AgentID
    /// 1–366.
    public var days: Int = 30

    enum CodingKeys: Int, CodingKey { case tenantID = 0, agentID = 1, days = 2 }
}

/// How an agent has done over a period.
@WireMessage
public struct AgentPerformance: Codable, Hashable, Sendable {
    public var agentID: AgentID
    public var periodStart: Instant
    public var periodEnd: Instant
    public var conversations: Int
    /// 0–100; nil without a conversation.
    public var averageQualityScore: Double?
    public var expertiseLevel: Open<SkillLevel>?
    public var trend: Open<PerformanceTrend>
    public var qualityScores: [AreaScore]
    public var expertiseScores: [AreaScore]
    /// 0–1 of the conversations with a known outcome; nil without one.
    public var conversionRate: Double?
    /// 0–1 of the objections; nil without one.
    public var objectionResolutionRate: Double?
    /// 0–1 of the conversations.
    public var appointmentRate: Double?
    public var strengths: [String]
    public var weaknesses: [String]
    public var skillGaps: [String]
    public var sessionsCompleted: Int
    public var alertsSent: Int
    /// 0–1 of the answered alerts that were accepted; nil without an answer.
    public var adherenceRate: Double?
    /// 0–100 among the tenant's agents; nil with fewer than three.
    public var peerPercentile: Double?
    /// One point a day that had conversations, oldest first.
    public var history: [DailyScore]
    /// Points from the first day to the last by the trend's line, with their 95 % interval; nil with
    /// fewer than three days.
    public var trendChange: Double?
    public var trendLower: Double?
    public var trendUpper: Double?
    /// The agent's mean less that of the team's agents, or of the tenant's without a team.
    public var teamAverageDelta: Double?
    public var modulesCompleted: Int = 0
    /// 0–1 of the answered alerts of which it is known.
    public var actedOnRate: Double?
    public var alertsOverridden: Int = 0
    /// Of `alertsSent`; the others were answered otherwise, or not at all.
    public var alertsAccepted: Int = 0
    /// Of `alertsSent`, as the agents say.
    public var alertsActedOn: Int = 0

    enum CodingKeys: Int, CodingKey {
        case agentID = 0, periodStart = 1, periodEnd = 2, conversations = 3
        case averageQualityScore = 4, expertiseLevel = 5, trend = 6, qualityScores = 7
        case expertiseScores = 8, conversionRate = 9, objectionResolutionRate = 10
        case appointmentRate = 11, strengths = 12, weaknesses = 13, skillGaps = 14
        case sessionsCompleted = 15, alertsSent = 16, adherenceRate = 17, peerPercentile = 18
        case history = 19, trendChange = 20, trendLower = 21, trendUpper = 22
        case teamAverageDelta = 23, modulesCompleted = 24, actedOnRate = 25, alertsOverridden = 26
        case alertsAccepted = 27, alertsActedOn = 28
    }
}

/// The mean score of one area, by the area's name.
@WireMessage
public struct AreaScore: Codable, Hashable, Sendable {
    public var area: String
    /// 0–100.
    public var score: Double
    public var conversations: Int

    enum CodingKeys: Int, CodingKey { case area = 0, score = 1, conversations = 2 }
}

@WireMessage
public struct DailyScore: Codable, Hashable, Sendable {
    public var day: CalendarDate
    /// 0–100.
    public var score: Double
    public var conversations: Int

    enum CodingKeys: Int, CodingKey { case day = 0, score = 1, conversations = 2 }
}

@WireMessage
public struct ListAgents: Codable, Hashable, Sendable {
    public var tenantID: TenantID

    enum CodingKeys: Int, CodingKey { case tenantID = 0 }
}

@WireMessage
public struct AgentList: Codable, Hashable, Sendable {
    public var agents: [AgentSummary]

    enum CodingKeys: Int, CodingKey { case agents = 0 }
}

/// One line of a team list.
@WireMessage
public struct AgentSummary: Codable, Hashable, Sendable {
    public var agentID: AgentID
    public var conversations: Int
    /// 0–100.
    public var averageQualityScore: Double?
    public var alertsSent: Int
    public var hasActiveSession: Bool
    public var lastMessageAt: Instant?

    enum CodingKeys: Int, CodingKey {
        case agentID = 0, conversations = 1, averageQualityScore = 2, alertsSent = 3
        case hasActiveSession = 4, lastMessageAt = 5
    }
}
