import Identifiers
import Wire

@WireMessage
public struct GetAdoption: Codable, Hashable, Sendable {
    public var tenantID: TenantID
    public var periodStart: Instant
    /// After the start, by 366 days at most.
    public var periodEnd: Instant

    enum CodingKeys: Int, CodingKey { case tenantID = 0, periodStart = 1, periodEnd = 2 }
}

/// Counts from events, shares with 95 % intervals by Wilson.
@WireMessage
public struct Adoption: Codable, Hashable, Sendable {
    /// Agents who had a coaching session before the period's end.
    public var agents: Int
    /// Monday to Sunday in UTC, oldest first, as far as they have begun; those of the period's ends may
    /// be cut.
    public var weeks: [AdoptionWeek]
    public var prompts: Int
    /// Of the answered prompts, accepted.
    public var accepted: AdoptionShare
    /// Of the prompts of which it is known, acted on.
    public var actedOn: AdoptionShare
    /// Of the agents, those who passed a training module.
    public var trained: AdoptionShare
    /// Of the agents, those who unlocked an achievement.
    public var unlocking: AdoptionShare
    public var unlocks: Int
    /// Of the agents, those who answered the survey in the period.
    public var responding: AdoptionShare
    /// Of the answers, 4 or 5 of 5.
    public var satisfied: AdoptionShare
    /// Why the figures may mislead.
    public var notes: [String]

    enum CodingKeys: Int, CodingKey {
        case agents = 0, weeks = 1, prompts = 2, accepted = 3, actedOn = 4, trained = 5
        case unlocking = 6, unlocks = 7, responding = 8, satisfied = 9, notes = 10
    }
}

@WireMessage
public struct AdoptionWeek: Codable, Hashable, Sendable {
    /// A Monday.
    public var start: CalendarDate
    /// Agents who began a session, answered a prompt or passed a module.
    public var activeAgents: Int
    /// Agents who had a session before the week's end.
    public var agents: Int
    /// The week is not over: more agents may follow. Nil counts as false.
    public var isRunning: Bool?

    enum CodingKeys: Int, CodingKey {
        case start = 0, activeAgents = 1, agents = 2, isRunning = 3
    }
}

@WireMessage
public struct AdoptionShare: Codable, Hashable, Sendable {
    public var count: Int
    public var total: Int
    /// 0–1; 0 to 1 when the total is 0.
    public var lower: Double
    public var upper: Double
    /// What the product's plan hopes for, 0–1; never a result.
    public var target: Double?

    enum CodingKeys: Int, CodingKey { case count = 0, total = 1, lower = 2, upper = 3, target = 4 }
}

@WireMessage
public struct AnswerSurvey: Codable, Hashable, Sendable {
    public var tenantID: TenantID
    public var agentID: AgentID
    /// 1 (not at all) to 5 (very): how satisfied the agent is with the coaching.
    public var score: Int

    enum CodingKeys: Int, CodingKey { case tenantID = 0, agentID = 1, score = 2 }
}

@WireMessage
public struct GetSurveyAnswer: Codable, Hashable, Sendable {
    public var tenantID: TenantID
    public var agentID: AgentID

    enum CodingKeys: Int, CodingKey { case tenantID = 0, agentID = 1 }
}

@WireMessage
public struct SurveyReceipt: Codable, Hashable, Sendable {
    /// The first day of the month that the question is about, in UTC.
    public var month: CalendarDate
    /// 1–5; nil before the agent answered.
    public var score: Int?

    enum CodingKeys: Int, CodingKey { case month = 0, score = 1 }
}
