import AnalyzerContract
import Identifiers
import RPC
import Runtime

/// Serves `Analyzer.getConversation`.
struct GetConversationHandler: Sendable {
    let store: ConversationStore

    func handle(_ request: GetAnalysis, _ call: Call) async throws -> Conversation {
        let access = try Access(call, to: request.tenantID)
        try checkID(request.conversationID.rawValue, "conversation_id")
        let key = ConversationKey(tenant: request.tenantID, conversation: request.conversationID)
        guard let stored = try await store.conversation(key), access.includes(stored.agentID) else {
            throw RPCError.missing("conversation", request.conversationID)
        }
        return Conversation(stored, tenant: request.tenantID)
    }
}
