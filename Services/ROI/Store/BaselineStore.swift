import Identifiers
import Postgres
import ROIDomain

/// How things were before coaching.
struct BaselineStore: Sendable {
    let database: Database

    /// Keeps a baseline in the place of an earlier one; returns whether there was one.
    func record(
        _ baseline: Baseline, of agent: AgentID?, _ tenant: TenantID, at now: Instant
    ) async throws(DatabaseError) -> Bool {
        try await database.scoped(to: .tenant(tenant)).query(
            """
            INSERT INTO roi.baselines (tenant_id, agent_id, period_start, period_end, \
            training_hours, conversations_per_hour, conversion_rate, value_per_success, \
            hourly_cost, currency, source, recorded_at, quality_score, retention_rate, \
            leads_per_hour) \
            VALUES (\(tenant), \(agent), \(baseline.period.start), \(baseline.period.end), \
            \(baseline.trainingHours), \(baseline.conversationsPerHour), \
            \(baseline.conversionRate), \(baseline.valuePerSuccess.minorUnits), \
            \(baseline.hourlyCost.minorUnits), \(baseline.currency), \(baseline.source), \(now), \
            \(baseline.qualityScore), \(baseline.retentionRate), \(baseline.leadsPerHour)) \
            ON CONFLICT (tenant_id, agent_id) DO UPDATE SET \
            period_start = excluded.period_start, period_end = excluded.period_end, \
            training_hours = excluded.training_hours, \
            conversations_per_hour = excluded.conversations_per_hour, \
            conversion_rate = excluded.conversion_rate, \
            value_per_success = excluded.value_per_success, hourly_cost = excluded.hourly_cost, \
            currency = excluded.currency, source = excluded.source, \
            recorded_at = excluded.recorded_at, quality_score = excluded.quality_score, \
            retention_rate = excluded.retention_rate, leads_per_hour = excluded.leads_per_hour \
            RETURNING xmax <> 0
            """, as: Bool.self
        ).first ?? false
    }

    /// The agent's own baseline, or that of the tenant's average agent.
    func baseline(
        for agent: AgentID?, _ tenant: TenantID, in session: some SQLSession
    ) async throws -> Baseline? {
        let row = try await session.first(
            """
            SELECT period_start, period_end, training_hours, conversations_per_hour, \
            conversion_rate, value_per_success, hourly_cost, currency, source, quality_score, \
            retention_rate, leads_per_hour, recorded_at \
            FROM roi.baselines WHERE tenant_id = \(tenant) \
            AND (agent_id IS NULL OR agent_id = \(agent)) ORDER BY agent_id NULLS LAST LIMIT 1
            """,
            as: (
                Instant, Instant, Double, Double, Double, Int64, Int64, String, String, Double?,
                Double?, Double?, Instant
            ).self)
        guard let row else { return nil }
        return try Baseline(
            period: Period(start: row.0, end: row.1), trainingHours: row.2,
            leadsPerHour: row.11, conversationsPerHour: row.3, conversionRate: row.4,
            valuePerSuccess: Money(minorUnits: row.5, currency: row.7),
            hourlyCost: Money(minorUnits: row.6, currency: row.7), qualityScore: row.9,
            retentionRate: row.10, source: row.8, recordedAt: row.12)
    }
}
