import AnalyzerContract
import GatewayDomain
import Identifiers
import RPC
import Wire

/// Asks the Analyzer for conversations that the live log no longer holds.
struct AnalyzerPeer: Sendable {
    let client: Client<Analyzer>

    /// A conversation's messages in order, and how it stands; nil when it was never heard of or the
    /// person may not see it.
    func conversation(
        _ id: ConversationID, for person: Person, in audience: Audience
    ) async throws -> LiveBoard.Conversation? {
        let request = GetAnalysis(tenantID: person.tenant, conversationID: id)
        let client = client.acting(as: person.principal)
        async let messages = client.getConversation(request, timeout: PeerCall.pageTimeout)
        async let analysis = client.getAnalysis(request, timeout: PeerCall.pageTimeout)
        do {
            let (conversation, standing) = try await (messages, analysis)
            guard audience.includes(conversation.agentID) else { return nil }
            return LiveBoard.Conversation(conversation, standing)
        } catch let error as RPCError where [.notFound, .permissionDenied].contains(error.code) {
            return nil
        }
    }
}

extension LiveBoard.Conversation {
    /// Nil without a message.
    fileprivate init?(_ conversation: Conversation, _ analysis: ConversationAnalysis) {
        let messages = conversation.messages.enumerated().map { number, message in
            LiveMessage(
                conversation: conversation.conversationID, agent: conversation.agentID,
                lead: conversation.leadID, category: conversation.category, id: message.messageID,
                role: message.role.text, action: message.action.text, text: message.text,
                sentAt: message.sentAt, messageCount: number + 1,
                qualityScore: analysis.overallQualityScore, outcome: analysis.outcome.text)
        }
        guard let latest = messages.last else { return nil }
        self.init(latest: latest, messages: messages)
    }
}

extension Open {
    /// The word's name, or its number where this version knows no name.
    var text: String {
        switch self {
        case .known(let word): word.rawValue
        case .unknown(let number): "unknown (\(number))"
        }
    }
}
