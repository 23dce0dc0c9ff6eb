import Identifiers
import Wire

/// A conversation between one agent and one lead.
@WireMessage
public struct Conversation: Codable, Hashable, Sendable {
    public var tenantID: TenantID
    public var conversationID: ConversationID
    public var agentID: AgentID
    public var leadID: LeadID?
    /// What it is about: `housing`, `car`, …
    public var category: String = ""
    public var startedAt: Instant
    public var context: ConversationContext?
    public var messages: [Message]

    enum CodingKeys: Int, CodingKey {
        case tenantID = 0, conversationID = 1, agentID = 2, leadID = 3, category = 4
        case startedAt = 5, context = 6, messages = 7
    }
}

/// What both sides could know before they spoke.
@WireMessage
public struct ConversationContext: Codable, Hashable, Sendable {
    public var listingTitle: String = ""
    /// The asking price in major units of the tenant's currency.
    public var listPrice: Double?
    /// Where people are who say `tomorrow at three`, as an IANA name; UTC unless said.
    public var timeZone: String?

    enum CodingKeys: Int, CodingKey { case listingTitle = 0, listPrice = 1, timeZone = 2 }
}

/// One message, spoken or written.
@WireMessage
public struct Message: Codable, Hashable, Sendable {
    public var messageID: MessageID
    public var role: Open<MessageRole>
    public var action: Open<MessageAction>
    /// At most 16 KiB of UTF-8.
    public var text: String
    public var sentAt: Instant
    public var typingStartedAt: Instant?
    /// The price of an offer made by a button, in major units.
    public var price: Double?

    enum CodingKeys: Int, CodingKey {
        case messageID = 0, role = 1, action = 2, text = 3, sentAt = 4, typingStartedAt = 5
        case price = 6
    }
}

@WireMessage
public struct ObserveMessage: Codable, Hashable, Sendable {
    public var tenantID: TenantID
    public var conversationID: ConversationID
    public var agentID: AgentID
    public var leadID: LeadID?
    public var category: String = ""
    public var context: ConversationContext?
    public var message: Message

    enum CodingKeys: Int, CodingKey {
        case tenantID = 0, conversationID = 1, agentID = 2, leadID = 3, category = 4, context = 5
        case message = 6
    }
}

@WireMessage
public struct GetAnalysis: Codable, Hashable, Sendable {
    public var tenantID: TenantID
    public var conversationID: ConversationID

    enum CodingKeys: Int, CodingKey { case tenantID = 0, conversationID = 1 }
}
