import Identifiers
import Postgres
import ROIDomain

/// What agents did, from Coaching's events. Every event may come twice.
struct ActivityStore: Sendable {
    let database: Database

    /// The newest status of each session counts; what is told twice changes nothing.
    func apply(
        _ sessions: [SessionState], _ tenant: TenantID, in transaction: Transaction
    ) async throws(DatabaseError) {
        guard !sessions.isEmpty else { return }
        try await transaction.execute(
            """
            INSERT INTO roi.sessions AS known (tenant_id, session_id, agent_id, status, \
            started_at, coached_microseconds, changed_at) \
            SELECT DISTINCT ON (session_id) \(tenant), session_id, \
            first_value(agent_id) OVER (told ORDER BY place), status, min(changed_at) OVER told, \
            max(coached) OVER told, changed_at FROM unnest( \
            \(sessions.map(\.id))::uuid[], \(sessions.map(\.agentID.rawValue))::text[], \
            \(sessions.map(\.status.rawValue))::text[], \
            \(sessions.map(\.coachedTime.microseconds))::bigint[], \
            \(sessions.map(\.changedAt))::timestamptz[]) WITH ORDINALITY \
            AS event (session_id, agent_id, status, coached, changed_at, place) \
            WINDOW told AS (PARTITION BY session_id) \
            ORDER BY session_id, changed_at DESC, place DESC \
            ON CONFLICT (tenant_id, session_id) DO UPDATE SET \
            status = CASE WHEN excluded.changed_at >= known.changed_at \
            THEN excluded.status ELSE known.status END, \
            started_at = least(known.started_at, excluded.started_at), \
            coached_microseconds = \
            greatest(known.coached_microseconds, excluded.coached_microseconds), \
            changed_at = greatest(known.changed_at, excluded.changed_at)
            """)
    }

    /// A conversation is as its latest message says, whichever is told first.
    func apply(
        _ messages: [HeardMessage], _ tenant: TenantID, in transaction: Transaction
    ) async throws(DatabaseError) {
        guard !messages.isEmpty else { return }
        try await transaction.execute(
            """
            WITH heard AS MATERIALIZED ( \
            SELECT * FROM unnest(\(messages.map(\.conversationID.rawValue))::text[], \
            \(messages.map(\.agentID.rawValue))::text[], \
            \(messages.map { $0.leadID?.rawValue })::text[], \
            \(messages.map(\.sentAt))::timestamptz[], \
            \(messages.map { Int32(clamping: $0.messageCount) })::int[], \
            \(messages.map(\.outcome.rawValue))::text[], \(messages.map(\.quality))::float8[], \
            \(messages.map(\.sentAt.utcDay))::date[], \
            \(messages.map { $0.isAgents ? Int32($0.sentAt.quarterOfDay) : nil })::int[]) \
            WITH ORDINALITY AS message (conversation_id, agent_id, lead_id, sent_at, \
            message_count, outcome, quality, day, active_quarter, place)), \
            active AS ( \
            INSERT INTO roi.activity AS known (tenant_id, agent_id, day, quarters) \
            SELECT \(tenant), agent_id, day, \
            bit_or(set_bit(repeat('0', 96)::bit(96), active_quarter, 1)) FROM heard \
            WHERE active_quarter IS NOT NULL GROUP BY agent_id, day ORDER BY agent_id, day \
            ON CONFLICT (tenant_id, agent_id, day) DO UPDATE \
            SET quarters = known.quarters | excluded.quarters \
            WHERE known.quarters | excluded.quarters <> known.quarters), \
            lead AS ( \
            INSERT INTO roi.leads AS known (tenant_id, agent_id, lead_id, first_at) \
            SELECT \(tenant), agent_id, lead_id, min(sent_at) FROM heard \
            WHERE lead_id IS NOT NULL GROUP BY agent_id, lead_id ORDER BY agent_id, lead_id \
            ON CONFLICT (tenant_id, agent_id, lead_id) DO UPDATE \
            SET first_at = excluded.first_at WHERE excluded.first_at < known.first_at) \
            INSERT INTO roi.conversations AS known \
            (tenant_id, conversation_id, agent_id, first_at, message_count, outcome, quality) \
            SELECT DISTINCT ON (conversation_id) \(tenant), conversation_id, \
            first_value(agent_id) OVER (talk ORDER BY place), min(sent_at) OVER talk, \
            message_count, outcome, quality FROM heard \
            WINDOW talk AS (PARTITION BY conversation_id) \
            ORDER BY conversation_id, message_count DESC, place \
            ON CONFLICT (tenant_id, conversation_id) DO UPDATE SET \
            first_at = least(known.first_at, excluded.first_at), \
            outcome = CASE WHEN excluded.message_count > known.message_count \
            THEN excluded.outcome ELSE known.outcome END, \
            quality = CASE WHEN excluded.message_count > known.message_count \
            THEN excluded.quality ELSE known.quality END, \
            message_count = greatest(known.message_count, excluded.message_count)
            """)
    }
}

extension Instant {
    /// 0–95: which quarter-hour of its UTC day.
    var quarterOfDay: Int {
        let day: Int64 = 86_400_000_000
        return Int(((microseconds % day) + day) % day / 900_000_000)
    }
}
