import Identifiers
import Wire

/// How a conversation stands, with the evidence for every number.
@WireMessage
public struct ConversationAnalysis: Codable, Hashable, Sendable {
    public var conversationID: ConversationID
    public var agentID: AgentID
    public var messageCount: Int
    /// The newest message that is counted in.
    public var lastMessageID: MessageID?
    /// 0–100.
    public var overallQualityScore: Double
    public var qualityScores: [QualityScore]
    public var expertiseScores: [ExpertiseScore]
    public var questionsAsked: Int
    public var objectionsIdentified: Int
    public var objectionsResolved: Int
    public var nextStepsDefined: Bool
    public var appointmentScheduled: Bool
    public var outcome: Open<ConversationOutcome>
    public var offers: [Offer]
    public var compliance: [ComplianceFinding]
    public var opportunities: [CoachingOpportunity]
    public var messages: [MessageFindings]
    /// 0–1: how much the numbers rest on.
    public var confidence: Double
    public var engine: Open<AnalysisEngine>
    /// Which rules and models made it.
    public var engineVersion: String
    /// What the tenant's trackers found.
    public var trackers: [TrackerFinding] = []
    /// How the conversation meets the tenant's rubrics.
    public var rubrics: [RubricScore] = []
    public var pace: ConversationPace?
    /// What a first talk finds out, in the order of the vocabulary.
    public var qualifications: [QualificationFinding] = []
    public var nextSteps: [NextStepFinding] = []
    /// The meeting that both agreed on.
    public var appointment: DueDate?

    enum CodingKeys: Int, CodingKey {
        case conversationID = 0, agentID = 1, messageCount = 2, lastMessageID = 3
        case overallQualityScore = 4, qualityScores = 5, expertiseScores = 6, questionsAsked = 7
        case objectionsIdentified = 8, objectionsResolved = 9, nextStepsDefined = 10
        case appointmentScheduled = 11, outcome = 12, offers = 13, compliance = 14
        case opportunities = 15, messages = 16, confidence = 17, engine = 18, engineVersion = 19
        case trackers = 20, rubrics = 21, pace = 22, qualifications = 23, nextSteps = 24
        case appointment = 25
    }
}

/// What one more message changed.
@WireMessage
public struct AnalysisUpdate: Codable, Hashable, Sendable {
    public var conversationID: ConversationID
    public var messageCount: Int
    /// 0–100.
    public var overallQualityScore: Double
    public var outcome: Open<ConversationOutcome>
    public var findings: MessageFindings
    /// Opportunities that this message raised, most pressing first.
    public var newOpportunities: [CoachingOpportunity]
    public var newCompliance: [ComplianceFinding]
    /// When the analysis was committed.
    public var storedAt: Instant
    public var objectionsIdentified: Int
    public var objectionsResolved: Int
    public var appointmentScheduled: Bool

    enum CodingKeys: Int, CodingKey {
        case conversationID = 0, messageCount = 1, overallQualityScore = 2, outcome = 3
        case findings = 4, newOpportunities = 5, newCompliance = 6, storedAt = 7
        case objectionsIdentified = 8, objectionsResolved = 9, appointmentScheduled = 10
    }
}

/// One quality area's score; `score` is nil where the conversation shows nothing of it.
@WireMessage
public struct QualityScore: Codable, Hashable, Sendable {
    public var area: Open<ConversationQualityArea>
    /// 0–100.
    public var score: Double?
    public var evidence: [Evidence]

    /// What to do about it; empty where there is nothing to mend.
    public var recommendation: String = ""

    enum CodingKeys: Int, CodingKey { case area = 0, score = 1, evidence = 2, recommendation = 3 }
}

/// One expertise area's score; `score` is nil where the conversation shows nothing of it.
@WireMessage
public struct ExpertiseScore: Codable, Hashable, Sendable {
    public var area: Open<RealEstateExpertiseArea>
    /// 0–100.
    public var score: Double?
    public var evidence: [Evidence]

    /// What to do about it; empty where there is nothing to mend.
    public var recommendation: String = ""

    enum CodingKeys: Int, CodingKey { case area = 0, score = 1, evidence = 2, recommendation = 3 }
}

/// Which message moved a score, and why.
@WireMessage
public struct Evidence: Codable, Hashable, Sendable {
    public var messageID: MessageID
    public var reason: String
    /// Points by which it moved the score; negative lowered it.
    public var points: Double

    enum CodingKeys: Int, CodingKey { case messageID = 0, reason = 1, points = 2 }
}

/// What one message does.
@WireMessage
public struct MessageFindings: Codable, Hashable, Sendable {
    public var messageID: MessageID
    public var acts: [Open<MessageAct>]
    public var objection: Open<ObjectionKind>?
    /// Prices named in the message, in major units.
    public var prices: [Double]
    /// −1 to 1; nil when the words do not show it.
    public var sentiment: Double?
    public var wordCount: Int
    /// Persuasion and negotiation strategies, by name.
    public var strategies: [String] = []

    enum CodingKeys: Int, CodingKey {
        case messageID = 0, acts = 1, objection = 2, prices = 3, sentiment = 4, wordCount = 5
        case strategies = 6
    }
}

/// A price that somebody put on the table.
@WireMessage
public struct Offer: Codable, Hashable, Sendable {
    public var messageID: MessageID
    public var role: Open<MessageRole>
    /// In major units.
    public var price: Double

    enum CodingKeys: Int, CodingKey { case messageID = 0, role = 1, price = 2 }
}

/// A phrase that a compliance rule names.
@WireMessage
public struct ComplianceFinding: Codable, Hashable, Sendable {
    public var messageID: MessageID
    public var topic: Open<ComplianceTopic>
    /// Which rule, such as `fair_housing.familial_status`.
    public var rule: String
    /// The words that matched.
    public var phrase: String
    public var guidance: String

    enum CodingKeys: Int, CodingKey {
        case messageID = 0, topic = 1, rule = 2, phrase = 3, guidance = 4
    }
}

/// Something that a coach would speak to now.
@WireMessage
public struct CoachingOpportunity: Codable, Hashable, Sendable {
    /// Stable within a conversation: the same opportunity has the same key.
    public var key: String
    public var priority: Open<CoachingPriority>
    /// 0–1.
    public var confidence: Double
    public var title: String
    public var message: String
    public var suggestedAction: String
    public var evidence: [Evidence]
    /// What training would help.
    public var module: Open<TrainingModuleType>?
    /// True for a compliance rule: always critical, never rate-limited, never learned on.
    public var isCompliance: Bool = false

    enum CodingKeys: Int, CodingKey {
        case key = 0, priority = 1, confidence = 2, title = 3, message = 4, suggestedAction = 5
        case evidence = 6, module = 7, isCompliance = 8
    }
}
