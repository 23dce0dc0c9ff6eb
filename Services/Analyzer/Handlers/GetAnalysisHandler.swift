import AnalyzerContract
import AnalyzerDomain
import Identifiers
import RPC
import Runtime

/// Serves `Analyzer.getAnalysis`.
struct GetAnalysisHandler: Sendable {
    let reader: AnalysisReader

    func handle(_ request: GetAnalysis, _ call: Call) async throws -> ConversationAnalysis {
        let access = try Access(call, to: request.tenantID)
        try checkID(request.conversationID.rawValue, "conversation_id")
        let key = ConversationKey(tenant: request.tenantID, conversation: request.conversationID)
        guard let analysis = try await reader.analysis(of: key), access.includes(analysis.agentID)
        else { throw RPCError.missing("conversation", request.conversationID) }
        return ConversationAnalysis(analysis)
    }
}

/// Finds how a conversation stands: in memory when that is as new as the database, else from the
/// messages.
struct AnalysisReader: Sendable {
    let store: ConversationStore
    let live: LiveConversations

    /// Nil when none was observed.
    func analysis(of key: ConversationKey) async throws -> Analysis? {
        guard let count = try await store.messageCount(of: key) else { return nil }
        if let conversation = live.look(key), conversation.messageCount == count {
            return conversation.analysis
        }
        return try await store.conversation(key).map { LiveConversation($0).analysis }
    }
}
