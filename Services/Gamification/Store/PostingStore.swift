import GamificationDomain
import Identifiers
import Postgres

/// What agents spent and won by their own doing.
struct PostingStore: Sendable {
    /// Posts an entry once; returns whether it is new.
    ///
    /// - Parameter day: the day that it is for.
    func add(
        _ entry: LedgerEntry, for day: CalendarDate, _ tenant: TenantID,
        in session: some SQLSession
    ) async throws(DatabaseError) -> Bool {
        try await session.execute(
            """
            INSERT INTO gamification.postings \
            (tenant_id, entry_id, agent_id, reason, points, local_day, posted_at) \
            VALUES (\(tenant), \(entry.id), \(entry.moment.agentID), \(entry.reason), \
            \(entry.points), \(day), \(entry.moment.instant)) \
            ON CONFLICT (tenant_id, entry_id) DO NOTHING
            """) > 0
    }

    func entries(
        of agent: AgentID, _ tenant: TenantID, in session: some SQLSession
    ) async throws(DatabaseError) -> [LedgerEntry] {
        try await session.query(
            """
            SELECT entry_id, reason, points, local_day, posted_at FROM gamification.postings \
            WHERE tenant_id = \(tenant) AND agent_id = \(agent)
            """, as: (String, PointReason, Int64, CalendarDate, Instant).self
        ).map { row in
            LedgerEntry(
                id: row.0, reason: row.1, points: row.2, dailyLimit: nil,
                moment: AgentMoment(agentID: agent, instant: row.4, day: row.3), rulesVersion: 0)
        }
    }
}
