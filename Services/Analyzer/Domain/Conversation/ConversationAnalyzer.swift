import Identifiers

/// Follows one conversation between an agent and a client, message by message.
///
/// Each message costs its own length, however long the conversation is; the same messages in the
/// same order always give the same analysis.
package struct ConversationAnalyzer: Sendable {
    /// Which engine and which rules made an analysis.
    package static let engineVersion = "local-1.4/rules-\(ComplianceRules.version)"

    package let conversationID: ConversationID
    package let agentID: AgentID
    private let rules: RuleBook
    private let acts: ActFinder
    private var sheet = ScoreSheet()
    private var talk = TalkTracker()
    private var discovery = DiscoveryTracker()
    private var bargain: BargainTracker
    private var objections = ObjectionTracker()
    private var appointments = AppointmentTracker()
    private var closing = ClosingTracker()
    private var compliance = ComplianceWatch()
    private var qualification = QualificationTracker()
    private var steps = NextStepTracker()
    private var notes = NoteTracker()
    private let zone: LocalZone
    private var messages: [MessageAnalysis] = []
    private var opportunities: [Opportunity] = []
    private var before: (role: MessageRole, words: Turn.Before)?
    private var otherBefore: Turn.Before?
    /// What each side said last, cut to what the models read of it.
    private var lastSaid: [MessageRole: String] = [:]
    private var agentMessageCount = 0

    /// Before the first message; `listPrice` is the asking price in major units, and `zone` where
    /// people are who say `tomorrow`.
    package init(
        conversationID: ConversationID, agentID: AgentID, listPrice: Double? = nil,
        zone: LocalZone = .utc, rules: RuleBook = .current, acts: ActFinder = .shipped
    ) {
        self.conversationID = conversationID
        self.agentID = agentID
        self.rules = rules
        self.acts = acts
        self.zone = zone
        bargain = BargainTracker(listPrice: listPrice)
    }

    /// How many messages were observed.
    package var messageCount: Int { messages.count }

    /// Takes the next message and says what it changed.
    package mutating func observe(_ utterance: Utterance) -> AnalysisChange {
        var turn = begin(utterance)
        bargain.observe(&turn)
        appointments.observe(&turn)
        talk.observe(&turn)
        discovery.observe(&turn)
        objections.observe(&turn)
        if utterance.action == .accept { objections.agreed(&turn) }
        closing.observe(
            &turn, isScheduled: appointments.isScheduled, isAgreed: bargain.isAgreed)
        compliance.observe(&turn, rules: rules.compliance)
        qualification.observe(turn)
        steps.observe(turn, meeting: appointments.agreed, in: zone)
        notes.observe(turn)
        return finish(turn, strategies: strategies(of: utterance))
    }

    // MARK: - One message

    private mutating func begin(_ utterance: Utterance) -> Turn {
        if utterance.role == .agent { agentMessageCount += 1 }
        if let before, before.role != utterance.role { otherBefore = before.words }
        var reading = MessageReader(rules: rules).read(
            utterance.text, by: utterance.role, reference: bargain.reference)
        switch utterance.action {
        case .message: acts.complete(&reading, of: utterance.text, by: utterance.role)
        // What stands on a button is its label.
        case .offer, .accept, .reject, .quit: reading.sentiment = nil
        }
        return Turn(
            id: utterance.id, role: utterance.role, action: utterance.action,
            sentAt: utterance.sentAt, typingStartedAt: utterance.typingStartedAt,
            buttonPrice: utterance.price, reading: reading,
            before: before?.role == utterance.role ? nil : otherBefore,
            agentMessageCount: agentMessageCount)
    }

    private mutating func strategies(of utterance: Utterance) -> [String] {
        let other: MessageRole = utterance.role == .agent ? .client : .agent
        defer {
            lastSaid[utterance.role] = String(
                decoding: utterance.text.utf8.prefix(StrategyFinder.beforeByteCountMax),
                as: UTF8.self)
        }
        return StrategyFinder.shipped.strategies(
            in: utterance, before: lastSaid[other] ?? "", place: messages.count)
    }

    private mutating func finish(_ turn: Turn, strategies: [String]) -> AnalysisChange {
        for move in turn.moves { sheet.record(move, in: turn.id) }
        var raised = turn.raised
        if let delay = talk.answerDelay(turn) {
            sheet.recordResponse(score: TalkTracker.score(ofDelay: delay), in: turn.id)
            if delay > TalkTracker.slowReply { raised.append(.slowReply) }
        }
        var message = analysis(of: turn)
        message.strategies = strategies
        messages.append(message)
        before = (turn.role, words(of: turn))
        return AnalysisChange(
            messageCount: messages.count, message: message,
            newOpportunities: raise(raised, turn.breaches, in: turn.id),
            newCompliance: turn.breaches, overallQualityScore: sheet.overallQuality,
            outcome: outcome, questionsAsked: discovery.questionsAsked,
            objectionsIdentified: objections.identified, objectionsResolved: objections.resolved,
            appointmentScheduled: appointments.isScheduled)
    }

    private func analysis(of turn: Turn) -> MessageAnalysis {
        MessageAnalysis(
            messageID: turn.id, role: turn.role, acts: turn.acts,
            objection: turn.acts.contains(.objection) ? turn.reading.objection : nil,
            prices: turn.reading.prices, sentiment: turn.reading.sentiment,
            wordCount: turn.reading.wordCount)
    }

    private func words(of turn: Turn) -> Turn.Before {
        Turn.Before(
            isQuestion: turn.reading.questions > 0,
            isOpenQuestion: turn.reading.openQuestions > 0, acts: turn.acts,
            wordCount: turn.reading.wordCount, namedFeature: turn.has(.feature),
            asksDecision: turn.has(.decisionAsk) && turn.reading.questions > 0)
    }

    /// Raises what was not raised before, most pressing first.
    private mutating func raise(
        _ kinds: [OpportunityKind], _ breaches: [ComplianceBreach], in message: MessageID
    ) -> [Opportunity] {
        let found =
            breaches.map { Opportunity($0) }
            + kinds.map { kind in
                let title = kind.template.title
                return Opportunity(
                    kind, evidence: [Grounds(messageID: message, reason: title, points: 0)])
            }
        var new: [Opportunity] = []
        for opportunity in found
        where !(opportunities + new).contains(where: { $0.key == opportunity.key }) {
            new.append(opportunity)
        }
        opportunities += new
        return new.sorted(by: Opportunity.isMorePressing)
    }

    private var outcome: ConversationOutcome {
        if closing.verdict == .lost { return .leadLost }
        if appointments.isScheduled { return .appointmentScheduled }
        if closing.verdict == .advanced { return .leadAdvanced }
        if closing.isPutOff || closing.hasNextStep { return .followUpNeeded }
        if objections.resolved > 0, !objections.hasOpen { return .objectionResolved }
        return discovery.hasGathered ? .informationGathered : .inProgress
    }
}

