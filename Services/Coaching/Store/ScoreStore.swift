import AnalyzerContract
import Cache
import CoachingContract
import CoachingDomain
import Identifiers
import Postgres
import Runtime
import Wire

/// Keeps how every conversation stands, from the Analyzer's events.
struct ScoreStore: Sendable {
    let database: Database

    /// Applies what events say; what is older than what is known changes nothing.
    func apply(
        _ events: [MessageAnalyzed], _ tenant: TenantID, in transaction: Transaction
    ) async throws(DatabaseError) {
        guard !events.isEmpty else { return }
        transaction.announce(change: CacheTag(tenant), in: "coaching")
        // An outcome that only a newer Analyzer knows is none that we can count yet.
        let outcomes = events.map { ($0.outcome.known ?? .inProgress).rawValue }
        try await transaction.execute(
            """
            WITH heard AS MATERIALIZED ( \
            SELECT DISTINCT ON (conversation_id) * FROM unnest( \
            \(events.map(\.conversationID.rawValue))::text[], \
            \(events.map(\.agentID.rawValue))::text[], \
            \(events.map { Int32(clamping: $0.ordinal) })::int[], \
            \(events.map(\.overallQualityScore))::float8[], \(outcomes)::text[], \
            \(events.map { Int32(clamping: $0.objectionsIdentified) })::int[], \
            \(events.map { Int32(clamping: $0.objectionsResolved) })::int[], \
            \(events.map(\.appointmentScheduled))::bool[], \
            \(events.map(\.sentAt))::timestamptz[]) AS event (conversation_id, agent_id, \
            message_count, quality, outcome, objections_identified, objections_resolved, \
            appointment_scheduled, last_message_at) \
            ORDER BY conversation_id, message_count DESC), \
            agent AS ( \
            INSERT INTO coaching.agents (tenant_id, agent_id) \
            SELECT DISTINCT \(tenant), agent_id FROM heard ORDER BY agent_id \
            ON CONFLICT DO NOTHING) \
            INSERT INTO coaching.conversation_scores AS known \
            (tenant_id, conversation_id, agent_id, message_count, quality, outcome, \
            objections_identified, objections_resolved, appointment_scheduled, last_message_at) \
            SELECT \(tenant), heard.* FROM heard \
            ON CONFLICT (tenant_id, conversation_id) DO UPDATE SET \
            agent_id = excluded.agent_id, message_count = excluded.message_count, \
            quality = excluded.quality, outcome = excluded.outcome, \
            objections_identified = excluded.objections_identified, \
            objections_resolved = excluded.objections_resolved, \
            appointment_scheduled = excluded.appointment_scheduled, \
            last_message_at = greatest(known.last_message_at, excluded.last_message_at) \
            WHERE known.message_count < excluded.message_count
            """)
    }

    /// The agent's conversations since `start` whose areas are behind, newest first.
    func conversationsWithOldAreas(
        of agent: AgentID, _ tenant: TenantID, since start: Instant, limit: Int
    ) async throws(DatabaseError) -> [ConversationID] {
        try await database.scoped(to: .tenant(tenant)).query(
            """
            SELECT conversation_id FROM coaching.conversation_scores \
            WHERE tenant_id = \(tenant) AND agent_id = \(agent) \
            AND last_message_at >= \(start) AND areas_message_count < message_count \
            ORDER BY last_message_at DESC LIMIT \(limit)
            """, as: ConversationID.self)
    }

    /// Replaces the areas of a conversation unless newer ones are there.
    func save(
        _ areas: AreaScores, of conversation: ConversationID, _ tenant: TenantID
    ) async throws {
        let names = areas.scores.keys.sorted()
        let scores = names.compactMap { areas.scores[$0] }
        try await database.withTransaction(.tenant(tenant)) { transaction in
            let claimed = try await transaction.execute(
                """
                UPDATE coaching.conversation_scores \
                SET areas_message_count = \(areas.messageCount) \
                WHERE tenant_id = \(tenant) AND conversation_id = \(conversation) \
                AND areas_message_count < \(areas.messageCount)
                """)
            guard claimed > 0 else { return }
            try await transaction.execute(
                """
                DELETE FROM coaching.area_scores WHERE tenant_id = \(tenant) \
                AND conversation_id = \(conversation) AND area <> ALL(\(names))
                """)
            try await transaction.execute(
                """
                INSERT INTO coaching.area_scores (tenant_id, conversation_id, area, score) \
                SELECT \(tenant), \(conversation), area, score \
                FROM unnest(\(names)::text[], \(scores)::float8[]) AS found (area, score) \
                ON CONFLICT (tenant_id, conversation_id, area) \
                DO UPDATE SET score = excluded.score
                """)
        }
    }
}
