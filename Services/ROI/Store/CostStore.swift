import Identifiers
import Postgres
import ROIDomain

/// What coaching and training cost.
struct CostStore: Sendable {
    let database: Database

    func record(
        _ cost: CostEntry, _ tenant: TenantID
    ) async throws(DatabaseError) -> Recording {
        let session = database.scoped(to: .tenant(tenant))
        let inserted = try await session.execute(
            """
            INSERT INTO roi.costs \
            (tenant_id, entry_id, agent_id, category, amount, currency, hours, incurred_at) \
            VALUES (\(tenant), \(cost.id), \(cost.agentID), \(cost.category), \
            \(cost.amount?.minorUnits), \(cost.amount?.currency), \(cost.hours), \
            \(cost.incurredAt)) ON CONFLICT (tenant_id, entry_id) DO NOTHING
            """)
        if inserted > 0 { return .new }
        let same = try await session.query(
            """
            SELECT (agent_id, category, amount, currency, hours, incurred_at) IS NOT DISTINCT \
            FROM (\(cost.agentID), \(cost.category), \(cost.amount?.minorUnits), \
            \(cost.amount?.currency), \(cost.hours), \(cost.incurredAt)) \
            FROM roi.costs WHERE tenant_id = \(tenant) AND entry_id = \(cost.id)
            """, as: Bool.self)
        return same == [true] ? .known : .taken
    }

    /// The costs of a period: of coached agents and of the whole tenant, and those of agents who were
    /// not coached before its end.
    func costs(
        _ tenant: TenantID, in period: Period, session: some SQLSession
    ) async throws -> (own: [CostEntry], stray: [CostEntry]) {
        let rows = try await session.query(
            """
            SELECT entry_id, agent_id, category, amount, currency, hours, incurred_at, \
            agent_id IS NULL OR EXISTS (SELECT FROM roi.coached_agents AS coached \
            WHERE coached.tenant_id = \(tenant) AND coached.agent_id = costs.agent_id \
            AND first_session_at < \(period.end)) \
            FROM roi.costs WHERE tenant_id = \(tenant) AND incurred_at >= \(period.start) \
            AND incurred_at < \(period.end) ORDER BY entry_id
            """,
            as: (
                String, AgentID?, CostCategory, Int64?, String?, Double?, Instant, Bool
            ).self)
        let entries = try rows.map { row in
            var amount: Money?
            if let minorUnits = row.3, let currency = row.4 {
                amount = Money(minorUnits: minorUnits, currency: currency)
            }
            let entry = try CostEntry(
                id: row.0, agentID: row.1, category: row.2, amount: amount, hours: row.5,
                incurredAt: row.6)
            return (cost: entry, isOwn: row.7)
        }
        return (
            own: entries.filter { $0.isOwn }.map { $0.cost },
            stray: entries.filter { !$0.isOwn }.map { $0.cost }
        )
    }
}

/// What came of recording an entry once.
enum Recording: Hashable, Sendable {
    case new
    /// The same entry is there already.
    case known
    /// Another entry has this id.
    case taken
}

extension CostCategory: PostgresCodable {}
