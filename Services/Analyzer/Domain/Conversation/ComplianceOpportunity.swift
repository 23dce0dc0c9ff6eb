import Identifiers

extension Opportunity {
    /// A compliance breach: critical whatever the score.
    init(_ breach: ComplianceBreach) {
        self.init(
            key: "compliance.\(breach.rule)", priority: .critical, confidence: 0.95,
            title: breach.topic.title, message: breach.words, suggestedAction: breach.guidance,
            evidence: breach.evidence, module: breach.topic.module, breached: breach.topic)
    }
}

extension ComplianceBreach {
    /// What happened, told to the agent: only words that somebody said stand in quotation marks.
    fileprivate var words: String {
        switch trigger {
        case .words, .waiver, .question:
            "You said “\(phrase)”."
        case .recording:
            "You said “\(phrase)”, and the client has not agreed to be recorded."
        case .revocation:
            "The client wrote “\(phrase)”, and you wrote on."
        case .tour:
            "You offered a tour, and nobody has spoken of the written agreement: “\(phrase)”"
        }
    }

    /// The agent's message, and the client's before it where theirs made it a breach.
    fileprivate var evidence: [Grounds] {
        let broken = Grounds(messageID: messageID, reason: "Rule \(rule)", points: 0)
        guard phraseMessageID != messageID else { return [broken] }
        return [
            Grounds(
                messageID: phraseMessageID, reason: "The client wrote “\(phrase)”", points: 0),
            broken,
        ]
    }
}

extension ComplianceTopic {
    fileprivate var title: String {
        switch self {
        case .fairHousing: "Fair housing: stop and rephrase"
        case .freeServices: "Do not call the service free"
        case .tourBeforeAgreement: "Agreement before the tour"
        case .revokedConsent: "The client asked you to stop"
        case .recordingConsent: "Ask before recording"
        }
    }

    fileprivate var module: TrainingModuleType {
        switch self {
        case .fairHousing, .recordingConsent: .communicationSkills
        case .freeServices, .tourBeforeAgreement: .leadQualification
        case .revokedConsent: .followUpStrategies
        }
    }
}
