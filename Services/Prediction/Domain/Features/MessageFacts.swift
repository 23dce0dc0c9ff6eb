import Identifiers

/// What a prediction may know of one message; nothing about who the people are.
package struct MessageFacts: Hashable, Sendable {
    package var messageID: MessageID
    package var role: MessageRole
    /// Nil for an action that this version does not know: such a message tells nothing.
    package var action: MessageAction?
    package var sentAt: Instant
    package var typingStartedAt: Instant?
    package var wordCount: Int
    package var acts: [MessageAct]
    /// Prices named in the words, in major units.
    package var prices: [Double]
    /// The price of an offer made by a button, in major units.
    package var offerPrice: Double?
    /// −1 to 1; nil when the words do not show it.
    package var sentiment: Double?

    package init(
        messageID: MessageID, role: MessageRole, action: MessageAction?, sentAt: Instant,
        typingStartedAt: Instant? = nil, wordCount: Int = 0, acts: [MessageAct] = [],
        prices: [Double] = [], offerPrice: Double? = nil, sentiment: Double? = nil
    ) {
        self.messageID = messageID
        self.role = role
        self.action = action
        self.sentAt = sentAt
        self.typingStartedAt = typingStartedAt
        self.wordCount = wordCount
        self.acts = acts
        self.prices = prices
        self.offerPrice = offerPrice
        self.sentiment = sentiment
    }

    /// True for a message without words that does nothing either, such as a keepalive.
    var isEmpty: Bool {
        action == .message && wordCount == 0 && acts.isEmpty && prices.isEmpty
    }
}

extension MessageAction {
    /// True for an action that ends the bargaining: the answer that a prediction is about.
    package var closes: Bool {
        switch self {
        case .accept, .reject, .quit: true
        case .message, .offer: false
        }
    }
}
