import Identifiers
import Postgres
import ROIDomain

/// How sure a tenant is of what a projection takes and nobody measured.
struct SpreadStore: Sendable {
    let database: Database

    /// Keeps them in the place of earlier ones.
    func record(
        _ spreads: ProjectionSpreads, _ tenant: TenantID, at now: Instant
    ) async throws(DatabaseError) {
        try await database.scoped(to: .tenant(tenant)).execute(
            """
            INSERT INTO roi.projection_spreads (tenant_id, value_per_success, active_hours, \
            annual_cost, source, recorded_at) VALUES (\(tenant), \(spreads.valuePerSuccess), \
            \(spreads.activeHours), \(spreads.annualCost), \(spreads.source), \(now)) \
            ON CONFLICT (tenant_id) DO UPDATE SET \
            value_per_success = excluded.value_per_success, \
            active_hours = excluded.active_hours, annual_cost = excluded.annual_cost, \
            source = excluded.source, recorded_at = excluded.recorded_at
            """)
    }

    /// Nil as long as the tenant recorded none.
    func spreads(
        _ tenant: TenantID, in session: some SQLSession
    ) async throws -> (spreads: ProjectionSpreads, recordedAt: Instant)? {
        let row = try await session.first(
            """
            SELECT value_per_success, active_hours, annual_cost, source, recorded_at \
            FROM roi.projection_spreads WHERE tenant_id = \(tenant)
            """, as: (Double, Double, Double, String, Instant).self)
        guard let row else { return nil }
        return (
            try ProjectionSpreads(
                valuePerSuccess: row.0, activeHours: row.1, annualCost: row.2, source: row.3),
            row.4
        )
    }
}
