import Identifiers
import Logging
import RPC

/// Brings the areas of an agent's conversations up to date when somebody looks at them.
///
/// The Analyzer's events carry the overall score only, and areas are read far less often than
/// messages are written. So each conversation's areas are asked for once after it has grown, and
/// kept: one that has ended is never asked for again.
struct AreaRefresher: Sendable {
    /// More than an agent has in months; the next look takes the rest.
    static let conversationCountMax = 500
    /// The Analyzer has live conversations to attend to.
    static let concurrentCallCountMax = 8

    let analyzer: AnalyzerPeer
    let scores: ScoreStore
    let logger: Logger

    /// An Analyzer that is away leaves the areas as they were: an older profile is better than
    /// none.
    func refresh(_ agent: AgentID, _ tenant: TenantID, since start: Instant) async throws {
        let behind = try await scores.conversationsWithOldAreas(
            of: agent, tenant, since: start, limit: Self.conversationCountMax)
        var rest = behind[...]
        do {
            try await withThrowingTaskGroup(of: Void.self) { group in
                for conversation in rest.prefix(Self.concurrentCallCountMax) {
                    group.addTask { try await refresh(conversation, tenant) }
                }
                rest = rest.dropFirst(Self.concurrentCallCountMax)
                while try await group.next() != nil {
                    guard let conversation = rest.popFirst() else { continue }
                    group.addTask { try await refresh(conversation, tenant) }
                }
            }
        } catch let error as RPCError {
            logger.warning(
                "the areas of a profile are not up to date", metadata: ["error": "\(error)"])
        }
    }

    private func refresh(_ conversation: ConversationID, _ tenant: TenantID) async throws {
        let areas = try await analyzer.areas(of: conversation, tenant: tenant)
        guard let areas else { return }
        try await scores.save(areas, of: conversation, tenant)
    }
}
