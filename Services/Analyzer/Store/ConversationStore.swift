import AnalyzerContract
import AnalyzerDomain
import Identifiers
import Postgres
import Runtime
import Wire

/// Another writer was faster: what was decided rests on an old state of the conversation.
struct StaleConversation: Error {}

/// One message with everything that is kept of it.
struct Kept: Sendable {
    let request: ObserveMessage
    let utterance: Utterance
    let change: AnalysisChange
    let update: AnalysisUpdate
    let event: EventRow
}

/// A conversation as it was observed, its messages in order.
struct StoredConversation: Sendable {
    var conversationID: ConversationID
    var agentID: AgentID
    var leadID: LeadID?
    var category: String
    var listingTitle: String
    var listPrice: Double?
    /// An IANA name; empty for UTC.
    var timeZone: String
    var startedAt: Instant
    var utterances: [Utterance]
}

/// All SQL of the Analyzer.
struct ConversationStore: Sendable {
    let database: Database
    let events: EventLog

    // MARK: - Reading

    /// Nil when none was observed.
    func conversation(_ key: ConversationKey) async throws(DatabaseError) -> StoredConversation? {
        let session = database.scoped(to: .tenant(key.tenant))
        // The second read may see more messages than the first counted; the messages are the truth.
        guard
            let head = try await session.first(
                """
                SELECT agent_id, lead_id, category, listing_title, list_price, time_zone,
                    started_at
                FROM analyzer.conversations
                WHERE tenant_id = \(key.tenant) AND conversation_id = \(key.conversation)
                """, as: (AgentID, LeadID?, String, String, Double?, String, Instant).self)
        else { return nil }
        return StoredConversation(
            conversationID: key.conversation, agentID: head.0, leadID: head.1, category: head.2,
            listingTitle: head.3, listPrice: head.4, timeZone: head.5, startedAt: head.6,
            utterances: try await utterances(of: key, in: session))
    }

    /// Nil when none was observed.
    func messageCount(of key: ConversationKey) async throws(DatabaseError) -> Int? {
        try await database.scoped(to: .tenant(key.tenant)).first(
            """
            SELECT message_count FROM analyzer.conversations
            WHERE tenant_id = \(key.tenant) AND conversation_id = \(key.conversation)
            """, as: Int.self)
    }

    /// How many conversations there are up to one, that one included, and in all.
    func conversationCount(
        of tenant: TenantID, upTo last: ConversationID?
    ) async throws(DatabaseError) -> (read: Int, all: Int) {
        let row = try await database.scoped(to: .tenant(tenant)).first(
            """
            SELECT count(*) FILTER (WHERE conversation_id <= \(last?.rawValue ?? ""))::int,
                count(*)::int
            FROM analyzer.conversations WHERE tenant_id = \(tenant)
            """, as: (Int32, Int32).self)
        return (Int(row?.0 ?? 0), Int(row?.1 ?? 0))
    }

    /// The ids after one, in their order.
    func conversationIDs(
        of tenant: TenantID, after last: ConversationID?, limit: Int
    ) async throws(DatabaseError) -> [ConversationID] {
        try await database.scoped(to: .tenant(tenant)).query(
            """
            SELECT conversation_id FROM analyzer.conversations
            WHERE tenant_id = \(tenant) AND conversation_id > \(last?.rawValue ?? "")
            ORDER BY conversation_id LIMIT \(Int32(limit))
            """, as: ConversationID.self)
    }

    /// What was answered when the message came first.
    func answer(to message: MessageID, of key: ConversationKey) async throws -> AnalysisUpdate {
        let bytes = try await database.scoped(to: .tenant(key.tenant)).first(
            """
            SELECT answer FROM analyzer.messages
            WHERE tenant_id = \(key.tenant) AND conversation_id = \(key.conversation)
            AND message_id = \(message)
            """, as: [UInt8].self)
        guard let bytes else { throw StaleConversation() }
        return try AnalysisUpdate(wireBytes: bytes)
    }

    private func utterances(
        of key: ConversationKey, in session: some SQLSession
    ) async throws(DatabaseError) -> [Utterance] {
        try await session.query(
            """
            SELECT message_id, role, action, text, sent_at, typing_started_at, price
            FROM analyzer.messages
            WHERE tenant_id = \(key.tenant) AND conversation_id = \(key.conversation)
            ORDER BY ordinal
            """,
            as: (MessageID, MessageRole, MessageAction, String, Instant, Instant?, Double?).self
        ).map { row in
            Utterance(
                id: row.0, role: row.1, action: row.2, text: row.3, sentAt: row.4,
                typingStartedAt: row.5, price: row.6)
        }
    }

    // MARK: - Writing

