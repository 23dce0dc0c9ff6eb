/// What a message does in the conversation: its dialogue acts. A message may do several.
public enum MessageAct: String, Vocabulary {
    case greeting
    case smallTalk = "small_talk"
    case openQuestion = "open_question"
    case closedQuestion = "closed_question"
    case reflection
    case empathy
    case objection
    case objectionResponse = "objection_response"
    case offer
    case concession
    case acceptance
    case rejection
    case commitment
    case nextStep = "next_step"
    case appointmentRequest = "appointment_request"
    case appointmentSet = "appointment_set"
    case feature
    case benefit
    case marketEvidence = "market_evidence"
    case budgetQuestion = "budget_question"
    case authorityQuestion = "authority_question"
    case needQuestion = "need_question"
    case timelineQuestion = "timeline_question"
    case trialClose = "trial_close"
    case urgency
    case thanks
    case apology
    case unprofessional
    case farewell
    case information
}

/// What a client objects to.
public enum ObjectionKind: String, Vocabulary {
    case price, timing, trust, authority, need, competition, property
}

/// What a critical compliance rule guards. The rules themselves are versioned data.
public enum ComplianceTopic: String, Vocabulary {
    case fairHousing = "fair_housing"
    case freeServices = "free_services"
    case tourBeforeAgreement = "tour_before_agreement"
    case revokedConsent = "revoked_consent"
    case recordingConsent = "recording_consent"

    /// Which of two breaches is spoken of first; larger is graver.
    ///
    /// What wrongs a person comes before what wrongs a rule of the trade: discrimination, messages
    /// that were forbidden and recordings that nobody agreed to, then tours and fees.
    public var gravity: Int {
        switch self {
        case .fairHousing: 5
        case .revokedConsent: 4
        case .recordingConsent: 3
        case .tourBeforeAgreement: 2
        case .freeServices: 1
        }
    }
}

/// What produced an analysis.
public enum AnalysisEngine: String, Vocabulary {
    case local, claude
}

/// What a first talk finds out; each is asked by the agent and answered by the client.
public enum QualificationItem: String, Vocabulary {
    case motivation, side, budget, authority, need, timeline, location, financing, ownership
    case agreement, appointment
}
