import Identifiers
import MeshContract
import Wire

extension Gamification {
    /// All that is shown of the game: achievements, points, leaderboards, challenges and letters
    /// about them. Licences and the exam practice are no part of it.
    public static let playFeature = "gamification"
}

/// An experiment in which some agents see nothing of the game; their points are counted all the same.
@WireMessage
public struct SwitchPlay: Codable, Hashable, Sendable {
    public var tenantID: TenantID
    public var experimentID: String
    /// The first goes without the game.
    public var arms: [String]
    public var shares: [Double]
    public var seed: Int
    /// Teams and not agents are assigned; agents of no team do not take part.
    public var byTeam: Bool
    /// The share of units that take part, 0–1.
    public var ramp: Double
    public var isStopped: Bool

    enum CodingKeys: Int, CodingKey {
        case tenantID = 0, experimentID = 1, arms = 2, shares = 3, seed = 4, byTeam = 5, ramp = 6
        case isStopped = 7
    }
}

/// An agent earned something for the first time in an experiment, whether they were shown it or not.
@WireMessage
public struct PlayArmMet: Codable, Hashable, Sendable, MeshEvent {
    public static let kind = "gamification.arm_met"

    public var experimentID: String
    public var agentID: AgentID
    public var arm: String
    public var team: String?

    enum CodingKeys: Int, CodingKey { case experimentID = 0, agentID = 1, arm = 2, team = 3 }
}
