/// Why a manager is told of an agent.
public enum EscalationCause: String, Vocabulary {
    case complianceBreach = "compliance_breach"
    case criticalIntensity = "critical_intensity"
    case repeatedCriticalAlerts = "repeated_critical_alerts"
    case sharpDecline = "sharp_decline"
}

/// What has become of an escalation.
public enum EscalationStatus: String, Vocabulary {
    case open, acknowledged, resolved
}

/// Whether a recommended intervention was followed by a change that can be told from chance.
public enum InterventionVerdict: String, Vocabulary {
    case worked
    case noDifference = "no_difference"
    case worse
    case tooEarly = "too_early"
}
