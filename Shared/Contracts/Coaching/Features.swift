import Identifiers
import MeshContract
import Wire

extension Coaching {
    /// Prompts while an agent talks. Compliance is no feature: it is never held back.
    public static let promptsFeature = "coaching_prompts"
}

/// An experiment's arms: with the seed, they say of every agent what they get.
@WireMessage
public struct FeatureSwitch: Codable, Hashable, Sendable {
    public var tenantID: TenantID
    public var experimentID: String
    public var feature: String
    /// The first goes without the feature.
    public var arms: [String]
    public var shares: [Double]
    public var seed: Int
    /// Teams and not agents are assigned; agents of no team do not take part.
    public var byTeam: Bool
    /// The share of units that take part, 0–1.
    public var ramp: Double
    public var isStopped: Bool

    enum CodingKeys: Int, CodingKey {
        case tenantID = 0, experimentID = 1, feature = 2, arms = 3, shares = 4, seed = 5
        case byTeam = 6, ramp = 7, isStopped = 8
    }
}

/// An agent came to where their arm of an experiment decides, whatever it decided.
@WireMessage
public struct ArmMet: Codable, Hashable, Sendable, MeshEvent {
    public static let kind = "coaching.arm_met"

    public var experimentID: String
    public var agentID: AgentID
    public var arm: String
    public var team: String?

    enum CodingKeys: Int, CodingKey { case experimentID = 0, agentID = 1, arm = 2, team = 3 }
}
