/// How soon an agent should act: critical now, high within 24 h, medium within a week, low ongoing.
public enum CoachingPriority: String, Vocabulary {
    case critical
    case high
    case medium
    case low
}

/// Where a coaching session is in its life.
public enum CoachingSessionStatus: String, Vocabulary {
    case active
    case paused
    case completed
    case cancelled
}

/// How much coaching an agent gets.
public enum CoachingIntensity: String, Vocabulary {
    case lightTouch = "light_touch"
    case moderate
    case intensive
    case critical
}

/// What kind of prompt an agent gets.
public enum AlertType: String, Vocabulary {
    case realTimeSuggestion = "real_time_suggestion"
    case postConversationFeedback = "post_conversation_feedback"
    case trainingRecommendation = "training_recommendation"
    case performanceMilestone = "performance_milestone"
    case skillGapIdentified = "skill_gap_identified"
    case managerEscalation = "manager_escalation"
}

/// What an agent did with a prompt.
public enum AlertResponse: String, Vocabulary {
    case accepted
    case dismissed
    case overridden
}

/// What kind of help an intervention is.
public enum CoachingInterventionType: String, Vocabulary {
    case realTimeGuidance = "real_time_guidance"
    case postCallReview = "post_call_review"
    case skillDevelopment = "skill_development"
    case performanceCorrection = "performance_correction"
    case bestPracticeSharing = "best_practice_sharing"
    case advancedTechnique = "advanced_technique"
    case motivationBoost = "motivation_boost"
}

/// When an intervention reaches the agent.
public enum InterventionTiming: String, Vocabulary {
    case immediate
    case endOfCall = "end_of_call"
    case nextSession = "next_session"
}

/// The way by which a notification reaches a person.
public enum NotificationChannel: String, Vocabulary {
    case agentAlert = "agent_alert"
    case inAppMessage = "in_app_message"
    case email
    case sms
    case pushNotification = "push_notification"
    case ghlWorkflow = "ghl_workflow"
    case ghlTask = "ghl_task"
}

/// How far a notification has come.
public enum DeliveryStatus: String, Vocabulary {
    case pending
    case queued
    case sending
    case delivered
    case failed
    case bounced
    case opened
    case clicked
    case responded
}

/// What a training module teaches.
public enum TrainingModuleType: String, Vocabulary {
    case leadQualification = "lead_qualification"
    case propertyPresentation = "property_presentation"
    case objectionHandling = "objection_handling"
    case closingTechniques = "closing_techniques"
    case marketExpertise = "market_expertise"
    case communicationSkills = "communication_skills"
    case rapportBuilding = "rapport_building"
    case followUpStrategies = "follow_up_strategies"
    case negotiation
    case timeManagement = "time_management"
}

extension CoachingPriority: Comparable {
    /// Less pressing is smaller: `.low < .critical`.
    public static func < (left: CoachingPriority, right: CoachingPriority) -> Bool {
        left.number > right.number
    }
}
