import Identifiers
import Wire

@WireMessage
public struct ForecastSkill: Codable, Hashable, Sendable {
    public var tenantID: TenantID
    public var agentID: AgentID
    /// `overall_quality`, the quality of the agent's conversations.
    public var skill: String = "overall_quality"
    /// How far to look, in days: 12 of 0–90 at most; empty for 7 and 30.
    public var days: [Int] = []

    enum CodingKeys: Int, CodingKey { case tenantID = 0, agentID = 1, skill = 2, days = 3 }
}

/// Where a skill stands, where it goes, and how sure that is.
@WireMessage
public struct SkillOutlook: Codable, Hashable, Sendable {
    public var agentID: AgentID
    public var skill: String
    /// 0–100, now, apart from what single conversations add; with its 80 % interval.
    public var current: Double
    public var currentLower: Double
    public var currentUpper: Double
    /// One for each day that was asked for.
    public var outlooks: [ScoreOutlook]
    /// The next level; nil for an expert.
    public var milestone: SkillMilestone?
    /// The likeliest first; they add up to 1.
    public var trends: [TrendChance]
    /// The scores that it rests on, oldest first.
    public var history: [ScorePoint]
    /// Agents of the tenant that the pool was learned from; 0 for what is usual.
    public var pooledAgents: Int = 0

    enum CodingKeys: Int, CodingKey {
        case agentID = 0, skill = 1, current = 2, currentLower = 3, currentUpper = 4, outlooks = 5
        case milestone = 6, trends = 7, history = 8, pooledAgents = 9
    }
}

/// What one conversation will score some days on, 0–100.
@WireMessage
public struct ScoreOutlook: Codable, Hashable, Sendable {
    public var days: Int
    public var median: Double
    public var lower80: Double
    public var upper80: Double
    public var lower95: Double
    public var upper95: Double

    enum CodingKeys: Int, CodingKey {
        case days = 0, median = 1, lower80 = 2, upper80 = 3, lower95 = 4, upper95 = 5
    }
}

/// When a skill reaches its next level.
@WireMessage
public struct SkillMilestone: Codable, Hashable, Sendable {
    public var level: Open<SkillLevel>
    /// 0–100: where the level begins.
    public var score: Double
    /// By when it is as likely as not; nil when not within a year.
    public var expectedAt: Instant?
    /// By when it has a chance of one in ten, and nine in ten.
    public var earliestAt: Instant?
    public var latestAt: Instant?
    /// 0–1.
    public var chanceIn30Days: Double

    enum CodingKeys: Int, CodingKey {
        case level = 0, score = 1, expectedAt = 2, earliestAt = 3, latestAt = 4, chanceIn30Days = 5
    }
}

@WireMessage
public struct TrendChance: Codable, Hashable, Sendable {
    public var trend: Open<PerformanceTrend>
    /// 0–1.
    public var probability: Double

    enum CodingKeys: Int, CodingKey { case trend = 0, probability = 1 }
}

@WireMessage
public struct ScorePoint: Codable, Hashable, Sendable {
    public var at: Instant
    /// 0–100.
    public var score: Double

    enum CodingKeys: Int, CodingKey { case at = 0, score = 1 }
}
