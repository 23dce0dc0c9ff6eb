import Identifiers
import MeshContract
import Wire

/// A message was analysed and stored.
@WireMessage
public struct MessageAnalyzed: Codable, Hashable, Sendable, MeshEvent {
    public static let kind = "analyzer.message_analyzed"

    public var conversationID: ConversationID
    public var agentID: AgentID
    public var leadID: LeadID?
    public var category: String = ""
    public var listPrice: Double?
    public var messageID: MessageID
    /// 1 for the first message of the conversation.
    public var ordinal: Int
    public var role: Open<MessageRole>
    public var action: Open<MessageAction>
    public var sentAt: Instant
    public var typingStartedAt: Instant?
    /// The price of an offer made by a button, in major units.
    public var price: Double?
    public var findings: MessageFindings
    /// 0–100, after this message.
    public var overallQualityScore: Double
    public var outcome: Open<ConversationOutcome>
    public var objectionsIdentified: Int
    public var objectionsResolved: Int
    public var questionsAsked: Int
    public var appointmentScheduled: Bool
    public var isComplianceBreach: Bool = false

    enum CodingKeys: Int, CodingKey {
        case conversationID = 0, agentID = 1, leadID = 2, category = 3, listPrice = 4
        case messageID = 5, ordinal = 6, role = 7, action = 8, sentAt = 9, typingStartedAt = 10
        case price = 11, findings = 12, overallQualityScore = 13, outcome = 14
        case objectionsIdentified = 15, objectionsResolved = 16, questionsAsked = 17
        case appointmentScheduled = 18, isComplianceBreach = 19
    }
}
