import AnalyzerContract
import AnalyzerDomain
import Identifiers
import RPC
import Runtime

/// Serves `Analyzer.analyzeConversation`: scores what it is given and keeps nothing.
struct AnalyzeConversationHandler: Sendable {
    /// After this many messages other calls have their turn.
    private static let messagesPerTurn = 64

    let ears: TenantEars

    func handle(_ request: Conversation, _ call: Call) async throws -> ConversationAnalysis {
        try await findings(in: request, call).findings
    }

    /// The analysis in the domain's words and in the contract's.
    func findings(
        in request: Conversation, _ call: Call
    ) async throws -> (analysis: Analysis, findings: ConversationAnalysis) {
        let access = try Access(call, to: request.tenantID)
        try access.require(request.agentID)
        try checkID(request.conversationID.rawValue, "conversation_id")
        try check(request.context, category: request.category)
        guard !request.messages.isEmpty else {
            throw RPCError.invalid("messages", "must hold at least one message")
        }
        guard request.messages.count <= RequestLimits.messageCountMax else {
            throw RPCError.invalid(
                "messages",
                "must hold at most \(RequestLimits.messageCountMax), not \(request.messages.count)")
        }
        let (analysis, utterances) = try await analyze(request)
        let ear = try await ears.ear(of: request.tenantID)
        return (
            analysis,
            ConversationAnalysis(analysis, heard: ear.hear(utterances, analysis.messages))
        )
    }

    private func analyze(_ request: Conversation) async throws -> (Analysis, [Utterance]) {
        var analyzer = ConversationAnalyzer(
            conversationID: request.conversationID, agentID: request.agentID,
            listPrice: request.context?.listPrice,
            zone: LocalZone(named: request.context?.timeZone) ?? .utc)
        var seen: Set<MessageID> = []
        var utterances: [Utterance] = []
        for (index, message) in request.messages.enumerated() {
            let utterance = try Utterance(message, "messages[\(index)]")
            if seen.insert(utterance.id).inserted {
                _ = analyzer.observe(utterance)
                utterances.append(utterance)
            }
            if index % Self.messagesPerTurn == Self.messagesPerTurn - 1 {
                try Task.checkCancellation()
                await Task.yield()
            }
        }
        return (analyzer.analysis, utterances)
    }
}
