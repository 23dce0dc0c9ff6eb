import Identifiers
import Postgres
import ROIDomain

/// Which tenants' reports are made by themselves, and when the next is due.
struct ScheduleStore: Sendable {
    let database: Database

    struct Entry: Hashable, Sendable {
        var cadence: ReportCadence
        var dueAt: Instant?
        var problem = ""
    }

    /// A report whose period is over.
    struct Due: Hashable, Sendable {
        let tenant: TenantID
        let cadence: ReportCadence
        let at: Instant
    }

    func save(_ entry: Entry, _ tenant: TenantID) async throws(DatabaseError) {
        try await database.scoped(to: .tenant(tenant)).execute(
            """
            INSERT INTO roi.report_schedules (tenant_id, cadence, due_at, problem) \
            VALUES (\(tenant), \(entry.cadence), \(entry.dueAt), \(entry.problem)) \
            ON CONFLICT (tenant_id) DO UPDATE SET cadence = excluded.cadence, \
            due_at = excluded.due_at, problem = excluded.problem
            """)
    }

    /// Whether a baseline, a cost or a session of the tenant was ever recorded.
    func knows(_ tenant: TenantID) async throws(DatabaseError) -> Bool {
        try await database.scoped(to: .tenant(tenant)).query(
            """
            SELECT EXISTS (SELECT FROM roi.baselines WHERE tenant_id = \(tenant)) \
            OR EXISTS (SELECT FROM roi.costs WHERE tenant_id = \(tenant)) \
            OR EXISTS (SELECT FROM roi.sessions WHERE tenant_id = \(tenant))
            """, as: Bool.self
        ).first ?? false
    }

    func entry(_ tenant: TenantID) async throws(DatabaseError) -> Entry {
        try await database.scoped(to: .tenant(tenant)).query(
            """
            SELECT cadence, due_at, problem FROM roi.report_schedules \
            WHERE tenant_id = \(tenant)
            """, as: (ReportCadence, Instant?, String).self
        ).first.map { Entry(cadence: $0.0, dueAt: $0.1, problem: $0.2) }
            ?? Entry(cadence: .never)
    }

    /// Of all tenants, longest due first.
    func due(at now: Instant, limit: Int) async throws(DatabaseError) -> [Due] {
        try await database.scoped(to: .allTenants).query(
            """
            SELECT tenant_id, cadence, due_at FROM roi.report_schedules \
            WHERE due_at <= \(now) ORDER BY due_at LIMIT \(Int64(limit))
            """, as: (TenantID, ReportCadence, Instant).self
        ).map { Due(tenant: $0.0, cadence: $0.1, at: $0.2) }
    }

    /// Goes on to the next period, unless another replica did or a person changed the schedule.
    func advance(
        _ due: Due, to next: Instant?, problem: String
    ) async throws(DatabaseError) {
        try await database.scoped(to: .tenant(due.tenant)).execute(
            """
            UPDATE roi.report_schedules SET due_at = \(next), problem = \(problem) \
            WHERE tenant_id = \(due.tenant) AND cadence = \(due.cadence) AND due_at = \(due.at)
            """)
    }
}

extension ReportCadence: PostgresCodable {}
