import Identifiers

/// How a conversation stands, with the evidence for every number.
package struct Analysis: Hashable, Sendable {
    package var conversationID: ConversationID
    package var agentID: AgentID
    package var lastMessageID: MessageID?
    /// 0–100.
    package var overallQualityScore: Double
    package var qualityScores: [AreaScore<ConversationQualityArea>]
    package var expertiseScores: [AreaScore<RealEstateExpertiseArea>]
    package var questionsAsked: Int
    package var objectionsIdentified: Int
    package var objectionsResolved: Int
    package var nextStepsDefined: Bool
    package var appointmentScheduled: Bool
    package var outcome: ConversationOutcome
    package var offers: [PricedOffer]
    package var compliance: [ComplianceBreach]
    /// Most pressing first.
    package var opportunities: [Opportunity]
    package var messages: [MessageAnalysis]
    package var pace: Pace
    /// 0–1: how much the numbers rest on.
    package var confidence: Double
    package var engineVersion: String
    /// What a first talk finds out, in the order of the vocabulary.
    package var qualifications: [Qualification]
    package var summary: TalkSummary

    package var messageCount: Int { messages.count }
}

/// What one more message changed.
package struct AnalysisChange: Hashable, Sendable {
    package var messageCount: Int
    package var message: MessageAnalysis
    package var newOpportunities: [Opportunity]
    package var newCompliance: [ComplianceBreach]
    /// 0–100, after this message.
    package var overallQualityScore: Double
    package var outcome: ConversationOutcome
    package var questionsAsked: Int
    package var objectionsIdentified: Int
    package var objectionsResolved: Int
    package var appointmentScheduled: Bool
}

/// One area's score; `score` is nil where the conversation shows nothing of the area.
package struct AreaScore<Area: Hashable & Sendable>: Hashable, Sendable {
    package var area: Area
    /// 0–100.
    package var score: Double?
    package var evidence: [Grounds]
}

/// Which message moved a score, and why.
package struct Grounds: Hashable, Sendable {
    package var messageID: MessageID
    package var reason: String
    /// Points by which it moved the score; negative lowered it.
    package var points: Double
}

/// What one message does.
package struct MessageAnalysis: Hashable, Sendable {
    package var messageID: MessageID
    package var role: MessageRole
    package var acts: ActSet
    package var objection: ObjectionKind?
    /// In major units.
    package var prices: [Double]
    /// −1 to 1; nil when the words do not show it.
    package var sentiment: Double?
    package var wordCount: Int
    /// Persuasion and negotiation strategies, by name.
    package var strategies: [String] = []
}

/// A price that somebody put on the table, in major units.
package struct PricedOffer: Hashable, Sendable {
    package var messageID: MessageID
    package var role: MessageRole
    package var price: Double
}

/// A phrase that a compliance rule names.
package struct ComplianceBreach: Hashable, Sendable {
    package var messageID: MessageID
    package var topic: ComplianceTopic
    package var rule: String
    /// What turned the words into a finding.
    package var trigger: ComplianceRule.Trigger
    /// The words of whoever said them: the client's, where they revoked their consent.
    package var phrase: String
    /// The message that they stand in.
    package var phraseMessageID: MessageID
    package var guidance: String
}

/// Something that a coach would speak to now.
package struct Opportunity: Hashable, Sendable {
    /// Stable within a conversation: the same opportunity has the same key.
    package var key: String
    package var priority: CoachingPriority
    /// 0–1.
    package var confidence: Double
    package var title: String
    package var message: String
    package var suggestedAction: String
    package var evidence: [Grounds]
    package var module: TrainingModuleType?
    /// What a breach is about; nil for everything else.
    package var breached: ComplianceTopic?

    package var isCompliance: Bool { breached != nil }
    var gravity: Int { breached?.gravity ?? 0 }
}

/// Who talks how much and how soon.
package struct Pace: Hashable, Sendable {
    package var agentWords = 0
    package var clientWords = 0
    /// The agent's answers whose delay is known, and the sum of their delays.
    package var responseCount = 0
    package var responseTotal: Duration = .zero
    package var slowestResponse: Duration = .zero
    /// Agent messages, or runs of them, too long to listen to.
    package var monologueCount = 0
    /// The most words that the agent said in one go.
    package var longestRunWords = 0
    /// Messages that one side began before the other had finished, by who began too soon.
    package var agentInterruptions = 0
    package var clientInterruptions = 0
    /// Pauses in which nobody spoke for `TalkTracker.deadAir` or longer, and their sum.
    package var silenceCount = 0
    package var silenceTotal: Duration = .zero
    /// The agent's words whose beginning and end are known, and how long they took.
    package var timedAgentWords = 0
    package var agentSpeakingTime: Duration = .zero

    /// The agent's share of the words, 0–1; nil before anyone spoke.
    package var talkRatio: Double? {
        let all = agentWords + clientWords
        return all == 0 ? nil : Double(agentWords) / Double(all)
    }

    /// The agent's words a minute; nil where no beginning is known or it was a moment only.
    package var agentWordsPerMinute: Double? {
        let seconds = agentSpeakingTime.seconds
        return seconds < 5 ? nil : Double(timedAgentWords) * 60 / seconds
    }

    package var meanResponse: Duration? {
        responseCount == 0 ? nil : responseTotal / responseCount
    }
}
