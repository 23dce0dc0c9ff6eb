import Identifiers

/// A finished conversation whose success is known.
package struct LabelledConversation: Hashable, Sendable {
    package var conversationID: ConversationID
    /// Nil where the source does not say whose it was.
    package var agentID: AgentID?
    package var listPrice: Double?
    package var messages: [MessageFacts]
    package var succeeded: Bool

    package init(
        conversationID: ConversationID, agentID: AgentID? = nil, listPrice: Double?,
        messages: [MessageFacts], succeeded: Bool
    ) {
        self.conversationID = conversationID
        self.agentID = agentID
        self.listPrice = listPrice
        self.messages = messages
        self.succeeded = succeeded
    }

    /// Messages before the closing run of accept, reject and quit: while the question is open.
    package var openCount: Int {
        let closing = messages.reversed().prefix { $0.action?.closes ?? false }
        return messages.count - closing.count
    }

    /// The vectors after each message, the first one's at index 0.
    package func vectors() -> [FeatureVector] {
        var extractor = FeatureExtractor(listPrice: listPrice)
        return messages.map { facts in
            extractor.add(facts)
            return extractor.vector
        }
    }
}

/// How many of `count` messages a share of them is: rounded up, at least one.
package func prefixCount(_ share: Double, of count: Int) -> Int {
    min(count, max(1, Int((share * Double(count)).rounded(.up))))
}
