/// What an agent is measured by.
public enum PerformanceMetricType: String, Vocabulary {
    case conversionRate = "conversion_rate"
    case averageQualityScore = "average_quality_score"
    case objectionResolutionRate = "objection_resolution_rate"
    case appointmentRate = "appointment_rate"
    case responseTime = "response_time"
    case expertiseLevel = "expertise_level"
    case trainingCompletionRate = "training_completion_rate"
    case coachingAdherence = "coaching_adherence"
}

/// How far an agent has come in their career.
public enum AgentSkillLevel: String, Vocabulary {
    case novice
    case beginner
    case intermediate
    case advanced
    case expert
    case master
}

/// Where an agent is heading.
public enum PerformanceTrend: String, Vocabulary {
    case rapidlyImproving = "rapidly_improving"
    case improving
    case stable
    case declining
    case rapidlyDeclining = "rapidly_declining"
    case volatile
}

/// What an achievement honours.
public enum AchievementCategory: String, Vocabulary {
    case conversionMastery = "conversion_mastery"
    case communicationExcellence = "communication_excellence"
    case speedEfficiency = "speed_efficiency"
    case learningDedication = "learning_dedication"
    case objectionHandling = "objection_handling"
    case relationshipBuilding = "relationship_building"
    case marketKnowledge = "market_knowledge"
    case technologyAdoption = "technology_adoption"
}
