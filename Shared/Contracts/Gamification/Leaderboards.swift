import Identifiers
import Wire

@WireMessage
public struct GetLeaderboard: Codable, Hashable, Sendable {
    public var tenantID: TenantID
    /// 1–1,000.
    public var limit: Int = 20
    /// Only points earned since; makes the period `custom`.
    public var since: Instant?
    /// Only points earned before.
    public var until: Instant?
    public var period: Open<LeaderboardPeriod>?
    public var measure: Open<LeaderboardMeasure>?
    public var teamID: TeamID?
    /// Only points of this category.
    public var category: Open<AchievementCategory>?
    /// Whose own place to tell besides.
    public var agentID: AgentID?
    /// How many to list on each side of that place, 0–50.
    public var neighbours: Int = 2

    enum CodingKeys: Int, CodingKey {
        case tenantID = 0, limit = 1, since = 2, until = 3, period = 4, measure = 5, teamID = 6
        case category = 7, agentID = 8, neighbours = 9
    }
}

@WireMessage
public struct Leaderboard: Codable, Hashable, Sendable {
    public var entries: [LeaderboardEntry]
    /// How many agents are ranked in all.
    public var agents: Int
    public var own: OwnPlace?

    enum CodingKeys: Int, CodingKey { case entries = 0, agents = 1, own = 2 }
}

@WireMessage
public struct LeaderboardEntry: Codable, Hashable, Sendable {
    public var rank: Int
    /// Empty for an agent who is anonymous to the one who asks.
    public var agentID: AgentID
    public var points: Int64
    /// When the agent reached this score.
    public var reachedAt: Instant

    enum CodingKeys: Int, CodingKey { case rank = 0, agentID = 1, points = 2, reachedAt = 3 }
}

/// Where an agent stands, with who is around them.
@WireMessage
public struct OwnPlace: Codable, Hashable, Sendable {
    public var rank: Int
    /// The share of the other ranked agents with fewer points, 0–100.
    public var percentile: Double
    public var around: [LeaderboardEntry]

    enum CodingKeys: Int, CodingKey { case rank = 0, percentile = 1, around = 2 }
}

@WireMessage
public struct SetPlayer: Codable, Hashable, Sendable {
    public var tenantID: TenantID
    public var player: Player

    enum CodingKeys: Int, CodingKey { case tenantID = 0, player = 1 }
}

/// How an agent takes part.
@WireMessage
public struct Player: Codable, Hashable, Sendable {
    public var agentID: AgentID
    public var teamID: TeamID?
    /// The agent's own to choose; absent means shown.
    public var visibility: Open<PlayerVisibility>?
    /// For tenure.
    public var hiredOn: CalendarDate?

    enum CodingKeys: Int, CodingKey { case agentID = 0, teamID = 1, visibility = 2, hiredOn = 3 }
}
