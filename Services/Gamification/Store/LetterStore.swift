import GamificationDomain
import Identifiers
import Postgres

/// Letters on their way to Coaching.
struct LetterStore: Sendable {
    struct Row: Sendable {
        let tenant: TenantID
        let letter: Letter
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

    /// Of all tenants, oldest first.
    func unsent(
        limit: Int, in session: some SQLSession
    ) async throws(DatabaseError) -> [Row] {
        try await session.query(
            """
            SELECT tenant_id, agent_id, letter_key, kind, priority, title, body, subject \
            FROM gamification.letters WHERE sent_at IS NULL \
            ORDER BY written_at, tenant_id, agent_id, letter_key LIMIT \(limit)
            """,
            as: (
                TenantID, AgentID, String, Letter.Kind, CoachingPriority, String, String, String
            ).self
        ).map { row in
            Row(
                tenant: row.0,
                letter: Letter(
                    agentID: row.1, key: row.2, kind: row.3, priority: row.4, title: row.5,
                    body: row.6, subject: row.7))
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

    /// Forgets what was written before, sent or not.
    func remove(
        writtenBefore instant: Instant, in session: some SQLSession
    ) async throws(DatabaseError) {
        try await session.execute(
            "DELETE FROM gamification.letters WHERE written_at < \(instant)")
    }
}
