import AnalyzerContract
import Cache
import CoachingContract
import CoachingDomain
import Identifiers
import Postgres
import Runtime

/// Keeps how every conversation stands, from the Analyzer's events.
struct ScoreStore: Sendable {
    let database: Database

    /// Applies what an event says; one that is older than what is known changes nothing.
    func apply(
        _ event: MessageAnalyzed, outcome: ConversationOutcome, _ tenant: TenantID,
        in transaction: Transaction
    ) async throws(DatabaseError) {
        transaction.announce(change: CacheTag(tenant), in: "coaching")
        try await transaction.execute(
            """
            WITH agent AS ( \
            INSERT INTO coaching.agents (tenant_id, agent_id) \
            VALUES (\(tenant), \(event.agentID)) ON CONFLICT DO NOTHING) \
            INSERT INTO coaching.conversation_scores AS known \
            (tenant_id, conversation_id, agent_id, message_count, quality, outcome, \
            objections_identified, objections_resolved, appointment_scheduled, last_message_at) \
            VALUES (\(tenant), \(event.conversationID), \(event.agentID), \(event.ordinal), \
            \(event.overallQualityScore), \(outcome), \(event.objectionsIdentified), \
            \(event.objectionsResolved), \(event.appointmentScheduled), \(event.sentAt)) \
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