extension ConversationAnalyzer {
    /// The whole analysis after the messages observed so far.
    ///
    /// Takes time in proportion to the messages: it copies what is known of each.
    package var analysis: Analysis {
        Analysis(
            conversationID: conversationID, agentID: agentID,
            lastMessageID: messages.last?.messageID, overallQualityScore: sheet.overallQuality,
            qualityScores: ConversationQualityArea.allCases.map { area in
                AreaScore(
                    area: area, score: sheet.score(.quality(area)),
                    evidence: sheet.evidence(.quality(area)))
            },
            expertiseScores: RealEstateExpertiseArea.allCases.map { area in
                AreaScore(
                    area: area, score: sheet.score(.expertise(area)),
                    evidence: sheet.evidence(.expertise(area)))
            },
            questionsAsked: discovery.questionsAsked,
            objectionsIdentified: objections.identified, objectionsResolved: objections.resolved,
            nextStepsDefined: closing.hasNextStep || appointments.isScheduled,
            appointmentScheduled: appointments.isScheduled, outcome: outcome,
            offers: bargain.offers, compliance: compliance.breaches,
            opportunities: opportunities.sorted(by: Opportunity.isMorePressing),
            messages: messages, pace: talk.pace,
            confidence: sheet.confidence(messageCount: messages.count),
            engineVersion: Self.engineVersion, qualifications: qualification.items,
            summary: summary)
    }

    /// What a CRM note says of the messages observed so far.
    package var summary: TalkSummary {
        TalkSummary(
            clientName: notes.clientName, wants: notes.wants, budget: notes.first[.budgetAnswer],
            timeline: notes.first[.timelineAnswer], decider: notes.first[.authorityAnswer],
            financing: notes.first[.financingAnswer], objections: objections.raised,
            offers: [MessageRole.client, .agent].compactMap { role in
                bargain.offers.last { $0.role == role }
            }, nextSteps: steps.steps, appointment: appointments.agreed?.time.due(in: zone),
            outcome: outcome)
    }
}
