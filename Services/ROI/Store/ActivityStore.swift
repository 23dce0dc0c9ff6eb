import Identifiers
import Postgres
import ROIDomain

/// What agents did, from Coaching's events. Every event may come twice.
struct ActivityStore: Sendable {
    let database: Database

    func apply(
        _ session: SessionState, _ tenant: TenantID, in transaction: Transaction
    ) async throws(DatabaseError) {
        try await transaction.execute(
            """
            INSERT INTO roi.sessions AS known (tenant_id, session_id, agent_id, status, \
            started_at, coached_microseconds, changed_at) \
            VALUES (\(tenant), \(session.id), \(session.agentID), \(session.status), \
            \(session.changedAt), \(session.coachedTime.microseconds), \(session.changedAt)) \
            ON CONFLICT (tenant_id, session_id) DO UPDATE SET \
            status = CASE WHEN excluded.changed_at >= known.changed_at \
            THEN excluded.status ELSE known.status END, \
            started_at = least(known.started_at, excluded.started_at), \
            coached_microseconds = \
            greatest(known.coached_microseconds, excluded.coached_microseconds), \
            changed_at = greatest(known.changed_at, excluded.changed_at)
            """)
    }

    func apply(
        _ message: HeardMessage, _ tenant: TenantID, in transaction: Transaction
    ) async throws(DatabaseError) {
        try await transaction.execute(
            """
            WITH active AS ( \
            INSERT INTO roi.activity AS known (tenant_id, agent_id, day, quarters) \
            SELECT \(tenant), \(message.agentID), \(message.sentAt.utcDay), \
            set_bit(repeat('0', 96)::bit(96), \(Int32(message.sentAt.quarterOfDay)), 1) \
            WHERE \(message.isAgents) \
            ON CONFLICT (tenant_id, agent_id, day) DO UPDATE \
            SET quarters = known.quarters | excluded.quarters \
            WHERE known.quarters | excluded.quarters <> known.quarters) \
            INSERT INTO roi.conversations AS known \
            (tenant_id, conversation_id, agent_id, first_at, message_count, outcome) \
            VALUES (\(tenant), \(message.conversationID), \(message.agentID), \(message.sentAt), \
            \(Int32(clamping: message.messageCount)), \(message.outcome)) \
            ON CONFLICT (tenant_id, conversation_id) DO UPDATE SET \
            first_at = least(known.first_at, excluded.first_at), \
            outcome = CASE WHEN excluded.message_count > known.message_count \
            THEN excluded.outcome ELSE known.outcome END, \
            message_count = greatest(known.message_count, excluded.message_count)
            """)
    }
}

// MARK: - What a report asks

extension ActivityStore {
    /// The outcomes that count as won, as in Coaching's profile of an agent.
    static let successes = [
        ConversationOutcome.appointmentScheduled.rawValue,
        ConversationOutcome.leadAdvanced.rawValue,
    ]

    /// Every agent who had a session that began before the end of the period and was not cancelled.
    func coachedAgents(
        _ tenant: TenantID, in period: Period, session: some SQLSession
    ) async throws(DatabaseError) -> [AgentID] {
        try await session.query(
            """
            SELECT DISTINCT agent_id FROM roi.sessions WHERE tenant_id = \(tenant) \
            AND started_at < \(period.end) AND status <> 'cancelled' ORDER BY agent_id
            """, as: AgentID.self)
    }

    /// What agents did in a period, by UTC day; for activity it is rounded to quarter-hours.
    func days(
        of agents: [AgentID], _ tenant: TenantID, in period: Period, session: some SQLSession
    ) async throws(DatabaseError) -> [AgentDay] {
        let agents = agents.map(\.rawValue)
        let first = Int32(period.start.quarterOfDay)
        let last = Int32(period.end.quarterOfDay)
        return try await session.query(
            """
            SELECT agent_id, day, sum(conversations)::bigint, sum(known)::bigint, \
            sum(successes)::bigint, sum(quarters)::bigint, sum(coached)::bigint FROM ( \
            SELECT agent_id, (first_at AT TIME ZONE 'UTC')::date AS day, 1 AS conversations, \
            (outcome <> 'in_progress')::int AS known, \
            (outcome = ANY(\(Self.successes)))::int AS successes, 0 AS quarters, 0 AS coached \
            FROM roi.conversations WHERE tenant_id = \(tenant) AND agent_id = ANY(\(agents)) \
            AND first_at >= \(period.start) AND first_at < \(period.end) \
            UNION ALL \
            SELECT agent_id, day, 0, 0, 0, bit_count(substring(quarters \
            FROM skipped + 1 FOR greatest(0, kept - skipped)))::int, 0 \
            FROM (SELECT *, \
            CASE WHEN day = \(period.start.utcDay) THEN \(first) ELSE 0 END AS skipped, \
            CASE WHEN day = \(period.end.utcDay) THEN \(last) ELSE 96 END AS kept \
            FROM roi.activity WHERE tenant_id = \(tenant) AND agent_id = ANY(\(agents)) \
            AND day BETWEEN \(period.start.utcDay) AND \(period.end.utcDay)) AS cut \
            UNION ALL \
            SELECT agent_id, (started_at AT TIME ZONE 'UTC')::date, 0, 0, 0, 0, \
            coached_microseconds FROM roi.sessions \
            WHERE tenant_id = \(tenant) AND agent_id = ANY(\(agents)) AND status <> 'cancelled' \
            AND started_at >= \(period.start) AND started_at < \(period.end) \
            ) AS event GROUP BY agent_id, day
            """,
            as: (AgentID, CalendarDate, Int64, Int64, Int64, Int64, Int64).self
        ).map { row in
            AgentDay(
                agentID: row.0, day: row.1, conversations: Int(row.2), knownOutcomes: Int(row.3),
                successes: Int(row.4), activeQuarters: Int(row.5),
                coachedTime: .microseconds(row.6))
        }
    }
}

extension Instant {
    /// 0–95: which quarter-hour of its UTC day.
    fileprivate var quarterOfDay: Int {
        let day: Int64 = 86_400_000_000
        return Int(((microseconds % day) + day) % day / 900_000_000)
    }
}
