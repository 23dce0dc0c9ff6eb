import Identifiers
import Wire

@WireMessage
public struct ListModules: Codable, Hashable, Sendable {
    public var tenantID: TenantID
    public var type: Open<TrainingModuleType>?
    /// Beginner, intermediate or advanced.
    public var level: Open<AgentSkillLevel>?
    /// Adds how far this agent has come with each.
    public var agentID: AgentID?

    enum CodingKeys: Int, CodingKey { case tenantID = 0, type = 1, level = 2, agentID = 3 }
}

/// By type, then from beginner to advanced.
@WireMessage
public struct ModuleList: Codable, Hashable, Sendable {
    public var modules: [ModuleSummary]

    enum CodingKeys: Int, CodingKey { case modules = 0 }
}

/// A module without its content.
@WireMessage
public struct ModuleSummary: Codable, Hashable, Sendable {
    public var moduleID: ModuleID
    public var type: Open<TrainingModuleType>
    public var level: Open<AgentSkillLevel>
    public var title: String
    public var minutes: Int
    public var topics: [String]
    public var objectives: [String]
    public var scenarioCount: Int
    public var questionCount: Int
    public var progress: ModuleProgress?

    enum CodingKeys: Int, CodingKey {
        case moduleID = 0, type = 1, level = 2, title = 3, minutes = 4, topics = 5
        case objectives = 6, scenarioCount = 7, questionCount = 8, progress = 9
    }
}

/// How far an agent has come with a module.
@WireMessage
public struct ModuleProgress: Codable, Hashable, Sendable {
    public var status: Open<ModuleStatus>
    public var startedAt: Instant?
    public var completedAt: Instant?
    /// Assessments handed in.
    public var attempts: Int
    /// 0–100; nil before the first assessment.
    public var bestScore: Double?

    enum CodingKeys: Int, CodingKey {
        case status = 0, startedAt = 1, completedAt = 2, attempts = 3, bestScore = 4
    }
}

/// Names a module, for an agent when their progress is asked for or changed.
@WireMessage
public struct NameModule: Codable, Hashable, Sendable {
    public var tenantID: TenantID
    public var moduleID: ModuleID
    public var agentID: AgentID?

    enum CodingKeys: Int, CodingKey { case tenantID = 0, moduleID = 1, agentID = 2 }
}

/// A module as an agent reads it; the answers come with the assessment's result.
@WireMessage
public struct TrainingModuleContent: Codable, Hashable, Sendable {
    public var summary: ModuleSummary
    public var sections: [ModuleSection]
    public var scenarios: [ScenarioBrief]
    public var questions: [ModuleQuestion]

    enum CodingKeys: Int, CodingKey { case summary = 0, sections = 1, scenarios = 2, questions = 3 }
}

@WireMessage
public struct ModuleSection: Codable, Hashable, Sendable {
    public var heading: String
    /// Paragraphs with an empty line between two; a line that starts with `- ` is an item.
    public var text: String

    enum CodingKeys: Int, CodingKey { case heading = 0, text = 1 }
}

/// A client to practise with, as the agent knows them beforehand.
@WireMessage
public struct ScenarioBrief: Codable, Hashable, Sendable {
    public var scenarioID: String
    public var title: String
    public var client: String
    public var situation: String
    public var goal: String

    enum CodingKeys: Int, CodingKey {
        case scenarioID = 0, title = 1, client = 2, situation = 3, goal = 4
    }
}

@WireMessage
public struct ModuleQuestion: Codable, Hashable, Sendable {
    public var question: String
    public var options: [String]

    enum CodingKeys: Int, CodingKey { case question = 0, options = 1 }
}

@WireMessage
public struct SubmitAssessment: Codable, Hashable, Sendable {
    public var tenantID: TenantID
    public var agentID: AgentID
    public var moduleID: ModuleID
    /// One for each question in order; 1 is the first option.
    public var answers: [Int]

    enum CodingKeys: Int, CodingKey { case tenantID = 0, agentID = 1, moduleID = 2, answers = 3 }
}

/// An assessment marked: every question with its answer and why it is that.
@WireMessage
public struct AssessmentResult: Codable, Hashable, Sendable {
    public var agentID: AgentID
    public var moduleID: ModuleID
    /// 0–100.
    public var score: Double
    public var passingScore: Double
    public var isPassed: Bool
    public var questions: [MarkedQuestion]
    public var progress: ModuleProgress

    enum CodingKeys: Int, CodingKey {
        case agentID = 0, moduleID = 1, score = 2, passingScore = 3, isPassed = 4, questions = 5
        case progress = 6
    }
}

@WireMessage
public struct MarkedQuestion: Codable, Hashable, Sendable {
    public var question: String
    public var given: String
    public var right: String
    public var isRight: Bool
    public var why: String

    enum CodingKeys: Int, CodingKey {
        case question = 0, given = 1, right = 2, isRight = 3, why = 4
    }
}
