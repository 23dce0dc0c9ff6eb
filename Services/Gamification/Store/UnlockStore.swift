import GamificationDomain
import Identifiers
import Postgres

/// Which achievements agents have unlocked, and when.
struct UnlockStore: Sendable {
    /// Adds the times of one achievement; a known one moves only back.
    ///
    /// Returns which times, from 1, were new. Idempotent, in whatever order.
    func add(
        _ moments: [AgentMoment], of achievement: Achievement, _ agent: AgentID,
        _ tenant: TenantID, in session: some SQLSession
    ) async throws(DatabaseError) -> Set<Int> {
        let occurrences = moments.indices.map { Int32($0 + 1) }
        let rows = try await session.query(
            """
            INSERT INTO gamification.unlocks AS known \
            (tenant_id, agent_id, achievement_id, occurrence, local_day, unlocked_at) \
            SELECT \(tenant), \(agent), \(achievement.id), unlock.* FROM unnest(\
            \(occurrences)::int[], \(moments.map(\.day))::date[], \
            \(moments.map(\.instant))::timestamptz[]) AS unlock \
            ON CONFLICT (tenant_id, agent_id, achievement_id, occurrence) DO UPDATE \
            SET local_day = excluded.local_day, unlocked_at = excluded.unlocked_at \
            WHERE excluded.unlocked_at < known.unlocked_at \
            RETURNING occurrence
            """, as: Int32.self)
        return Set(rows.map { Int($0) })
    }

    /// How often an agent unlocked what they did, and when first.
    func unlocks(
        of agent: AgentID, _ tenant: TenantID, in session: some SQLSession
    ) async throws(DatabaseError) -> [String: (times: Int, first: Instant)] {
        let rows = try await session.query(
            """
            SELECT achievement_id, count(*), min(unlocked_at) FROM gamification.unlocks \
            WHERE tenant_id = \(tenant) AND agent_id = \(agent) GROUP BY achievement_id
            """, as: (String, Int, Instant).self)
        return Dictionary(uniqueKeysWithValues: rows.map { ($0.0, ($0.1, $0.2)) })
    }

    /// What an agent unlocked in a time, in order, a repeated one each time.
    func unlocked(
        by agent: AgentID, _ tenant: TenantID, from start: Instant, until end: Instant,
        in session: some SQLSession
    ) async throws(DatabaseError) -> [String] {
        try await session.query(
            """
            SELECT achievement_id FROM gamification.unlocks WHERE tenant_id = \(tenant) \
            AND agent_id = \(agent) AND unlocked_at >= \(start) AND unlocked_at < \(end) \
            ORDER BY unlocked_at, achievement_id, occurrence
            """, as: String.self)
    }

    /// How usual achievements are among a tenant's agents.
    struct Rarity: Sendable {
        let agents: Int
        let unlocked: [String: Int]

        /// 0–1; nil while there are no agents.
        func share(of achievement: Achievement) -> Double? {
            agents > 0 ? Double(unlocked[achievement.id] ?? 0) / Double(agents) : nil
        }
    }

    func rarity(
        _ tenant: TenantID, in session: some SQLSession
    ) async throws(DatabaseError) -> Rarity {
        let rows = try await session.query(
            """
            SELECT achievement_id, count(*) FROM gamification.unlocks \
            WHERE tenant_id = \(tenant) AND occurrence = 1 GROUP BY achievement_id
            """, as: (String, Int).self)
        let agents = try await session.first(
            "SELECT count(*) FROM gamification.scores WHERE tenant_id = \(tenant)", as: Int.self)
        return Rarity(
            agents: agents ?? 0,
            unlocked: Dictionary(uniqueKeysWithValues: rows.map { ($0.0, $0.1) }))
    }
}