    /// Keeps messages of one tenant as their conversations' next ones and publishes their events, in one
    /// statement.
    ///
    /// Returns whether each was kept: nothing of one is when another message has taken its place or
    /// its conversation is gone. Throws when two are of the same conversation.
    func keep(
        _ kept: [Kept], _ tenant: TenantID, in session: some SQLSession
    ) async throws(DatabaseError) -> [Bool] {
        let (utterances, changes) = (kept.map(\.utterance), kept.map(\.change))
        let ids = try await session.query(
            """
            WITH heard AS MATERIALIZED (
                SELECT * FROM unnest(
                    \(kept.map(\.request.conversationID.rawValue))::text[],
                    \(kept.map(\.request.agentID.rawValue))::text[],
                    \(kept.map(\.request.leadID?.rawValue))::text[],
                    \(kept.map(\.request.category))::text[],
                    \(kept.map { $0.request.context?.listingTitle ?? "" })::text[],
                    \(kept.map { $0.request.context?.listPrice })::float8[],
                    \(kept.map { $0.request.context?.timeZone ?? "" })::text[],
                    \(changes.map { Int32($0.messageCount) })::int[],
                    \(utterances.map(\.id.rawValue))::text[],
                    \(utterances.map(\.role.rawValue))::text[],
                    \(utterances.map(\.action.rawValue))::text[],
                    \(utterances.map(\.text))::text[],
                    \(utterances.map(\.sentAt))::timestamptz[],
                    \(utterances.map(\.typingStartedAt))::timestamptz[],
                    \(utterances.map(\.price))::float8[],
                    \(kept.map { $0.update.wireBytes() })::bytea[],
                    \(changes.map(\.overallQualityScore))::float8[],
                    \(changes.map(\.outcome.rawValue))::text[],
                    \(changes.map { Int32($0.questionsAsked) })::int[],
                    \(changes.map { Int32($0.objectionsIdentified) })::int[],
                    \(changes.map { Int32($0.objectionsResolved) })::int[],
                    \(changes.map(\.appointmentScheduled))::bool[],
                    \(kept.map(\.update.storedAt))::timestamptz[],
                    \(kept.map(\.event.eventID))::uuid[], \(kept.map(\.event.kind))::text[],
                    \(kept.map(\.event.payload))::bytea[]) AS message (
                    conversation_id, agent_id, lead_id, category, listing_title, list_price,
                    time_zone, ordinal, message_id, role, action, text, sent_at,
                    typing_started_at, price, answer, overall_quality_score, outcome,
                    questions_asked, objections_identified, objections_resolved,
                    appointment_scheduled, stored_at, event_id, event_kind, payload)
            ), conversation AS (
                INSERT INTO analyzer.conversations AS known (
                    tenant_id, conversation_id, agent_id, lead_id, category, listing_title,
                    list_price, time_zone, started_at, message_count)
                SELECT \(tenant), conversation_id, agent_id, lead_id, category, listing_title,
                    list_price, time_zone, sent_at, ordinal
                FROM heard LEFT JOIN LATERAL (
                    SELECT true AS is_known FROM analyzer.conversations AS known
                    WHERE known.tenant_id = \(tenant)
                    AND known.conversation_id = heard.conversation_id
                    LIMIT 1 FOR KEY SHARE) AS known ON true
                WHERE ordinal = 1 OR is_known ORDER BY conversation_id
                ON CONFLICT (tenant_id, conversation_id) DO UPDATE
                SET message_count = excluded.message_count,
                    lead_id = COALESCE(known.lead_id, excluded.lead_id)
                WHERE known.message_count = excluded.message_count - 1
                RETURNING conversation_id
            ), kept AS MATERIALIZED (
                SELECT heard.* FROM heard JOIN conversation USING (conversation_id)
            ), message AS (
                INSERT INTO analyzer.messages (
                    tenant_id, conversation_id, ordinal, message_id, role, action, text, sent_at,
                    typing_started_at, price, answer)
                SELECT \(tenant), conversation_id, ordinal, message_id, role, action, text, sent_at,
                    typing_started_at, price, answer
                FROM kept
            ), analysis AS (
                INSERT INTO analyzer.analyses (
                    tenant_id, conversation_id, engine, engine_version, message_count,
                    overall_quality_score, outcome, questions_asked, objections_identified,
                    objections_resolved, appointment_scheduled, stored_at)
                SELECT \(tenant), conversation_id, \(AnalysisEngine.local.rawValue),
                    \(ConversationAnalyzer.engineVersion), ordinal, overall_quality_score,
                    outcome, questions_asked, objections_identified, objections_resolved,
                    appointment_scheduled, stored_at
                FROM kept ORDER BY conversation_id
                ON CONFLICT (tenant_id, conversation_id, engine) DO UPDATE
                SET engine_version = excluded.engine_version,
                    message_count = excluded.message_count,
                    overall_quality_score = excluded.overall_quality_score,
                    outcome = excluded.outcome, questions_asked = excluded.questions_asked,
                    objections_identified = excluded.objections_identified,
                    objections_resolved = excluded.objections_resolved,
                    appointment_scheduled = excluded.appointment_scheduled,
                    stored_at = excluded.stored_at
            ), published AS (
                INSERT INTO analyzer.events (
                    tenant_id, event_id, kind, agent_id, occurred_at, payload)
                SELECT \(tenant), event_id, event_kind, agent_id, stored_at, payload FROM kept
            )
            SELECT conversation_id FROM conversation
            """, as: ConversationID.self)
        events.announce(in: session)
        let known = Set(ids)
        return kept.map { known.contains($0.request.conversationID) }
    }
}
