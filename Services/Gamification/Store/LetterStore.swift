import GamificationDomain
import Identifiers
import Postgres

/// Letters on their way to Coaching.
struct LetterStore: Sendable {
    struct Row: Sendable {
        let tenant: TenantID
        let letter: Letter
        /// How often Coaching refused it.
        let refusalCount: Int
    }

    /// Writes a letter; one of the same key to the same agent changes nothing.
    func write(
        _ letter: Letter, _ tenant: TenantID, at now: Instant, in session: some SQLSession
    ) async throws(DatabaseError) {
        try await session.execute(
            """
            INSERT INTO gamification.letters (tenant_id, agent_id, letter_key, kind, priority, \
            title, body, subject, written_at) VALUES (\(tenant), \(letter.agentID), \
            \(letter.key), \(letter.kind.rawValue), \(letter.priority), \(letter.title), \
            \(letter.body), \(letter.subject), \(now)) ON CONFLICT DO NOTHING
            """)
    }

    /// Those of all tenants that may be offered at an instant, oldest first.
    func unsent(
        at now: Instant, limit: Int, in session: some SQLSession
    ) async throws(DatabaseError) -> [Row] {
        try await session.query(
            """
            SELECT tenant_id, agent_id, letter_key, kind, priority, title, body, subject, refusals \
            FROM gamification.letters WHERE sent_at IS NULL \
            AND (next_offer_at IS NULL OR next_offer_at <= \(now)) \
            ORDER BY written_at, tenant_id, agent_id, letter_key LIMIT \(limit)
            """,
            as: (
                TenantID, AgentID, String, Letter.Kind, CoachingPriority, String, String, String,
                Int32
            ).self
        ).map { row in
            Row(
                tenant: row.0,
                letter: Letter(
                    agentID: row.1, key: row.2, kind: row.3, priority: row.4, title: row.5,
                    body: row.6, subject: row.7), refusalCount: Int(row.8))
        }
    }

    func markSent(
        _ row: Row, at now: Instant, in session: some SQLSession
    ) async throws(DatabaseError) {
        try await session.execute(
            """
            UPDATE gamification.letters SET sent_at = \(now) WHERE tenant_id = \(row.tenant) \
            AND agent_id = \(row.letter.agentID) AND letter_key = \(row.letter.key)
            """)
    }

    func markRefused(
        _ row: Row, until next: Instant, in session: some SQLSession
    ) async throws(DatabaseError) {
        try await session.execute(
            """
            UPDATE gamification.letters SET refusals = \(Int32(clamping: row.refusalCount + 1)), \
            next_offer_at = \(next) WHERE tenant_id = \(row.tenant) \
            AND agent_id = \(row.letter.agentID) AND letter_key = \(row.letter.key)
            """)
    }

    /// Forgets what was written before; says how many of it nobody was told.
    func remove(
        writtenBefore instant: Instant, in session: some SQLSession
    ) async throws(DatabaseError) -> Int {
        try await session.first(
            """
            WITH gone AS (DELETE FROM gamification.letters WHERE written_at < \(instant) \
            RETURNING sent_at) SELECT count(*) FROM gone WHERE sent_at IS NULL
            """, as: Int.self) ?? 0
    }
}
