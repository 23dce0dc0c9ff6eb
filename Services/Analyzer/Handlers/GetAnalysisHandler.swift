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
        return try await reader.hear(analysis, of: key)
    }
}

/// Finds how a conversation stands: in memory when that is as new as the database, else from the
/// messages.
struct AnalysisReader: Sendable {
    let store: ConversationStore
    let live: LiveConversations
    let ears: TenantEars
    let analyst: ConversationAnalyst

    /// Nil when none was observed.
    func analysis(of key: ConversationKey) async throws -> Analysis? {
        guard let count = try await store.messageCount(of: key) else { return nil }
        if let conversation = live.look(key), conversation.messageCount == count {
            return conversation.analysis
        }
        return try await store.conversation(key).map { LiveConversation($0).analysis }
    }

    /// The analysis with what the tenant listens for, and with Claude's view once that is there;
    /// the messages are read only where one of both wants them.
    func hear(_ analysis: Analysis, of key: ConversationKey) async throws -> ConversationAnalysis {
        let ear = try await ears.ear(of: key.tenant)
        guard !ear.isEmpty || analyst.isAsked, let stored = try await store.conversation(key) else {
            return ConversationAnalysis(analysis)
        }
        // A message that came meanwhile is for the next reader.
        let utterances = Array(stored.utterances.prefix(analysis.messageCount))
        let local = ConversationAnalysis(analysis, heard: ear.hear(utterances, analysis.messages))
        let wish = ConversationAnalyst.Wish(
            key: .init(
                tenant: key.tenant, conversation: key.conversation, utterances: utterances),
            listPrice: stored.listPrice)
        return analyst.refinedAtOnce(local, wish)
    }
}
