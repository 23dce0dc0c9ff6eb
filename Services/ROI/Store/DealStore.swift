import Identifiers
import Postgres
import ROIDomain

/// Deals that agents closed, as the books have them.
struct DealStore: Sendable {
    let database: Database

    func record(
        _ deal: Deal, _ tenant: TenantID
    ) async throws(DatabaseError) -> Recording {
        let session = database.scoped(to: .tenant(tenant))
        let inserted = try await session.execute(
            """
            INSERT INTO roi.deals (tenant_id, deal_id, agent_id, amount, currency, closed_at) \
            VALUES (\(tenant), \(deal.id), \(deal.agentID), \(deal.amount.minorUnits), \
            \(deal.amount.currency), \(deal.closedAt)) \
            ON CONFLICT (tenant_id, deal_id) DO NOTHING
            """)
        if inserted > 0 { return .new }
        let same = try await session.query(
            """
            SELECT (agent_id, amount, currency, closed_at) IS NOT DISTINCT FROM (\(deal.agentID), \
            \(deal.amount.minorUnits), \(deal.amount.currency), \(deal.closedAt)) \
            FROM roi.deals WHERE tenant_id = \(tenant) AND deal_id = \(deal.id)
            """, as: Bool.self)
        return same == [true] ? .known : .taken
    }

    /// Of the tenant's coached agents, in a period.
    func deals(
        _ tenant: TenantID, in period: Period, session: some SQLSession
    ) async throws -> [Deal] {
        try await session.query(
            """
            SELECT deal_id, agent_id, amount, currency, closed_at FROM roi.deals \
            JOIN roi.coached_agents USING (tenant_id, agent_id) WHERE tenant_id = \(tenant) \
            AND closed_at >= \(period.start) AND closed_at < \(period.end) \
            AND first_session_at < \(period.end) ORDER BY deal_id
            """, as: (String, AgentID, Int64, String, Instant).self
        ).map {
            try Deal(
                id: $0.0, agentID: $0.1, amount: Money(minorUnits: $0.2, currency: $0.3),
                closedAt: $0.4)
        }
    }
}
