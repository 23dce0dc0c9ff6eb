import Identifiers
import Wire

@WireMessage
public struct GetTeamSummary: Codable, Hashable, Sendable {
    public var tenantID: TenantID
    public var teamID: TeamID
    /// Any day of the week that is asked for; nil for the running one.
    public var day: CalendarDate?

    enum CodingKeys: Int, CodingKey { case tenantID = 0, teamID = 1, day = 2 }
}

/// How a team did in a week from Monday to Sunday, and what to do about it.
@WireMessage
public struct TeamSummary: Codable, Hashable, Sendable {
    public var teamID: TeamID
    public var name: String
    public var weekStart: CalendarDate
    public var agents: [AgentWeek]
    public var recommended: [Intervention]
    /// What was recommended in the four weeks before, and what followed.
    public var followed: [InterventionOutcome]
    public var openEscalations: Int

    enum CodingKeys: Int, CodingKey {
        case teamID = 0, name = 1, weekStart = 2, agents = 3, recommended = 4, followed = 5
        case openEscalations = 6
    }
}

@WireMessage
public struct AgentWeek: Codable, Hashable, Sendable {
    public var agentID: AgentID
    public var conversations: Int
    /// 0–100; nil without a conversation.
    public var quality: Double?
    /// Of the week before.
    public var qualityBefore: Double?
    public var alerts: Int
    /// 0–1 of the answered alerts; nil without an answer.
    public var adherence: Double?
    public var escalations: Int
    public var modulesCompleted: Int
    /// Of `alerts`.
    public var alertsAccepted: Int = 0

    enum CodingKeys: Int, CodingKey {
        case agentID = 0, conversations = 1, quality = 2, qualityBefore = 3, alerts = 4
        case adherence = 5, escalations = 6, modulesCompleted = 7, alertsAccepted = 8
    }
}

/// What a manager should do for one agent.
@WireMessage
public struct Intervention: Codable, Hashable, Sendable {
    public var agentID: AgentID
    public var type: Open<CoachingInterventionType>
    public var area: String
    /// A whole sentence with its figures.
    public var reason: String
    /// What to do, as a sentence.
    public var action: String

    enum CodingKeys: Int, CodingKey { case agentID = 0, type = 1, area = 2, reason = 3, action = 4 }
}

/// An intervention of an earlier week, with the area's scores before and after it.
@WireMessage
public struct InterventionOutcome: Codable, Hashable, Sendable {
    public var agentID: AgentID
    public var week: CalendarDate
    public var type: Open<CoachingInterventionType>
    public var area: String
    public var meanBefore: Double?
    public var meanAfter: Double?
    /// 95 % of the difference.
    public var lower: Double?
    public var upper: Double?
    public var verdict: Open<InterventionVerdict>

    enum CodingKeys: Int, CodingKey {
        case agentID = 0, week = 1, type = 2, area = 3, meanBefore = 4, meanAfter = 5, lower = 6
        case upper = 7, verdict = 8
    }
}
