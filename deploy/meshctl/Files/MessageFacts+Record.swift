import AnalyzerDomain
import Identifiers
import PredictionDomain

/// What the Analyzer's engine finds in each message of a conversation of a file.
func messageFacts(of record: ConversationRecord) -> [MessageFacts] {
    let findings = ConversationAnalyzer(of: record).analysis.messages
    return zip(record.messages, findings).map { message, found in
        MessageFacts(
            messageID: message.messageID, role: message.role, action: message.action,
            sentAt: message.sentAt, typingStartedAt: message.typingStartedAt,
            wordCount: found.wordCount, acts: found.acts.list, prices: found.prices,
            offerPrice: message.price, sentiment: found.sentiment)
    }
}

extension LabelledConversation {
    /// Nil when the source does not say how the conversation ended.
    init?(_ record: ConversationRecord) {
        guard let succeeded = record.outcome?.isSuccess, !record.messages.isEmpty else {
            return nil
        }
        self.init(
            conversationID: record.conversationID, agentID: record.agentID,
            listPrice: record.context.listPrice,
            messages: messageFacts(of: record), succeeded: succeeded)
    }
}

extension Double {
    /// Rounded to so many places, for a person who reads.
    func rounded(to places: Int) -> Double {
        var scale = 1.0
        for _ in 0..<places { scale *= 10 }
        return (self * scale).rounded() / scale
    }
}
