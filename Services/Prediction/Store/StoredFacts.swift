import Identifiers
import PredictionDomain
import Wire

/// The facts of one message as they are stored.
@WireMessage
struct StoredFacts: Codable, Hashable, Sendable {
    var messageID: MessageID
    var role: Open<MessageRole>
    var action: Open<MessageAction>?
    var sentAt: Instant
    var typingStartedAt: Instant?
    var wordCount: Int
    var acts: [Open<MessageAct>]
    var prices: [Double]
    var offerPrice: Double?
    var sentiment: Double?

    enum CodingKeys: Int, CodingKey {
        case messageID = 0, role = 1, action = 2, sentAt = 3, typingStartedAt = 4, wordCount = 5
        case acts = 6, prices = 7, offerPrice = 8, sentiment = 9
    }
}

extension StoredFacts {
    init(_ facts: MessageFacts) {
        self.init(
            messageID: facts.messageID, role: Open(facts.role),
            action: facts.action.map { Open($0) }, sentAt: facts.sentAt,
            typingStartedAt: facts.typingStartedAt, wordCount: facts.wordCount,
            acts: facts.acts.map { Open($0) }, prices: facts.prices, offerPrice: facts.offerPrice,
            sentiment: facts.sentiment)
    }

    /// Nil when a newer version stored a role that this one does not know.
    var facts: MessageFacts? {
        guard let role = role.known else { return nil }
        return MessageFacts(
            messageID: messageID, role: role, action: action?.known, sentAt: sentAt,
            typingStartedAt: typingStartedAt, wordCount: wordCount,
            acts: acts.compactMap(\.known), prices: prices, offerPrice: offerPrice,
            sentiment: sentiment)
    }
}
