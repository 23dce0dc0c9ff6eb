/// What a conversation is judged by, whatever it is about.
public enum ConversationQualityArea: String, Vocabulary {
    case communicationEffectiveness = "communication_effectiveness"
    case rapportBuilding = "rapport_building"
    case informationGathering = "information_gathering"
    case objectionHandling = "objection_handling"
    case closingTechnique = "closing_technique"
    case professionalism
    case responseTime = "response_time"
}

/// What an agent must know to sell property.
public enum RealEstateExpertiseArea: String, Vocabulary {
    case marketKnowledge = "market_knowledge"
    case propertyPresentation = "property_presentation"
    case negotiationSkills = "negotiation_skills"
    case clientNeedsIdentification = "client_needs_identification"
    case followUpQuality = "follow_up_quality"
    case regulatoryKnowledge = "regulatory_knowledge"
    case pricingStrategy = "pricing_strategy"
}

/// How well one analysis shows an agent at work.
public enum SkillLevel: String, Vocabulary {
    case expert
    case proficient
    case developing
    case needsImprovement = "needs_improvement"
}

/// How a conversation stands or ended.
public enum ConversationOutcome: String, Vocabulary {
    case appointmentScheduled = "appointment_scheduled"
    case leadAdvanced = "lead_advanced"
    case informationGathered = "information_gathered"
    case objectionResolved = "objection_resolved"
    case followUpNeeded = "follow_up_needed"
    case leadLost = "lead_lost"
    case inProgress = "in_progress"
}

/// Who wrote a message.
public enum MessageRole: String, Vocabulary {
    case agent
    case client
}

/// What a message does besides its words.
public enum MessageAction: String, Vocabulary {
    case message
    case offer
    case accept
    case reject
    case quit
}

extension SkillLevel {
    /// The level that a score of 0–100 shows: expert from 90, proficient from 70, developing from 50.
    public init(score: Double) {
        switch score {
        case 90...: self = .expert
        case 70...: self = .proficient
        case 50...: self = .developing
        default: self = .needsImprovement
        }
    }
}
