import GamificationDomain
import Identifiers
import Postgres

/// Which achievements agents have unlocked, and when.
struct UnlockStore: Sendable {
    /// Adds unlocks; a known one moves only back.
    ///
    /// Returns those that were new or moved, in their order. Idempotent, in whatever order.
    func add(
        _ unlocks: [Unlock], _ tenant: TenantID, in session: some SQLSession
    ) async throws(DatabaseError) -> [Unlock] {
        guard !unlocks.isEmpty else { return [] }
        let rows = try await session.query(
            """
            INSERT INTO gamification.unlocks AS known \
            (tenant_id, agent_id, achievement_id, occurrence, local_day, unlocked_at) \
            SELECT \(tenant), unlock.* FROM unnest(\
            \(unlocks.map(\.moment.agentID.rawValue))::text[], \
            \(unlocks.map(\.achievement.id))::text[], \
            \(unlocks.map { Int32(clamping: $0.occurrence) })::int[], \
            \(unlocks.map(\.moment.day))::date[], \
            \(unlocks.map(\.moment.instant))::timestamptz[]) AS unlock \
            ON CONFLICT (tenant_id, agent_id, achievement_id, occurrence) DO UPDATE \
            SET local_day = excluded.local_day, unlocked_at = excluded.unlocked_at \
            WHERE excluded.unlocked_at < known.unlocked_at \
            RETURNING agent_id, achievement_id, occurrence
            """, as: (AgentID, String, Int32).self)
        let changed = Set(
            rows.map { Unlock.ID(agent: $0.0, achievement: $0.1, occurrence: Int($0.2)) })
        return unlocks.filter { changed.contains($0.id) }
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

/// An achievement that an agent completes, for the first time, the second, and on.
struct Unlock: Sendable {
    struct ID: Hashable {
        let agent: AgentID
        let achievement: String
        let occurrence: Int
    }

    let achievement: Achievement
    let moment: AgentMoment
    /// From 1.
    let occurrence: Int

    var id: ID {
        ID(agent: moment.agentID, achievement: achievement.id, occurrence: occurrence)
    }
}
