import GamificationDomain
import Identifiers
import Postgres

/// The points ledger.
struct LedgerStore: Sendable {
    let database: Database

    /// Adds entries; of one that is known, or comes twice, the earliest moment counts.
    ///
    /// Returns the ids of the entries that were new or moved. Idempotent, in whatever order.
    func add(
        _ entries: [LedgerEntry], _ tenant: TenantID, in session: some SQLSession
    ) async throws(DatabaseError) -> Set<String> {
        guard !entries.isEmpty else { return [] }
        let ids = try await session.query(
            """
            INSERT INTO gamification.points AS known \
            (tenant_id, entry_id, agent_id, reason, points, daily_limit, local_day, earned_at, \
            rules_version, reverses, halves_after) \
            SELECT DISTINCT ON (entry_id) \(tenant), entry.* FROM unnest(\(entries.map(\.id))::text[], \
            \(entries.map(\.moment.agentID.rawValue))::text[], \
            \(entries.map(\.reason.rawValue))::text[], \(entries.map(\.points))::bigint[], \
            \(entries.map { $0.dailyLimit.map(Int32.init(clamping:)) })::int[], \
            \(entries.map(\.moment.day))::date[], \
            \(entries.map(\.moment.instant))::timestamptz[], \
            \(entries.map { Int32(clamping: $0.rulesVersion) })::int[], \
            \(entries.map(\.reverses))::text[], \
            \(entries.map { $0.halvesAfter.map(Int32.init(clamping:)) })::int[]) \
            AS entry (entry_id, agent_id, reason, points, daily_limit, local_day, earned_at, \
            rules_version, reverses, halves_after) ORDER BY entry_id, earned_at \
            ON CONFLICT (tenant_id, entry_id) DO UPDATE \
            SET local_day = excluded.local_day, earned_at = excluded.earned_at, \
            points = excluded.points, daily_limit = excluded.daily_limit, \
            halves_after = excluded.halves_after, rules_version = excluded.rules_version \
            WHERE excluded.earned_at < known.earned_at \
            RETURNING entry_id
            """, as: String.self)
        return Set(ids)
    }

    /// What some of these agents' entries pay, with the balance of all entries of the same agent.
    func payments(
        of entries: Set<String>, _ agents: [AgentID], _ tenant: TenantID,
        in session: some SQLSession
    ) async throws(DatabaseError) -> [String: (paid: Int64, balance: Int64)] {
        let rows = try await session.query(
            """
            SELECT entry_id, paid, balance \
            FROM unnest(\(agents.map(\.rawValue))::text[]) AS one (agent_id), LATERAL ( \
            SELECT entry_id, paid, (sum(paid) OVER ())::bigint AS balance \
            FROM gamification.payments AS payment \
            WHERE payment.tenant_id = \(tenant) AND payment.agent_id = one.agent_id \
            ) AS payment WHERE entry_id = ANY(\(entries.sorted()))
            """, as: (String, Int64, Int64).self)
        return Dictionary(uniqueKeysWithValues: rows.map { ($0.0, ($0.1, $0.2)) })
    }

    /// What all of an agent's entries come to.
    func balance(
        of agent: AgentID, _ tenant: TenantID, in session: some SQLSession
    ) async throws(DatabaseError) -> Int64 {
        try await session.first(
            """
            SELECT coalesce(sum(paid), 0)::bigint FROM gamification.payments \
            WHERE tenant_id = \(tenant) AND agent_id = \(agent)
            """, as: Int64.self) ?? 0
    }

    /// Every entry of an agent.
    func entries(
        of agent: AgentID, _ tenant: TenantID
    ) async throws(DatabaseError) -> [LedgerEntry] {
        let rows = try await database.scoped(to: .tenant(tenant)).query(
            """
            SELECT entry_id, reason, points, daily_limit, local_day, earned_at, rules_version, \
            reverses, halves_after FROM gamification.points \
            WHERE tenant_id = \(tenant) AND agent_id = \(agent)
            """,
            as: (
                String, PointReason, Int64, Int32?, CalendarDate, Instant, Int32, String?, Int32?
            ).self
        )
        return rows.map { row -> LedgerEntry in
            let moment = AgentMoment(agentID: agent, instant: row.5, day: row.4)
            let (limit, halving) = (row.3.map { Int($0) }, row.8.map { Int($0) })
            return LedgerEntry(
                id: row.0, reason: row.1, points: row.2, dailyLimit: limit,
                halvesAfter: halving, moment: moment, rulesVersion: Int(row.6), reverses: row.7)
        }
    }

    /// Every agent's points of a window, of one category or of all.
    func standings(
        _ tenant: TenantID, in window: LeaderboardWindow, category: AchievementCategory? = nil,
        _ session: some SQLSession
    ) async throws(DatabaseError) -> [Standing] {
        let reasons = category.map { category in
            PointReason.allCases.filter { $0.category == category }.map(\.rawValue)
        }
        let names = reasons ?? []
        return try await session.query(
            """
            SELECT agent_id, sum(paid)::bigint, max(earned_at) FROM gamification.payments \
            WHERE tenant_id = \(tenant) AND paid <> 0 \
            AND (\(window.start)::timestamptz IS NULL OR earned_at >= \(window.start)) \
            AND (\(window.end)::timestamptz IS NULL OR earned_at < \(window.end)) \
            AND (\(category)::text IS NULL OR reason = ANY(\(names)::text[])) GROUP BY agent_id
            """, as: (AgentID, Int64, Instant).self
        ).map { Standing(agentID: $0.0, points: $0.1, reachedAt: $0.2) }
    }
}
