import AnalyzerDomain
import Identifiers

/// One line of `meshctl analyze --json`; what is beyond its fields stands in `details`.
struct AnalysisRow: Encodable {
    let conversationID: ConversationID
    let overallQualityScore: Double
    /// Only the areas that the conversation shows something of.
    let qualityScores: [String: Double]
    let expertiseScores: [String: Double]
    let questionsAsked: Int
    let objectionsIdentified: Int
    let objectionsResolved: Int
    let nextStepsDefined: Bool
    let appointmentScheduled: Bool
    let outcome: ConversationOutcome
    let offers: [Offer]
    let compliance: [Compliance]
    let opportunities: [Opportunity]
    let messages: [Message]
    let confidence: Double
    let engine: String
    /// Only where they were asked for.
    let details: Details?

    struct Offer: Encodable {
        let messageID: MessageID
        let role: MessageRole
        let price: Double

        enum CodingKeys: String, CodingKey {
            case messageID = "message_id"
            case role, price
        }
    }

    struct Compliance: Encodable {
        let messageID: MessageID
        let topic: ComplianceTopic
        let rule: String
        let phrase: String
        let guidance: String

        enum CodingKeys: String, CodingKey {
            case messageID = "message_id"
            case topic, rule, phrase, guidance
        }
    }

    struct Opportunity: Encodable {
        let key: String
        let priority: CoachingPriority
        let confidence: Double
        let title: String
        let suggestedAction: String
        let messageIDs: [MessageID]

        enum CodingKeys: String, CodingKey {
            case key, priority, confidence, title
            case suggestedAction = "suggested_action"
            case messageIDs = "message_ids"
        }
    }

    struct Message: Encodable {
        let messageID: MessageID
        let acts: [MessageAct]
        let strategies: [String]

        enum CodingKeys: String, CodingKey {
            case messageID = "message_id"
            case acts, strategies
        }
    }

    enum CodingKeys: String, CodingKey {
        case conversationID = "conversation_id"
        case overallQualityScore = "overall_quality_score"
        case qualityScores = "quality_scores"
        case expertiseScores = "expertise_scores"
        case questionsAsked = "questions_asked"
        case objectionsIdentified = "objections_identified"
        case objectionsResolved = "objections_resolved"
        case nextStepsDefined = "next_steps_defined"
        case appointmentScheduled = "appointment_scheduled"
        case outcome, offers, compliance, opportunities, messages, confidence, engine, details
    }

    init(_ analysis: Analysis, hasDetails: Bool) {
        conversationID = analysis.conversationID
        overallQualityScore = analysis.overallQualityScore
        qualityScores = Self.scores(analysis.qualityScores)
        expertiseScores = Self.scores(analysis.expertiseScores)
        questionsAsked = analysis.questionsAsked
        objectionsIdentified = analysis.objectionsIdentified
        objectionsResolved = analysis.objectionsResolved
        nextStepsDefined = analysis.nextStepsDefined
        appointmentScheduled = analysis.appointmentScheduled
        outcome = analysis.outcome
        offers = analysis.offers.map {
            Offer(messageID: $0.messageID, role: $0.role, price: $0.price)
        }
        compliance = analysis.compliance.map {
            Compliance(
                messageID: $0.messageID, topic: $0.topic, rule: $0.rule, phrase: $0.phrase,
                guidance: $0.guidance)
        }
        opportunities = analysis.opportunities.map {
            Opportunity(
                key: $0.key, priority: $0.priority, confidence: $0.confidence, title: $0.title,
                suggestedAction: $0.suggestedAction, messageIDs: $0.evidence.map(\.messageID))
        }
        messages = analysis.messages.map {
            Message(messageID: $0.messageID, acts: $0.acts.list, strategies: $0.strategies)
        }
        confidence = analysis.confidence
        engine = AnalysisEngine.local.rawValue
        details = hasDetails ? Details(analysis) : nil
    }

    private static func scores<Word: Vocabulary>(_ areas: [AreaScore<Word>]) -> [String: Double] {
        Dictionary(
            uniqueKeysWithValues: areas.compactMap { area in
                area.score.map { (area.area.rawValue, $0) }
            })
    }

    /// For a person who reads.
    var line: String {
        let score = String(Int(overallQualityScore.rounded()))
        return "\(conversationID): quality \(score), \(outcome), \(questionsAsked) questions, "
            + "\(objectionsResolved) of \(objectionsIdentified) objections resolved"
            + opportunities.map { "\n  \($0.priority): \($0.title)" }.joined()
            + compliance.map { "\n  compliance: \($0.rule), \"\($0.phrase)\"" }.joined()
    }
}
