import Identifiers
import Wire

@WireMessage
public struct PlanLearning: Codable, Hashable, Sendable {
    public var tenantID: TenantID
    public var agentID: AgentID
    public var areas: [LearningArea]
    /// How modules went, in any order.
    public var results: [ModuleResult] = []
    /// What can be learned; empty for the three modules that every library has.
    public var modules: [TeachableModule] = []
    /// 5–2400.
    public var minutesPerWeek: Int = 60

    enum CodingKeys: Int, CodingKey {
        case tenantID = 0, agentID = 1, areas = 2, results = 3, modules = 4, minutesPerWeek = 5
    }
}

/// How an agent does in an area of quality or expertise.
@WireMessage
public struct LearningArea: Codable, Hashable, Sendable {
    public var area: String
    /// 0–100.
    public var score: Double
    /// How much the area moves success, relative to others.
    public var impact: Double = 1

    enum CodingKeys: Int, CodingKey { case area = 0, score = 1, impact = 2 }
}

@WireMessage
public struct ModuleResult: Codable, Hashable, Sendable {
    public var moduleID: String
    public var completedAt: Instant
    /// 0–1 of its assessment.
    public var score: Double

    enum CodingKeys: Int, CodingKey { case moduleID = 0, completedAt = 1, score = 2 }
}

/// A module that can be learned.
@WireMessage
public struct TeachableModule: Codable, Hashable, Sendable {
    public var moduleID: String
    public var type: Open<TrainingModuleType>
    /// beginner, intermediate or advanced.
    public var stage: String
    public var minutes: Int

    enum CodingKeys: Int, CodingKey { case moduleID = 0, type = 1, stage = 2, minutes = 3 }
}

/// What to learn next, in order.
@WireMessage
public struct LearningPlan: Codable, Hashable, Sendable {
    public var steps: [LearningStep]
    /// When the agent's overall quality reaches its next level; nil with too few conversations.
    public var milestone: SkillMilestone?

    enum CodingKeys: Int, CodingKey { case steps = 0, milestone = 1 }
}

@WireMessage
public struct LearningStep: Codable, Hashable, Sendable {
    public var moduleID: String
    /// learn, again or review.
    public var kind: String
    public var minutes: Int
    public var dueBy: Instant
    /// Points below the module's goal; 0 for a review.
    public var gap: Double
    public var reason: String

    enum CodingKeys: Int, CodingKey {
        case moduleID = 0, kind = 1, minutes = 2, dueBy = 3, gap = 4, reason = 5
    }
}
