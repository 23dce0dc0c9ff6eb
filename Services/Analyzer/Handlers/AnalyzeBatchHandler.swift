import AnalyzerContract
import AnalyzerDomain
import Identifiers
import RPC
import Runtime

/// Serves `Analyzer.analyzeBatch`: conversations in, an analysis or a fault for each, in order.
///
/// Keeps nothing: the same conversation up to the same message always gives the same answer, and
/// within a batch it is not worked out twice.
struct AnalyzeBatchHandler: Sendable {
    /// Remembered to tell repeats; beyond it a repeat is only worked out again.
    private static let rememberedCountMax = 10_000

    let analyze: AnalyzeConversationHandler

    /// A conversation up to a message.
    private struct Place: Hashable {
        let conversation: ConversationID
        let last: MessageID?
        let messageCount: Int
    }

    func handle(
        _ conversations: MessageStream<BatchedConversation>, _ call: Call,
        _ writer: ResponseWriter<BatchedAnalysis>
    ) async throws {
        var seen: Set<Place> = []
        var done = 0
        for try await item in conversations {
            try Task.checkCancellation()
            done += 1
            let place = Place(
                conversation: item.conversation.conversationID,
                last: item.conversation.messages.last?.messageID,
                messageCount: item.conversation.messages.count)
            let isRepeat = seen.contains(place)
            if seen.count < Self.rememberedCountMax { seen.insert(place) }
            var answer = BatchedAnalysis(
                conversationID: place.conversation, lastMessageID: place.last, isRepeat: isRepeat,
                done: done, total: item.total)
            if !isRepeat { try await fill(&answer, from: item.conversation, call) }
            try await writer.write(answer)
        }
    }

    /// A conversation that cannot be analysed says why and ends nothing else; a caller who may not
    /// see it is refused as everywhere.
    private func fill(
        _ answer: inout BatchedAnalysis, from conversation: Conversation, _ call: Call
    ) async throws {
        do {
            let (analysis, findings) = try await analyze.findings(in: conversation, call)
            answer.analysis = findings
            answer.summary = ConversationSummary(analysis)
        } catch let error as RPCError where error.code == .invalidArgument {
            answer.fault = error.message
        }
    }
}
