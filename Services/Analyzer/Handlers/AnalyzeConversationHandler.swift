import AnalyzerContract
import AnalyzerDomain
import Identifiers
import RPC
import Runtime

/// Serves `Analyzer.analyzeConversation`: scores what it is given and keeps nothing; with Claude's
/// view where that comes within its time.
struct AnalyzeConversationHandler: Sendable {
    /// After this many messages other calls have their turn.
    private static let messagesPerTurn = 64

    let ears: TenantEars
    let analyst: ConversationAnalyst

    func handle(_ request: Conversation, _ call: Call) async throws -> ConversationAnalysis {
        let (_, utterances, local) = try await heard(request, call)
        let wish = ConversationAnalyst.Wish(
            key: .init(
                tenant: request.tenantID, conversation: request.conversationID,
                utterances: utterances), listPrice: request.context?.listPrice)
        return await analyst.refined(local, wish, left: call.deadline?.remaining ?? .seconds(10))
    }

    /// The local analysis in the domain's words and in the contract's; asks nobody.
    func findings(
        in request: Conversation, _ call: Call
    ) async throws -> (analysis: Analysis, findings: ConversationAnalysis) {
        let (analysis, _, findings) = try await heard(request, call)
        return (analysis, findings)
    }

    private func heard(
        _ request: Conversation, _ call: Call
    ) async throws -> (Analysis, [Utterance], ConversationAnalysis) {
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
        let findings = ConversationAnalysis(
            analysis, heard: ear.hear(utterances, analysis.messages))
        return (analysis, utterances, findings)
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
