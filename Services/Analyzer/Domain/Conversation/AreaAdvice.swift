import Identifiers

/// What to do about an area, in a trainer's words.
package protocol AdvisedArea {
    var advice: String { get }
}

extension AreaScore where Area: AdvisedArea {
    /// From here on there is nothing to mend.
    private static var goodScore: Double { 80 }

    /// Nil for an area without evidence, or one that shows no weakness.
    package var recommendation: String? {
        guard let score, score < Self.goodScore || evidence.contains(where: { $0.points < 0 })
        else {
            return nil
        }
        return area.advice
    }
}

extension ConversationQualityArea: AdvisedArea {
    package var advice: String {
        switch self {
        case .communicationEffectiveness:
            "Say one thing at a time, in a few plain sentences, and check that it arrived."
        case .rapportBuilding:
            "Name what the client feels before you answer, and use their own words."
        case .informationGathering:
            "Ask an open question about needs, and one each about budget, deciders and time."
        case .objectionHandling:
            "Hear the objection out, say that you understand, then answer it with a fact."
        case .closingTechnique:
            "Before the end, settle one next step: who does what, and when."
        case .professionalism:
            "Keep to courteous words, above all when the client does not."
        case .responseTime:
            "Answer within a minute, if only to say when the full answer comes."
        }
    }
}

extension RealEstateExpertiseArea: AdvisedArea {
    package var advice: String {
        switch self {
        case .marketKnowledge:
            "Bring two recent sales nearby, with price and days on the market."
        case .propertyPresentation:
            "Say for each feature what it does for this client."
        case .negotiationSkills:
            "Ask for something in return for each concession, and make each smaller."
        case .clientNeedsIdentification:
            "Find out what the client must have, why now, and who decides."
        case .followUpQuality:
            "Promise one thing with a day and an hour, and keep it."
        case .regulatoryKnowledge:
            "Describe the home, never who should live there; agreement before the tour."
        case .pricingStrategy:
            "Give the reason together with the price, and let the client react first."
        }
    }
}
