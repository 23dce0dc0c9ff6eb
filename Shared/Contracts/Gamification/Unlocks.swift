import Identifiers
import MeshContract
import Wire

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
    /// What was done for it, in words.
    public var why: String = ""
    /// Not to an agent who goes without the game in an experiment.
    public var isShown: Bool = true

    enum CodingKeys: Int, CodingKey {
        case agentID = 0, achievementID = 1, name = 2, points = 3, why = 4, isShown = 5
    }
}

/// An agent has all that a level of their career asks for.
@WireMessage
public struct LevelReached: Codable, Hashable, Sendable, MeshEvent {
    public static let kind = "gamification.level_reached"

    public var agentID: AgentID
    public var level: Open<AgentSkillLevel>
    /// What was done for it, in words.
    public var why: String = ""
    /// Not to an agent who goes without the game in an experiment.
    public var isShown: Bool = true

    enum CodingKeys: Int, CodingKey { case agentID = 0, level = 1, why = 2, isShown = 3 }
}

/// A badge was issued, once and for all: asking for it again tells nothing.
@WireMessage
public struct BadgeIssued: Codable, Hashable, Sendable, MeshEvent {
    public static let kind = "gamification.badge_issued"

    public var agentID: AgentID
    public var badgeID: UUIDv7
    public var achievementID: String
    public var name: String
    /// Not to an agent who goes without the game in an experiment.
    public var isShown: Bool = true

    enum CodingKeys: Int, CodingKey {
        case agentID = 0, badgeID = 1, achievementID = 2, name = 3, isShown = 4
    }
}
