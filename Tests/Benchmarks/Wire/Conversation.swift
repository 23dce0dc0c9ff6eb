import Identifiers
import Wire

/// The conversation of the analyzer's contract, written out so that its rivals can mirror it.
@WireMessage
struct Conversation: Codable, Hashable, Sendable {
    var tenantID: TenantID
    var conversationID: ConversationID
    var agentID: AgentID
    var leadID: LeadID?
    var category: String = ""
    var startedAt: Instant
    var context: ConversationContext?
    var messages: [Message]

    enum CodingKeys: Int, CodingKey {
        case tenantID = 0, conversationID = 1, agentID = 2, leadID = 3, category = 4
        case startedAt = 5, context = 6, messages = 7
    }
}

@WireMessage
struct ConversationContext: Codable, Hashable, Sendable {
    var listingTitle: String = ""
    var listPrice: Double?

    enum CodingKeys: Int, CodingKey { case listingTitle = 0, listPrice = 1 }
}

@WireMessage
struct Message: Codable, Hashable, Sendable {
    var messageID: MessageID
    var role: Open<MessageRole>
    var action: Open<MessageAction>
    var text: String
    var sentAt: Instant
    var typingStartedAt: Instant?
    var price: Double?

    enum CodingKeys: Int, CodingKey {
        case messageID = 0, role = 1, action = 2, text = 3, sentAt = 4, typingStartedAt = 5
        case price = 6
    }
}

extension Conversation {
    /// Forty messages of a negotiation: about 4.6 kB of CBOR.
    static func sample() -> Conversation {
        let start = Instant(microseconds: 1_767_603_600_000_000)
        return Conversation(
            tenantID: "acme", conversationID: "C-2026-01-05-0417", agentID: "agent-17",
            leadID: "lead-204", category: "housing", startedAt: start,
            context: ConversationContext(listingTitle: "Two-bedroom flat", listPrice: 1_850),
            messages: (0..<40).map { message($0, after: start) })
    }

    private static func message(_ ordinal: Int, after start: Instant) -> Message {
        let isOffer = ordinal % 13 == 12
        return Message(
            messageID: MessageID("m\(ordinal)"), role: Open(ordinal % 2 == 0 ? .client : .agent),
            action: Open(isOffer ? .offer : .message), text: sentences[ordinal % sentences.count],
            sentAt: start + .seconds(ordinal * 21), price: isOffer ? 1_700 + Double(ordinal) : nil)
    }

    private static let sentences = [
        "Hi, I saw the two-bedroom listing near the park; is it still available this month?",
        "It is. It was renovated last year: new kitchen, oak floors, and the heating is included.",
        "That sounds good, but the asking price is above what we had in mind for a flat this size.",
        "I understand. What matters most to you: the commute, the school, or the monthly cost?",
        "Mostly the monthly cost, and a quiet street; we both work from home three days a week.",
        "The back rooms face the courtyard. Would you like to see it on Thursday at half past five?",
        "We could do Thursday. Would the owner take 1,700 if we sign for two years at once?",
    ]
}
