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

    /// Keeps the message as the conversation's next one and publishes its event, in one statement;
    /// throws `StaleConversation`, and changes nothing, when another message has taken that place or
    /// the conversation is gone.
    func keep(_ kept: Kept) async throws {
        let (request, utterance, change) = (kept.request, kept.utterance, kept.change)
        let event = kept.event
        let session = database.scoped(to: .tenant(request.tenantID))
        let count = try await session.first(
            """
            WITH conversation AS (
                INSERT INTO analyzer.conversations AS known (
                    tenant_id, conversation_id, agent_id, lead_id, category, listing_title,
                    list_price, time_zone, started_at, message_count)
                SELECT \(request.tenantID), \(request.conversationID), \(request.agentID),
                    \(request.leadID), \(request.category),
                    \(request.context?.listingTitle ?? ""), \(request.context?.listPrice),
                    \(request.context?.timeZone ?? ""),
                    \(utterance.sentAt), 1
                WHERE \(Int32(change.messageCount)) = 1 OR EXISTS (
                    SELECT FROM analyzer.conversations WHERE tenant_id = \(request.tenantID)
                    AND conversation_id = \(request.conversationID))
                ON CONFLICT (tenant_id, conversation_id) DO UPDATE
                SET message_count = known.message_count + 1,
                    lead_id = COALESCE(known.lead_id, excluded.lead_id)
                WHERE known.message_count = \(Int32(change.messageCount - 1))
                RETURNING message_count
            ), message AS (
                INSERT INTO analyzer.messages (
                    tenant_id, conversation_id, ordinal, message_id, role, action, text, sent_at,
                    typing_started_at, price, answer)
                SELECT \(request.tenantID), \(request.conversationID), message_count,
                    \(utterance.id), \(utterance.role), \(utterance.action), \(utterance.text),
                    \(utterance.sentAt), \(utterance.typingStartedAt), \(utterance.price),
                    \(kept.update.wireBytes())
                FROM conversation
            ), analysis AS (
                INSERT INTO analyzer.analyses (
                    tenant_id, conversation_id, engine, engine_version, message_count,
                    overall_quality_score, outcome, questions_asked, objections_identified,
                    objections_resolved, appointment_scheduled, stored_at)
                SELECT \(request.tenantID), \(request.conversationID),
                    \(AnalysisEngine.local.rawValue),
                    \(ConversationAnalyzer.engineVersion), message_count,
                    \(change.overallQualityScore), \(change.outcome),
                    \(Int32(change.questionsAsked)), \(Int32(change.objectionsIdentified)),
                    \(Int32(change.objectionsResolved)), \(change.appointmentScheduled),
                    \(kept.update.storedAt)
                FROM conversation
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
                SELECT \(event.tenantID), \(event.eventID), \(event.kind), \(event.agentID),
                    \(event.occurredAt), \(event.payload)
                FROM conversation
            )
            SELECT message_count FROM conversation
            """, as: Int32.self)
        guard count == Int32(change.messageCount) else { throw StaleConversation() }
        events.announce(in: session)
    }
}
