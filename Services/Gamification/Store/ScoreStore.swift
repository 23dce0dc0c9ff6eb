import GamificationDomain
import Identifiers
import Postgres

/// Everybody's balance, kept beside the ledger that it is the sum of.
struct ScoreStore: Sendable {
    /// Rows that are read at once: some four megabytes.
    static let pageCountMax = 50_000

    /// Adds the ledgers of agents up anew.
    func refresh(
        _ agents: [AgentID], _ tenant: TenantID, in session: some SQLSession
    ) async throws(DatabaseError) {
        try await session.execute(
            """
            INSERT INTO gamification.scores AS known (tenant_id, agent_id, points, reached_at) \
            SELECT \(tenant), one.agent_id, ledger.points, ledger.reached_at \
            FROM unnest(\(agents.map(\.rawValue))::text[]) AS one (agent_id), LATERAL ( \
            SELECT coalesce(sum(paid), 0)::bigint AS points, \
            coalesce(max(earned_at) FILTER (WHERE paid <> 0), 'epoch') AS reached_at \
            FROM gamification.payments AS payment \
            WHERE payment.tenant_id = \(tenant) AND payment.agent_id = one.agent_id) AS ledger \
            ON CONFLICT (tenant_id, agent_id) DO UPDATE SET points = excluded.points, \
            reached_at = excluded.reached_at, changed_in = pg_current_xact_id() \
            WHERE (known.points, known.reached_at) <> (excluded.points, excluded.reached_at)
            """)
    }

    /// Where a reader of the table stands: what it has not seen yet is in later transactions, or in
    /// another file once the table was emptied.
    struct Mark: Hashable, Sendable {
        let transaction: UInt64
        let file: Int64
    }

    /// What a reader that begins now will have seen. Ask before reading.
    func mark(in session: some SQLSession) async throws(DatabaseError) -> Mark {
        let row = try await session.first(
            """
            SELECT pg_snapshot_xmin(pg_current_snapshot()), \
            pg_relation_filenode('gamification.scores')::bigint
            """, as: (UInt64, Int64).self)
        return Mark(transaction: row?.0 ?? 0, file: row?.1 ?? 0)
    }

    /// The balances that changed in or after a transaction, and where a reader of them then stands.
    ///
    /// One statement and so one snapshot: nothing that it does not see is before the mark.
    func news(
        _ tenant: TenantID, since transaction: UInt64, in session: some SQLSession
    ) async throws(DatabaseError) -> (standings: [Standing], mark: Mark?) {
        let rows = try await session.query(
            """
            SELECT pg_snapshot_xmin(pg_current_snapshot()), \
            pg_relation_filenode('gamification.scores')::bigint, score.agent_id, score.points, \
            score.reached_at FROM (SELECT) AS one LEFT JOIN gamification.scores AS score \
            ON score.tenant_id = \(tenant) AND score.changed_in >= \(transaction)
            """, as: (UInt64, Int64, AgentID?, Int64?, Instant?).self)
        let standings = rows.compactMap { row -> Standing? in
            guard let agent = row.2, let points = row.3, let instant = row.4 else { return nil }
            return Standing(agentID: agent, points: points, reachedAt: instant)
        }
        return (standings, rows.first.map { Mark(transaction: $0.0, file: $0.1) })
    }

    /// Everybody's balance, read a page at a time.
    func standings(
        _ tenant: TenantID, in session: some SQLSession
    ) async throws(DatabaseError) -> [Standing] {
        var standings: [Standing] = []
        while true {
            let last = standings.last?.agentID.rawValue ?? ""
            let page = try await session.query(
                """
                SELECT agent_id, points, reached_at FROM gamification.scores \
                WHERE tenant_id = \(tenant) AND agent_id > \(last) ORDER BY agent_id \
                LIMIT \(Self.pageCountMax)
                """, as: (AgentID, Int64, Instant).self)
            standings += page.map { Standing(agentID: $0.0, points: $0.1, reachedAt: $0.2) }
            if page.count < Self.pageCountMax { return standings }
        }
    }
}
