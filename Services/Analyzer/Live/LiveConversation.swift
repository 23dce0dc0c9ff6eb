import AnalyzerContract
import AnalyzerDomain
import Identifiers

/// Names one conversation among those of all tenants.
struct ConversationKey: Hashable, Sendable {
    let tenant: TenantID
    let conversation: ConversationID
}

/// A conversation in memory, ready for its next message.
struct LiveConversation: Sendable {
    private var analyzer: ConversationAnalyzer
    /// All that were observed, so a repeat is known as one.
    private(set) var messageIDs: Set<MessageID>

    var messageCount: Int { analyzer.messageCount }
    var analysis: Analysis { analyzer.analysis }

    /// Before its first message.
    init(beginning request: ObserveMessage) {
        analyzer = ConversationAnalyzer(
            conversationID: request.conversationID, agentID: request.agentID,
            listPrice: request.context?.listPrice,
            zone: LocalZone(named: request.context?.timeZone) ?? .utc)
        messageIDs = []
    }

    /// Made again from what is stored.
    init(_ stored: StoredConversation) {
        analyzer = ConversationAnalyzer(
            conversationID: stored.conversationID, agentID: stored.agentID,
            listPrice: stored.listPrice, zone: LocalZone(named: stored.timeZone) ?? .utc)
        messageIDs = []
        for utterance in stored.utterances { _ = observe(utterance) }
    }

    @discardableResult
    mutating func observe(_ utterance: Utterance) -> AnalysisChange {
        messageIDs.insert(utterance.id)
        return analyzer.observe(utterance)
    }
}
