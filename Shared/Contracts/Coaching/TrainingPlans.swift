import Identifiers
import Wire

@WireMessage
public struct CreatePlan: Codable, Hashable, Sendable {
    public var tenantID: TenantID
    public var agentID: AgentID
    /// 7–180.
    public var days: Int = 30

    enum CodingKeys: Int, CodingKey { case tenantID = 0, agentID = 1, days = 2 }
}

@WireMessage
public struct GetPlan: Codable, Hashable, Sendable {
    public var tenantID: TenantID
    public var agentID: AgentID

    enum CodingKeys: Int, CodingKey { case tenantID = 0, agentID = 1 }
}

/// What an agent should learn, in which order, until when, and why.
@WireMessage
public struct TrainingPlan: Codable, Hashable, Sendable {
    public var planID: PlanID
    public var agentID: AgentID
    public var createdAt: Instant
    public var targetDate: CalendarDate
    public var modules: [PlannedModule]
    /// The areas that the plan works on, weakest first.
    public var prioritySkills: [String]
    /// Whole sentences that name a figure and a date.
    public var improvementGoals: [String]
    public var targets: PlanFigures
    public var baseline: PlanFigures
    public var current: PlanFigures
    /// 0–1 of the modules.
    public var completedShare: Double
    /// Who wrote it: `rules` or `claude`.
    public var author: String = "rules"

    enum CodingKeys: Int, CodingKey {
        case planID = 0, agentID = 1, createdAt = 2, targetDate = 3, modules = 4
        case prioritySkills = 5, improvementGoals = 6, targets = 7, baseline = 8, current = 9
        case completedShare = 10, author = 11
    }
}

@WireMessage
public struct PlannedModule: Codable, Hashable, Sendable {
    public var moduleID: ModuleID
    public var title: String
    public var type: Open<TrainingModuleType>
    public var level: Open<AgentSkillLevel>
    public var minutes: Int
    public var dueOn: CalendarDate
    /// Whole sentences, the weightiest first.
    public var reasons: [String]
    public var progress: ModuleProgress

    enum CodingKeys: Int, CodingKey {
        case moduleID = 0, title = 1, type = 2, level = 3, minutes = 4, dueOn = 5, reasons = 6
        case progress = 7
    }
}

/// Where an agent stands, or should.
@WireMessage
public struct PlanFigures: Codable, Hashable, Sendable {
    /// 0–100.
    public var qualityScore: Double?
    /// 0–1.
    public var conversionRate: Double?
    public var expertiseLevel: Open<SkillLevel>?

    enum CodingKeys: Int, CodingKey {
        case qualityScore = 0, conversionRate = 1, expertiseLevel = 2
    }
}

@WireMessage
public struct GetTrainingEffect: Codable, Hashable, Sendable {
    public var tenantID: TenantID
    /// Nil for all agents that the caller may see.
    public var agentID: AgentID?
    /// How long before and after a completed module is looked at; 7–180 days.
    public var windowDays: Int = 30

    enum CodingKeys: Int, CodingKey { case tenantID = 0, agentID = 1, windowDays = 2 }
}

/// What followed completed modules: a comparison, not a proof of cause.
@WireMessage
public struct TrainingEffectReport: Codable, Hashable, Sendable {
    public var effects: [TrainingEffect]

    enum CodingKeys: Int, CodingKey { case effects = 0 }
}

/// The areas that a type of module trains, in the conversations before and after it was completed.
@WireMessage
public struct TrainingEffect: Codable, Hashable, Sendable {
    public var type: Open<TrainingModuleType>
    /// Modules completed, over all agents counted.
    public var completions: Int
    public var conversationsBefore: Int
    public var conversationsAfter: Int
    /// 0–100, and the 95 % interval of the difference; nil with fewer than three conversations on
    /// a side.
    public var meanBefore: Double?
    public var meanAfter: Double?
    public var difference: Double?
    public var lower: Double?
    public var upper: Double?
    public var verdict: Open<InterventionVerdict>

    enum CodingKeys: Int, CodingKey {
        case type = 0, completions = 1, conversationsBefore = 2, conversationsAfter = 3
        case meanBefore = 4, meanAfter = 5, difference = 6, lower = 7, upper = 8, verdict = 9
    }
}
