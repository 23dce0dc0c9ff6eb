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
    /// Those of a file whose end is known and in which something was said; throws where none is.
    static func all(
        of records: [ConversationRecord], in file: String, success: SuccessRule
    ) throws(InputFault) -> [LabelledConversation] {
        try success.outcomes(of: records, in: file).filter { !$0.record.messages.isEmpty }
            .map(LabelledConversation.init)
    }

    private init(_ record: ConversationRecord, succeeded: Bool) {
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
