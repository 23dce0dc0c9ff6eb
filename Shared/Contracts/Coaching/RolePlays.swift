import AnalyzerContract
import Identifiers
import Wire

@WireMessage
public struct StartRolePlay: Codable, Hashable, Sendable {
    public var tenantID: TenantID
    public var agentID: AgentID
    public var moduleID: ModuleID
    public var scenarioID: String

    enum CodingKeys: Int, CodingKey {
        case tenantID = 0, agentID = 1, moduleID = 2, scenarioID = 3
    }
}

@WireMessage
public struct SayInRolePlay: Codable, Hashable, Sendable {
    public var tenantID: TenantID
    public var rolePlayID: RolePlayID
    /// How many lines the agent had said before this one; the same again changes nothing.
    public var turn: Int
    /// At most 2,000 bytes.
    public var text: String

    enum CodingKeys: Int, CodingKey { case tenantID = 0, rolePlayID = 1, turn = 2, text = 3 }
}

@WireMessage
public struct NameRolePlay: Codable, Hashable, Sendable {
    public var tenantID: TenantID
    public var rolePlayID: RolePlayID

    enum CodingKeys: Int, CodingKey { case tenantID = 0, rolePlayID = 1 }
}

@WireMessage
public struct ListRolePlays: Codable, Hashable, Sendable {
    public var tenantID: TenantID
    public var agentID: AgentID?
    /// 1–100.
    public var limit: Int = 20

    enum CodingKeys: Int, CodingKey { case tenantID = 0, agentID = 1, limit = 2 }
}

/// Newest first.
@WireMessage
public struct RolePlayList: Codable, Hashable, Sendable {
    public var rolePlays: [RolePlay]

    enum CodingKeys: Int, CodingKey { case rolePlays = 0 }
}

/// A conversation with a simulated client, with its scorecard once it is over.
@WireMessage
public struct RolePlay: Codable, Hashable, Sendable {
    public var rolePlayID: RolePlayID
    public var agentID: AgentID
    public var moduleID: ModuleID
    public var brief: ScenarioBrief
    public var status: Open<RolePlayStatus>
    public var partner: Open<RolePlayPartner>
    public var startedAt: Instant
    public var lines: [RolePlayLine]
    public var scorecard: Scorecard?

    enum CodingKeys: Int, CodingKey {
        case rolePlayID = 0, agentID = 1, moduleID = 2, brief = 3, status = 4, partner = 5
        case startedAt = 6, lines = 7, scorecard = 8
    }
}

@WireMessage
public struct RolePlayLine: Codable, Hashable, Sendable {
    public var role: Open<MessageRole>
    public var text: String
    public var saidAt: Instant

    enum CodingKeys: Int, CodingKey { case role = 0, text = 1, saidAt = 2 }
}

/// How the agent did, by the Analyzer that scores real conversations.
@WireMessage
public struct Scorecard: Codable, Hashable, Sendable {
    /// 0–100; 0 where too little was said to score.
    public var overallScore: Double
    public var qualityScores: [AreaScore]
    public var expertiseScores: [AreaScore]
    public var goals: [ScenarioGoal]
    public var questionsAsked: Int
    public var objectionsIdentified: Int
    public var objectionsResolved: Int
    /// What helped and what hurt, the weightiest first.
    public var moments: [ScorecardMoment]
    public var compliance: [ComplianceFinding]
    /// Whole sentences: what to keep and what to try next.
    public var advice: [String]
    /// Why there is no score, or why it is lower than the talk; empty where neither is so.
    public var note: String = ""
    /// True when too little was said to score.
    public var isTooShort: Bool = false

    enum CodingKeys: Int, CodingKey {
        case overallScore = 0, qualityScores = 1, expertiseScores = 2, goals = 3
        case questionsAsked = 4, objectionsIdentified = 5, objectionsResolved = 6, moments = 7
        case compliance = 8, advice = 9, note = 10, isTooShort = 11
    }
}

/// One thing that the scenario asks for.
@WireMessage
public struct ScenarioGoal: Codable, Hashable, Sendable {
    public var name: String
    public var isReached: Bool
    /// A line that works.
    public var example: String

    enum CodingKeys: Int, CodingKey { case name = 0, isReached = 1, example = 2 }
}

/// A line that moved a score.
@WireMessage
public struct ScorecardMoment: Codable, Hashable, Sendable {
    public var line: String
    public var area: String
    public var reason: String
    /// Points by which it moved the area.
    public var points: Double

    enum CodingKeys: Int, CodingKey { case line = 0, area = 1, reason = 2, points = 3 }
}
