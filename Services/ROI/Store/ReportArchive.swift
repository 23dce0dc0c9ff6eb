import Identifiers
import Postgres
import ROIContract
import ROIDomain

/// Reports that were handed out, by the hash of their numbers.
struct ReportArchive: Sendable {
    let database: Database

    /// The same numbers again change nothing.
    func keep(
        _ numbers: String, hash: String, of request: RenderReport, at now: Instant
    ) async throws(DatabaseError) {
        try await database.scoped(to: .tenant(request.tenantID)).execute(
            """
            INSERT INTO roi.reports (tenant_id, hash, agent_id, period_start, period_end, numbers, \
            created_at) VALUES (\(request.tenantID), \(hash), \(request.agentID), \
            \(request.periodStart), \(request.periodEnd), \(numbers), \(now)) \
            ON CONFLICT (tenant_id, hash) DO NOTHING
            """)
    }

    func report(
        _ hash: String, _ tenant: TenantID
    ) async throws(DatabaseError) -> (createdAt: Instant, numbers: String)? {
        try await database.scoped(to: .tenant(tenant)).query(
            """
            SELECT created_at, numbers FROM roi.reports \
            WHERE tenant_id = \(tenant) AND hash = \(hash)
            """, as: (Instant, String).self
        ).first.map { ($0.0, $0.1) }
    }
}
