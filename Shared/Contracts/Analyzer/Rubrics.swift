import Identifiers
import Wire

/// What a tenant wants to be done in a conversation, with what each part counts, in one version.
@WireMessage
public struct Rubric: Codable, Hashable, Sendable {
    public var tenantID: TenantID
    public var name: String
    /// 1 for the first definition; a changed one has the next.
    public var version: Int
    public var criteria: [RubricCriterion]
    public var isRetired: Bool = false
    public var definedAt: Instant

    enum CodingKeys: Int, CodingKey {
        case tenantID = 0, name = 1, version = 2, criteria = 3, isRetired = 4, definedAt = 5
    }
}

/// One item of a rubric: what shows that the agent asked, and what that the client answered.
///
/// A signal is `act:NAME` for an act of the Analyzer or `tracker:NAME` for a tracker of the tenant.
@WireMessage
public struct RubricCriterion: Codable, Hashable, Sendable {
    public var name: String
    /// Above 0, at most 100.
    public var weight: Double
    /// Any of them, in the agent's messages.
    public var asked: [String]
    /// Any of them, in the client's messages; empty where being asked is all.
    public var answered: [String]

    enum CodingKeys: Int, CodingKey { case name = 0, weight = 1, asked = 2, answered = 3 }
}

@WireMessage
public struct DefineRubric: Codable, Hashable, Sendable {
    public var tenantID: TenantID
    public var name: String
    /// 1 to 40.
    public var criteria: [RubricCriterion]

    enum CodingKeys: Int, CodingKey { case tenantID = 0, name = 1, criteria = 2 }
}

/// By name, each in its newest version.
@WireMessage
public struct RubricList: Codable, Hashable, Sendable {
    public var rubrics: [Rubric]

    enum CodingKeys: Int, CodingKey { case rubrics = 0 }
}

/// How a conversation meets a rubric.
@WireMessage
public struct RubricScore: Codable, Hashable, Sendable {
    public var rubric: String
    public var version: Int
    /// 0–100: the weight of what was asked and answered; what was only asked counts half.
    public var score: Double
    public var criteria: [CriterionResult]

    enum CodingKeys: Int, CodingKey { case rubric = 0, version = 1, score = 2, criteria = 3 }
}

/// Where one item was asked and answered.
@WireMessage
public struct CriterionResult: Codable, Hashable, Sendable {
    public var name: String
    public var weight: Double
    public var asked: [MessageID]
    public var answered: [MessageID]

    enum CodingKeys: Int, CodingKey { case name = 0, weight = 1, asked = 2, answered = 3 }
}
