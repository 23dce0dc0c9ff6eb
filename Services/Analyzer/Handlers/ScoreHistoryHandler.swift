import AnalyzerContract
import AnalyzerDomain
import Identifiers
import RPC
import Runtime

/// Serves `Analyzer.scoreHistory`: reads conversation after conversation with what the tenant
/// listens for now, in the order of their ids, so that a reader goes on after the last one.
struct ScoreHistoryHandler: Sendable {
    /// Ids read in one go; the messages of one conversation at a time.
    private static let pageSize = 200

    let store: ConversationStore
    let ears: TenantEars

    func handle(
        _ request: ScoreHistory, _ call: Call, _ writer: ResponseWriter<HistoryScored>
    ) async throws {
        try Access(call, to: request.tenantID).requireManager("scores of all conversations")
        if let after = request.after { try checkID(after.rawValue, "after") }
        let ear = try await ears.ear(of: request.tenantID)
        var (done, total) = try await store.conversationCount(
            of: request.tenantID, upTo: request.after)
        var cursor = request.after
        while true {
            let page = try await store.conversationIDs(
                of: request.tenantID, after: cursor, limit: Self.pageSize)
            for id in page {
                let key = ConversationKey(tenant: request.tenantID, conversation: id)
                guard let stored = try await store.conversation(key) else { continue }
                done += 1
                total = max(total, done)
                let (findings, rubrics) = ear.hear(
                    stored.utterances, LiveConversation(stored).analysis.messages)
                try await writer.write(
                    HistoryScored(
                        conversationID: id, findings: findings.map(TrackerFinding.init),
                        rubrics: rubrics.map(RubricScore.init), done: done, total: total))
            }
            guard page.count == Self.pageSize else { return }
            cursor = page.last
        }
    }
}
