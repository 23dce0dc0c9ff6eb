import Identifiers
import MeshContract
import RPC
import Wire

/// Points, streaks and achievements, all of them derived from events.
public enum Gamification {
    /// An agent's points, streak and achievements; zeros for an agent never heard of.
    public static let getProfile = Method<GetProfile, GamificationProfile>(
        "gamification.getProfile", .idempotent)
    /// The tenant's ranking by points; competition ranking (1224), ties by who got there first, then
    /// by id.
    public static let getLeaderboard = Method<GetLeaderboard, Leaderboard>(
        "gamification.getLeaderboard", .idempotent)
    /// The ledger entries behind a balance, newest first.
    public static let listPoints = Method<ListPoints, PointsLedger>(
        "gamification.listPoints", .idempotent)
}

@WireMessage
public struct GetProfile: Codable, Hashable, Sendable {
    public var tenantID: TenantID
    public var agentID: AgentID

    enum CodingKeys: Int, CodingKey { case tenantID = 0, agentID = 1 }
}

@WireMessage
public struct GamificationProfile: Codable, Hashable, Sendable {
    public var agentID: AgentID
    public var points: Int64
    public var streak: Streak
    public var achievements: [AchievementProgress]
    /// Nil while the agent has no points.
    public var rank: Int?

    enum CodingKeys: Int, CodingKey {
        case agentID = 0, points = 1, streak = 2, achievements = 3, rank = 4
    }
}

/// Days in a row with coached conversations, by the agent's own calendar.
@WireMessage
public struct Streak: Codable, Hashable, Sendable {
    public var currentDays: Int
    public var longestDays: Int
    public var lastActiveDay: CalendarDate?

    enum CodingKeys: Int, CodingKey { case currentDays = 0, longestDays = 1, lastActiveDay = 2 }
}

@WireMessage
public struct AchievementProgress: Codable, Hashable, Sendable {
    public var achievementID: String
    public var name: String
    public var description: String
    public var category: Open<AchievementCategory>
    public var reached: Int64
    public var goal: Int64
    public var unlockedAt: Instant?
    public var points: Int64

    enum CodingKeys: Int, CodingKey {
        case achievementID = 0, name = 1, description = 2, category = 3, reached = 4, goal = 5
        case unlockedAt = 6, points = 7
    }
}

@WireMessage
public struct GetLeaderboard: Codable, Hashable, Sendable {
    public var tenantID: TenantID
    /// 1–1,000.
    public var limit: Int = 20
    /// Only points earned since; nil for all time.
    public var since: Instant?

    enum CodingKeys: Int, CodingKey { case tenantID = 0, limit = 1, since = 2 }
}

@WireMessage
public struct Leaderboard: Codable, Hashable, Sendable {
    public var entries: [LeaderboardEntry]
    /// How many agents are ranked in all.
    public var agents: Int

    enum CodingKeys: Int, CodingKey { case entries = 0, agents = 1 }
}

@WireMessage
public struct LeaderboardEntry: Codable, Hashable, Sendable {
    public var rank: Int
    public var agentID: AgentID
    public var points: Int64
    /// When the agent reached this score.
    public var reachedAt: Instant

    enum CodingKeys: Int, CodingKey { case rank = 0, agentID = 1, points = 2, reachedAt = 3 }
}

@WireMessage
public struct ListPoints: Codable, Hashable, Sendable {
    public var tenantID: TenantID
    public var agentID: AgentID
    /// 1–1,000.
    public var limit: Int = 100

    enum CodingKeys: Int, CodingKey { case tenantID = 0, agentID = 1, limit = 2 }
}

@WireMessage
public struct PointsLedger: Codable, Hashable, Sendable {
    public var balance: Int64
    public var entries: [PointsEntry]

    enum CodingKeys: Int, CodingKey { case balance = 0, entries = 1 }
}

@WireMessage
public struct PointsEntry: Codable, Hashable, Sendable {
    public var entryID: String
    public var points: Int64
    public var reason: String
    public var earnedAt: Instant

    enum CodingKeys: Int, CodingKey { case entryID = 0, points = 1, reason = 2, earnedAt = 3 }
}

@WireMessage
public struct PointsAwarded: Codable, Hashable, Sendable, MeshEvent {
    public static let kind = "gamification.points_awarded"

    public var agentID: AgentID
    public var points: Int64
    public var reason: String
    public var balance: Int64

    enum CodingKeys: Int, CodingKey { case agentID = 0, points = 1, reason = 2, balance = 3 }
}

@WireMessage
public struct AchievementUnlocked: Codable, Hashable, Sendable, MeshEvent {
    public static let kind = "gamification.achievement_unlocked"

    public var agentID: AgentID
    public var achievementID: String
    public var name: String
    public var points: Int64

    enum CodingKeys: Int, CodingKey { case agentID = 0, achievementID = 1, name = 2, points = 3 }
}
