import Identifiers

/// Something that can be learned.
package struct LearningModule: Hashable, Sendable {
    package enum Stage: String, CaseIterable, Sendable { case beginner, intermediate, advanced }

    package let id: String
    package let type: TrainingModuleType
    package let stage: Stage
    package let minutes: Int

    package init(id: String, type: TrainingModuleType, stage: Stage, minutes: Int) {
        self.id = id
        self.type = type
        self.stage = stage
        self.minutes = minutes
    }

    /// The areas of quality and expertise that it works on, by their names.
    var areas: [String] {
        switch type {
        case .leadQualification: ["information_gathering", "client_needs_identification"]
        case .propertyPresentation: ["property_presentation"]
        case .objectionHandling: ["objection_handling"]
        case .closingTechniques: ["closing_technique"]
        case .marketExpertise: ["market_knowledge", "pricing_strategy", "regulatory_knowledge"]
        case .communicationSkills: ["communication_effectiveness", "professionalism"]
        case .rapportBuilding: ["rapport_building"]
        case .followUpStrategies: ["follow_up_quality"]
        case .negotiation: ["negotiation_skills"]
        case .timeManagement: ["response_time"]
        }
    }

    /// The score from which an area no longer needs this stage.
    var goal: Double {
        switch stage {
        case .beginner: 50
        case .intermediate: 70
        case .advanced: 90
        }
    }
}

/// How a module went.
package struct LearningResult: Hashable, Sendable {
    package let moduleID: String
    package let completedAt: Instant
    /// 0–1 of its assessment.
    package let score: Double

    package init(moduleID: String, completedAt: Instant, score: Double) {
        self.moduleID = moduleID
        self.completedAt = completedAt
        self.score = score
    }

    /// From here on a module counts as learned: where the library's assessments pass.
    static let passMark = 0.8

    var isPassed: Bool { score >= Self.passMark }
}
