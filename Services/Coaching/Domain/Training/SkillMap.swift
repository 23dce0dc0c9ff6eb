import Identifiers

extension TrainingModuleType {
    /// What trains an area of quality or expertise; nil for an area that nobody knows.
    package static func training(_ area: String) -> TrainingModuleType? {
        if let quality = ConversationQualityArea(rawValue: area) { return training(quality) }
        return RealEstateExpertiseArea(rawValue: area).map(training)
    }

    private static func training(_ area: ConversationQualityArea) -> TrainingModuleType {
        switch area {
        case .communicationEffectiveness, .professionalism: .communicationSkills
        case .rapportBuilding: .rapportBuilding
        case .informationGathering: .leadQualification
        case .objectionHandling: .objectionHandling
        case .closingTechnique: .closingTechniques
        case .responseTime: .timeManagement
        }
    }

    private static func training(_ area: RealEstateExpertiseArea) -> TrainingModuleType {
        switch area {
        case .marketKnowledge, .pricingStrategy, .regulatoryKnowledge: .marketExpertise
        case .propertyPresentation: .propertyPresentation
        case .negotiationSkills: .negotiation
        case .clientNeedsIdentification: .leadQualification
        case .followUpQuality: .followUpStrategies
        }
    }

    /// The areas that a module of this type trains.
    package var areas: [String] {
        (ConversationQualityArea.allCases.map(\.rawValue)
            + RealEstateExpertiseArea.allCases.map(\.rawValue))
            .filter { Self.training($0) == self }
    }
}
