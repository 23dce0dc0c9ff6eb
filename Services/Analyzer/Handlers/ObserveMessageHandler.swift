import AnalyzerContract
import AnalyzerDomain
import Identifiers
import Postgres
import RPC
import Runtime

/// Serves `Analyzer.observeMessage`: takes the conversation as it stands, adds the message, and
/// keeps both with the event in one statement, which it shares with what other conversations have to
/// write at that moment.
///
/// Messages of one conversation wait for each other here. Across replicas the conversation's
/// message count is its version: whoever counted wrong (another replica wrote, or crashed) reads
/// the conversation anew and starts over.
struct ObserveMessageHandler: Sendable {
    /// More replicas than this do not meet at one conversation.
    private static let attemptCountMax = 16

    /// What an agent who waits for a prompt does not mind; messages that wait are written together.
    static let latencyAllowance = Duration.milliseconds(150)

    private let store: ConversationStore
    private let live: LiveConversations
    private let clock: any WallClock
    private let turns = Turns<ConversationKey>()
    private let commits: GroupCommit<Kept, Bool>

    init(store: ConversationStore, live: LiveConversations, clock: any WallClock) {
        self.store = store
        self.live = live
        self.clock = clock
        commits = GroupCommit(on: store.database.executor) { [store] kept, scope in
            guard let tenant = kept.first?.request.tenantID else { return [] }
            return try await store.keep(kept, tenant, in: store.database.scoped(to: scope))
        }
    }

    func handle(_ request: ObserveMessage, _ call: Call) async throws -> AnalysisUpdate {
        let access = try Access(call, to: request.tenantID)
        try access.require(request.agentID)
        try checkID(request.conversationID.rawValue, "conversation_id")
        if let lead = request.leadID { try checkID(lead.rawValue, "lead_id") }
        try check(request.context, category: request.category)
        let utterance = try Utterance(request.message, "message")
        let key = ConversationKey(tenant: request.tenantID, conversation: request.conversationID)
        return try await turns.inTurn(at: key) { try await observe(utterance, request, key) }
    }

    private func observe(
        _ utterance: Utterance, _ request: ObserveMessage, _ key: ConversationKey
    ) async throws -> AnalysisUpdate {
        for _ in 0..<Self.attemptCountMax {
            let conversation = try await take(key) ?? LiveConversation(beginning: request)
            guard !conversation.messageIDs.contains(utterance.id) else {
                live.put(conversation, for: key)
                return try await store.answer(to: utterance.id, of: key)
            }
            if let update = try await observe(utterance, in: conversation, request, key) {
                return update
            }
        }
        throw RPCError(.aborted, "too many messages of this conversation came at once; try again")
    }

    /// The conversation out of memory, so that nobody else goes on from the same state; nil for one
    /// that nobody has observed.
    private func take(_ key: ConversationKey) async throws -> LiveConversation? {
        if let conversation = live.take(key) { return conversation }
        return try await store.conversation(key).map(LiveConversation.init)
    }

    /// Nil when the conversation had gone on meanwhile.
    private func observe(
        _ utterance: Utterance, in conversation: consuming LiveConversation,
        _ request: ObserveMessage, _ key: ConversationKey
    ) async throws -> AnalysisUpdate? {
        let change = conversation.observe(utterance)
        let now = clock.now()
        let update = AnalysisUpdate(change, of: request.conversationID, storedAt: now)
        let event = EventRow(
            MessageAnalyzed(change, request, utterance), tenant: key.tenant,
            agent: request.agentID, at: now)
        let isKept = try await commits.submit(
            Kept(
                request: request, utterance: utterance, change: change, update: update,
                event: event),
            byteCount: event.payload.count, under: .tenant(key.tenant))
        guard isKept else { return nil }
        live.put(conversation, for: key)
        return update
    }
}
