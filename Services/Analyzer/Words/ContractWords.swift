import AnalyzerContract
import AnalyzerDomain
import Identifiers
import Wire

// The domain's values in the contract's words.

extension ConversationAnalysis {
    init(_ analysis: Analysis) {
        self.init(
            conversationID: analysis.conversationID, agentID: analysis.agentID,
            messageCount: analysis.messageCount, lastMessageID: analysis.lastMessageID,
            overallQualityScore: analysis.overallQualityScore,
            qualityScores: analysis.qualityScores.map {
                QualityScore(
                    area: Open($0.area), score: $0.score, evidence: $0.evidence.map(Evidence.init),
                    recommendation: $0.recommendation ?? "")
            },
            expertiseScores: analysis.expertiseScores.map {
                ExpertiseScore(
                    area: Open($0.area), score: $0.score, evidence: $0.evidence.map(Evidence.init),
                    recommendation: $0.recommendation ?? "")
            }, questionsAsked: analysis.questionsAsked,
            objectionsIdentified: analysis.objectionsIdentified,
            objectionsResolved: analysis.objectionsResolved,
            nextStepsDefined: analysis.nextStepsDefined,
            appointmentScheduled: analysis.appointmentScheduled, outcome: Open(analysis.outcome),
            offers: analysis.offers.map(Offer.init),
            compliance: analysis.compliance.map(ComplianceFinding.init),
            opportunities: analysis.opportunities.map(CoachingOpportunity.init),
            messages: analysis.messages.map(MessageFindings.init),
            confidence: analysis.confidence, engine: Open(.local),
            engineVersion: analysis.engineVersion, pace: ConversationPace(analysis.pace),
            qualifications: analysis.qualifications.map(QualificationFinding.init),
            nextSteps: analysis.summary.nextSteps.map(NextStepFinding.init),
            appointment: analysis.summary.appointment.map(DueDate.init))
    }
}

extension AnalysisUpdate {
    init(_ change: AnalysisChange, of conversation: ConversationID, storedAt: Instant) {
        self.init(
            conversationID: conversation, messageCount: change.messageCount,
            overallQualityScore: change.overallQualityScore, outcome: Open(change.outcome),
            findings: MessageFindings(change.message),
            newOpportunities: change.newOpportunities.map(CoachingOpportunity.init),
            newCompliance: change.newCompliance.map(ComplianceFinding.init), storedAt: storedAt,
            objectionsIdentified: change.objectionsIdentified,
            objectionsResolved: change.objectionsResolved,
            appointmentScheduled: change.appointmentScheduled)
    }
}

extension MessageAnalyzed {
    init(_ change: AnalysisChange, _ request: ObserveMessage, _ utterance: Utterance) {
        self.init(
            conversationID: request.conversationID, agentID: request.agentID,
            leadID: request.leadID, category: request.category,
            listPrice: request.context?.listPrice, messageID: utterance.id,
            ordinal: change.messageCount, role: Open(utterance.role),
            action: Open(utterance.action), sentAt: utterance.sentAt,
            typingStartedAt: utterance.typingStartedAt, price: utterance.price,
            findings: MessageFindings(change.message),
            overallQualityScore: change.overallQualityScore, outcome: Open(change.outcome),
            objectionsIdentified: change.objectionsIdentified,
            objectionsResolved: change.objectionsResolved, questionsAsked: change.questionsAsked,
            appointmentScheduled: change.appointmentScheduled,
            isComplianceBreach: !change.newCompliance.isEmpty)
    }
}

extension MessageFindings {
    init(_ message: MessageAnalysis) {
        self.init(
            messageID: message.messageID, acts: message.acts.list.map { Open($0) },
            objection: message.objection.map { Open($0) }, prices: message.prices,
            sentiment: message.sentiment, wordCount: message.wordCount,
            strategies: message.strategies)
    }
}

extension Evidence {
    init(_ grounds: Grounds) {
        self.init(messageID: grounds.messageID, reason: grounds.reason, points: grounds.points)
    }
}

extension Offer {
    init(_ offer: PricedOffer) {
        self.init(messageID: offer.messageID, role: Open(offer.role), price: offer.price)
    }
}

extension ComplianceFinding {
    init(_ breach: ComplianceBreach) {
        self.init(
            messageID: breach.messageID, topic: Open(breach.topic), rule: breach.rule,
            phrase: breach.phrase, guidance: breach.guidance)
    }
}

extension CoachingOpportunity {
    init(_ opportunity: Opportunity) {
        self.init(
            key: opportunity.key, priority: Open(opportunity.priority),
            confidence: opportunity.confidence, title: opportunity.title,
            message: opportunity.message, suggestedAction: opportunity.suggestedAction,
            evidence: opportunity.evidence.map(Evidence.init),
            module: opportunity.module.map { Open($0) }, isCompliance: opportunity.isCompliance)
    }
}

extension Conversation {
    init(_ stored: StoredConversation, tenant: TenantID) {
        let hasContext =
            !stored.listingTitle.isEmpty || stored.listPrice != nil || !stored.timeZone.isEmpty
        self.init(
            tenantID: tenant, conversationID: stored.conversationID, agentID: stored.agentID,
            leadID: stored.leadID, category: stored.category, startedAt: stored.startedAt,
            context: hasContext
                ? ConversationContext(
                    listingTitle: stored.listingTitle, listPrice: stored.listPrice,
                    timeZone: stored.timeZone.isEmpty ? nil : stored.timeZone) : nil,
            messages: stored.utterances.map(Message.init))
    }
}

extension Message {
    init(_ utterance: Utterance) {
        self.init(
            messageID: utterance.id, role: Open(utterance.role), action: Open(utterance.action),
            text: utterance.text, sentAt: utterance.sentAt,
            typingStartedAt: utterance.typingStartedAt, price: utterance.price)
    }
}
