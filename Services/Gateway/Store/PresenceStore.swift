import GatewayDomain
import Identifiers
import Postgres

/// Who has a page open, over all replicas of the gateway.
struct PresenceStore: Sendable {
    /// Three refreshments: a replica that is gone is believed no longer.
    static let believedFor = Duration.seconds(60)
    /// What a replica left that died is taken away by the others.
    private static let keptFor = Duration.seconds(3_600)

    let database: Database

    /// The agents who have a page open at `replica` are these, and no others.
    func save(
        _ present: Set<Audience>, at replica: String, _ now: Instant
    ) async throws {
        let people = present.filter { $0.agent != nil }
        let (tenants, agents) = (people.map { $0.tenant }, people.compactMap { $0.agent })
        try await database.withTransaction(.allTenants) { transaction in
            try await transaction.execute(
                """
                INSERT INTO gateway.presence (tenant_id, agent_id, replica_id, seen_at) \
                SELECT tenant_id, agent_id, \(replica), \(now) \
                FROM unnest(\(tenants)::text[], \(agents)::text[]) \
                AS present (tenant_id, agent_id) \
                ON CONFLICT (tenant_id, agent_id, replica_id) \
                DO UPDATE SET seen_at = excluded.seen_at
                """)
            try await transaction.execute(
                """
                DELETE FROM gateway.presence WHERE replica_id = \(replica) AND seen_at < \(now)
                """)
            try await transaction.execute(
                """
                DELETE FROM gateway.presence WHERE seen_at < \(now - Self.keptFor)
                """)
        }
    }

    /// The agents of a tenant who have a page open.
    func online(of tenant: TenantID, at now: Instant) async throws(DatabaseError) -> Set<AgentID> {
        Set(
            try await database.scoped(to: .tenant(tenant)).query(
                """
                SELECT agent_id FROM gateway.presence \
                WHERE tenant_id = \(tenant) AND seen_at > \(now - Self.believedFor)
                """, as: AgentID.self))
    }
}
