import Identifiers

/// What a coach speaks to, in a trainer's words.
enum OpportunityKind: String, CaseIterable, Sendable {
    case unansweredObjection = "objection.unanswered"
    case priceWithoutEvidence = "objection.price_without_evidence"
    case defensiveAnswer = "objection.defensive"
    case missedAppointment = "appointment.missed_cue"
    case noDiscovery = "discovery.no_question"
    case noBudget = "discovery.no_budget"
    case noTimeline = "discovery.no_timeline"
    case monologue = "pace.monologue"
    case slowReply = "pace.slow_reply"
    case leftQuestion = "pace.open_question_from_client"
    case unprofessional = "manner.unprofessional"
    case earlyConcession = "negotiation.early_concession"
    case largeConcession = "negotiation.large_concession"
    case featuresWithoutBenefit = "presentation.features_without_benefit"
    case noNextStep = "closing.no_next_step"
    case readyToClose = "closing.client_is_ready"

    var template: Template {
        switch self {
        case .unansweredObjection, .priceWithoutEvidence, .defensiveAnswer: objection
        case .missedAppointment, .noNextStep, .readyToClose: closing
        case .noDiscovery, .noBudget, .noTimeline: discovery
        case .monologue, .slowReply, .leftQuestion, .unprofessional: manner
        case .earlyConcession, .largeConcession, .featuresWithoutBenefit: selling
        }
    }

    struct Template: Sendable {
        let priority: CoachingPriority
        let confidence: Double
        let title: String
        let message: String
        let action: String
        let module: TrainingModuleType
    }

    private var objection: Template {
        switch self {
        case .unansweredObjection:
            Template(
                priority: .high, confidence: 0.75, title: "Answer the objection first",
                message: "The client raised a concern and your reply went past it.",
                action:
                    """
                    Name the concern, say you understand, then answer it: “I hear you on that. \
                    Here is what others found …”
                    """,
                module: .objectionHandling)
        case .priceWithoutEvidence:
            Template(
                priority: .high, confidence: 0.8, title: "Back the price with figures",
                message: "You answered a price concern without market data or value.",
                action: "Quote two recent comparables, then ask how they change the picture.",
                module: .marketExpertise)
        default:
            Template(
                priority: .critical, confidence: 0.8, title: "Step back from defending",
                message: "Your reply sounds defensive, and the client will hear it.",
                action: "Agree with the feeling, ask one question, and only then explain.",
                module: .objectionHandling)
        }
    }

    private var closing: Template {
        switch self {
        case .missedAppointment:
            Template(
                priority: .high, confidence: 0.8, title: "The client wants to see it",
                message: "The client asked for a visit or a meeting and has no time yet.",
                action: "Offer two times now: “Would Thursday at 5 or Saturday at 10 suit you?”",
                module: .closingTechniques)
        case .noNextStep:
            Template(
                priority: .high, confidence: 0.75, title: "Agree on the next step",
                message: "The client is about to leave and nothing is agreed.",
                action: "Before goodbye, settle one thing: who calls whom, about what, and when.",
                module: .followUpStrategies)
        default:
            Template(
                priority: .medium, confidence: 0.65, title: "Ask for the decision",
                message: "The client sounds ready and you have not asked.",
                action: "Use a trial close: “If we settle that, shall we write it up today?”",
                module: .closingTechniques)
        }
    }

    private var discovery: Template {
        switch self {
        case .noDiscovery:
            Template(
                priority: .medium, confidence: 0.8, title: "Ask before you tell",
                message: "Four messages in, you have not asked a question.",
                action: "Ask an open one: “What matters most to you in your next home?”",
                module: .leadQualification)
        case .noBudget:
            Template(
                priority: .medium, confidence: 0.6, title: "Find out the budget",
                message: "Price is on the table and you do not know the client's range.",
                action: "Ask: “What range are you comfortable with?”", module: .leadQualification)
        default:
            Template(
                priority: .low, confidence: 0.55, title: "Find out the time frame",
                message: "You do not know yet when the client wants to move.",
                action: "Ask: “When would you like to be settled in?”", module: .leadQualification)
        }
    }

    private var manner: Template {
        switch self {
        case .monologue:
            Template(
                priority: .medium, confidence: 0.7, title: "Pause and ask",
                message: "You have been talking for a while without a turn for the client.",
                action: "Stop at one point and ask what the client thinks of it.",
                module: .communicationSkills)
        case .slowReply:
            Template(
                priority: .medium, confidence: 0.7, title: "Answer sooner",
                message: "The client waited more than five minutes for your reply.",
                action: "Send a short line at once, even if the full answer comes later.",
                module: .timeManagement)
        case .leftQuestion:
            Template(
                priority: .medium, confidence: 0.6, title: "Answer the client's question",
                message: "The client asked something and your reply did not answer it.",
                action: "Go back to the question, answer it in one sentence, then move on.",
                module: .communicationSkills)
        default:
            Template(
                priority: .critical, confidence: 0.85, title: "Keep it professional",
                message: "A phrase in your message can end the relationship.",
                action: "Apologise briefly and return to what the client wants to achieve.",
                module: .communicationSkills)
        }
    }

    private var selling: Template {
        switch self {
        case .earlyConcession:
            Template(
                priority: .high, confidence: 0.75, title: "Do not give before you get",
                message: "You moved on price before the client moved or gave anything back.",
                action:
                    "Ask for something in return: a date, cash, a longer lease, a faster close.",
                module: .negotiation)
        case .largeConcession:
            Template(
                priority: .medium, confidence: 0.7, title: "Make smaller steps",
                message: "You came down by more than a tenth of the price in one step.",
                action: "Halve the next step, and give a reason with it.", module: .negotiation)
        default:
            Template(
                priority: .low, confidence: 0.6, title: "Turn features into benefits",
                message: "You listed features without saying what they do for the client.",
                action: "Add “which means you …” to the feature that the client cares about.",
                module: .propertyPresentation)
        }
    }
}

extension Opportunity {
    init(_ kind: OpportunityKind, key: String? = nil, evidence: [Grounds]) {
        let template = kind.template
        self.init(
            key: key ?? kind.rawValue, priority: template.priority,
            confidence: template.confidence, title: template.title, message: template.message,
            suggestedAction: template.action, evidence: evidence, module: template.module,
            breached: nil)
    }

    /// The most pressing first: by priority, then by confidence, then by the gravity of a breach.
    package static func isMorePressing(_ left: Opportunity, _ right: Opportunity) -> Bool {
        (left.priority.number, -left.confidence, -left.gravity, left.key)
            < (right.priority.number, -right.confidence, -right.gravity, right.key)
    }
}
