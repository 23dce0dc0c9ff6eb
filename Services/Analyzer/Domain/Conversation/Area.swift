import Identifiers

/// A quality or an expertise area, by one number for the score sheet.
enum Area: Hashable, Sendable {
    case quality(ConversationQualityArea)
    case expertise(RealEstateExpertiseArea)

    static let all: [Area] =
        ConversationQualityArea.allCases.map(Area.quality)
        + RealEstateExpertiseArea.allCases.map(Area.expertise)
    static let places: [Area: Int] = Dictionary(
        uniqueKeysWithValues: all.enumerated().map { ($0.element, $0.offset) })

    /// Where a score stands before anything moved it: most areas in the middle, and what is
    /// expected of everyone, such as courtesy, above it.
    var start: Double {
        switch self {
        case .quality(.professionalism): 70
        case .quality(.rapportBuilding), .quality(.informationGathering): 40
        case .quality(.closingTechnique), .quality(.objectionHandling): 45
        case .quality(.communicationEffectiveness), .quality(.responseTime): 50
        case .expertise(.regulatoryKnowledge): 60
        case .expertise(.propertyPresentation), .expertise(.marketKnowledge): 40
        case .expertise(.clientNeedsIdentification), .expertise(.followUpQuality): 40
        case .expertise(.negotiationSkills), .expertise(.pricingStrategy): 50
        }
    }

    /// What a quality area weighs in the overall score: closing and objections decide deals.
    var weight: Double {
        switch self {
        case .quality(.closingTechnique): 2
        case .quality(.objectionHandling): 1.5
        case .quality(.communicationEffectiveness), .quality(.informationGathering): 1
        case .quality(.rapportBuilding), .quality(.professionalism): 0.8
        case .quality(.responseTime): 0.5
        case .expertise: 0
        }
    }
}
