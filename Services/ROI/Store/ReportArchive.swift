import Identifiers
import Postgres
import ROIContract
import ROIDomain

/// Reports that were handed out, by the hash of their numbers.
struct ReportArchive: Sendable {
    let database: Database

    /// As many as a page lists.
    static let listMax = 100

    /// What a hash stands for.
    struct Kept: Sendable {
        let query: GetReport
        let createdAt: Instant
        /// JSON.
        let numbers: String
    }

    /// The same numbers again change nothing.
    func keep(
        _ numbers: String, hash: String, of query: GetReport, isScheduled: Bool, at now: Instant
    ) async throws(DatabaseError) {
        try await database.scoped(to: .tenant(query.tenantID)).execute(
            """
            INSERT INTO roi.reports (tenant_id, hash, agent_id, period_start, period_end, numbers, \
            created_at, is_scheduled, team_id) VALUES (\(query.tenantID), \(hash), \
            \(query.agentID), \(query.periodStart), \(query.periodEnd), \(numbers), \(now), \
            \(isScheduled), \(query.teamID)) \
            ON CONFLICT (tenant_id, hash) DO NOTHING
            """)
    }

    func report(
        _ hash: String, _ tenant: TenantID
    ) async throws(DatabaseError) -> Kept? {
        try await database.scoped(to: .tenant(tenant)).query(
            """
            SELECT agent_id, period_start, period_end, created_at, numbers, team_id \
            FROM roi.reports \
            WHERE tenant_id = \(tenant) AND hash = \(hash)
            """, as: (AgentID?, Instant, Instant, Instant, String, TeamID?).self
        ).first.map {
            Kept(
                query: GetReport(
                    tenantID: tenant, agentID: $0.0, periodStart: $0.1, periodEnd: $0.2,
                    teamID: $0.5),
                createdAt: $0.3, numbers: $0.4)
        }
    }

    func newest(_ tenant: TenantID) async throws(DatabaseError) -> [KeptReport] {
        try await database.scoped(to: .tenant(tenant)).query(
            """
            SELECT hash, agent_id, period_start, period_end, created_at, is_scheduled, team_id \
            FROM roi.reports WHERE tenant_id = \(tenant) \
            ORDER BY created_at DESC, hash LIMIT \(Int64(Self.listMax))
            """, as: (String, AgentID?, Instant, Instant, Instant, Bool, TeamID?).self
        ).map {
            KeptReport(
                hash: $0.0, agentID: $0.1, periodStart: $0.2, periodEnd: $0.3, createdAt: $0.4,
                isScheduled: $0.5, teamID: $0.6)
        }
    }
}
