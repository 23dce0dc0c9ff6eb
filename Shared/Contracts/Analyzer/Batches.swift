import Identifiers
import Wire

/// One conversation of a batch.
@WireMessage
public struct BatchedConversation: Codable, Hashable, Sendable {
    public var conversation: Conversation
    /// Of the whole batch, where the sender knows it.
    public var total: Int?

    enum CodingKeys: Int, CodingKey { case conversation = 0, total = 1 }
}

/// What came of one conversation of a batch: an analysis or a fault, never neither.
@WireMessage
public struct BatchedAnalysis: Codable, Hashable, Sendable {
    public var conversationID: ConversationID
    public var lastMessageID: MessageID?
    public var analysis: ConversationAnalysis?
    public var summary: ConversationSummary?
    /// Why this one could not be analysed; the batch goes on.
    public var fault: String?
    /// The same conversation up to the same message was answered before in this batch.
    public var isRepeat: Bool = false
    /// How many conversations are done, this one included, and of how many.
    public var done: Int
    public var total: Int?

    enum CodingKeys: Int, CodingKey {
        case conversationID = 0, lastMessageID = 1, analysis = 2, summary = 3, fault = 4
        case isRepeat = 5, done = 6, total = 7
    }
}
