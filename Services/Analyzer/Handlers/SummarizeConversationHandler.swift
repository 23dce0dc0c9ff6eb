import AnalyzerContract
import AnalyzerDomain
import Identifiers
import RPC
import Runtime

/// Serves `Analyzer.summarizeConversation`: what a CRM note says of a stored conversation.
struct SummarizeConversationHandler: Sendable {
    let reader: AnalysisReader

    func handle(
        _ request: GetAnalysis, _ call: Call
    ) async throws -> ConversationSummary {
        let access = try Access(call, to: request.tenantID)
        try checkID(request.conversationID.rawValue, "conversation_id")
        let key = ConversationKey(tenant: request.tenantID, conversation: request.conversationID)
        guard let analysis = try await reader.analysis(of: key), access.includes(analysis.agentID)
        else { throw RPCError.missing("conversation", request.conversationID) }
        return ConversationSummary(analysis)
    }
}
