import AnalyzerContract
import Identifiers
import PredictionDomain
import Wire

extension MessageFacts {
    /// The facts of an analysed message; nil when nobody that this version knows wrote it.
    package init?(_ event: MessageAnalyzed) {
        guard let role = event.role.known else { return nil }
        self.init(
            messageID: event.messageID, role: role, action: event.action.known,
            sentAt: event.sentAt, typingStartedAt: event.typingStartedAt, event.findings,
            price: event.price)
    }

    /// The facts of a message and what the Analyzer found in it; the same as the event's.
    package init?(_ message: Message, _ findings: MessageFindings) {
        guard let role = message.role.known else { return nil }
        self.init(
            messageID: message.messageID, role: role, action: message.action.known,
            sentAt: message.sentAt, typingStartedAt: message.typingStartedAt, findings,
            price: message.price)
    }

    private init(
        messageID: MessageID, role: MessageRole, action: MessageAction?, sentAt: Instant,
        typingStartedAt: Instant?, _ findings: MessageFindings, price: Double?
    ) {
        self.init(
            messageID: messageID, role: role, action: action, sentAt: sentAt,
            typingStartedAt: typingStartedAt, wordCount: findings.wordCount,
            acts: findings.acts.compactMap(\.known), prices: findings.prices, offerPrice: price,
            sentiment: findings.sentiment)
    }
}

extension LabelledConversation {
    /// A conversation with its analysis, and whether it succeeded.
    package init(_ conversation: Conversation, _ analysis: ConversationAnalysis, succeeded: Bool) {
        self.init(
            conversationID: conversation.conversationID, agentID: conversation.agentID,
            listPrice: conversation.context?.listPrice,
            messages: messageFacts(conversation, analysis), succeeded: succeeded)
    }
}

/// The facts of each message, in order; a message without findings is passed over.
package func messageFacts(
    _ conversation: Conversation, _ analysis: ConversationAnalysis
) -> [MessageFacts] {
    let findings = Dictionary(
        analysis.messages.map { ($0.messageID, $0) }, uniquingKeysWith: { first, _ in first })
    return conversation.messages.compactMap { message in
        findings[message.messageID].flatMap { MessageFacts(message, $0) }
    }
}
