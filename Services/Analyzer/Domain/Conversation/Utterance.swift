import Identifiers

/// One message of a conversation, as the engine takes it.
package struct Utterance: Hashable, Sendable {
    package var id: MessageID
    package var role: MessageRole
    package var action: MessageAction
    package var text: String
    package var sentAt: Instant
    package var typingStartedAt: Instant?
    /// The price of an offer made by a button, in major units.
    package var price: Double?

    package init(
        id: MessageID, role: MessageRole, action: MessageAction = .message, text: String,
        sentAt: Instant, typingStartedAt: Instant? = nil, price: Double? = nil
    ) {
        self.id = id
        self.role = role
        self.action = action
        self.text = text
        self.sentAt = sentAt
        self.typingStartedAt = typingStartedAt
        self.price = price
    }
}
