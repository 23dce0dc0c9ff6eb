import Identifiers
import Wire

@WireMessage
public struct GetEngagement: Codable, Hashable, Sendable {
    public var tenantID: TenantID
    public var since: Instant
    public var until: Instant

    enum CodingKeys: Int, CodingKey { case tenantID = 0, since = 1, until = 2 }
}

/// How far agents play, and whether those who play more also do better: an association, since
/// agents choose how much they play.
@WireMessage
public struct Engagement: Codable, Hashable, Sendable {
    /// Agents with a coached conversation or an unlock in the period.
    public var agents: Int
    /// Of these, with an unlock.
    public var agentsUnlocked: Int
    /// The share that unlocked something, 95 %.
    public var unlockedLower: Double
    public var unlockedUpper: Double
    public var meanActiveDays: Double
    public var meanUnlocks: Double
    /// Active days, and the share of conversations with a quality of 70 or more; nil with fewer
    /// than ten agents of five conversations.
    public var activityAndQuality: EngagementAssociation?
    public var unlocksAndQuality: EngagementAssociation?

    enum CodingKeys: Int, CodingKey {
        case agents = 0, agentsUnlocked = 1, unlockedLower = 2, unlockedUpper = 3
        case meanActiveDays = 4, meanUnlocks = 5, activityAndQuality = 6, unlocksAndQuality = 7
    }
}

/// Spearman's rank correlation, with its 95 % interval.
@WireMessage
public struct EngagementAssociation: Codable, Hashable, Sendable {
    public var correlation: Double
    public var lower: Double
    public var upper: Double
    public var agents: Int

    enum CodingKeys: Int, CodingKey { case correlation = 0, lower = 1, upper = 2, agents = 3 }
}

@WireMessage
public struct ListStatements: Codable, Hashable, Sendable {
    public var tenantID: TenantID
    /// Nil for all agents.
    public var agentID: AgentID?
    public var since: Instant
    /// 1–1,000.
    public var limit: Int = 100
    /// How many of the moment `since` itself are known already, 0–100,000.
    public var skip: Int = 0

    enum CodingKeys: Int, CodingKey {
        case tenantID = 0, agentID = 1, since = 2, limit = 3, skip = 4
    }
}

/// What agents achieved and answered, as statements of the Experience API 1.0.3.
@WireMessage
public struct StatementList: Codable, Hashable, Sendable {
    /// Oldest first, each a JSON object.
    public var statements: [String]
    /// `since` and `skip` of the next page; nil when this is all.
    public var next: Instant?
    public var nextSkip: Int = 0

    enum CodingKeys: Int, CodingKey { case statements = 0, next = 1, nextSkip = 2 }
}
