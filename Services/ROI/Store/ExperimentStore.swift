import Identifiers
import Postgres
import ROIDomain
import Statistics

/// An experiment as it was started, and how it stands.
struct StoredExperiment: Hashable, Sendable {
    var id: String
    var feature: String
    var assignment: Assignment
    var metrics: [AgentOutcomes.Metric]
    var isByTeam: Bool
    var plannedUnits: Int
    var startedAt: Instant
    var stoppedAt: Instant?
}

/// Experiments, and who was exposed to which arm.
struct ExperimentStore: Sendable {
    let database: Database

    /// Keeps a new one; false when one of this id is there already.
    func insert(
        _ experiment: StoredExperiment, _ tenant: TenantID
    ) async throws(DatabaseError) -> Bool {
        let assignment = experiment.assignment
        return try await database.scoped(to: .tenant(tenant)).execute(
            """
            INSERT INTO roi.experiments (tenant_id, experiment_id, feature, arms, shares, metrics, \
            seed, by_team, ramp, planned_units, started_at) \
            VALUES (\(tenant), \(experiment.id), \(experiment.feature), \(assignment.arms), \
            \(assignment.shares), \(experiment.metrics.map(\.rawValue)), \(assignment.seed), \
            \(experiment.isByTeam), \(assignment.ramp), \(Int32(experiment.plannedUnits)), \
            \(experiment.startedAt)) ON CONFLICT (tenant_id, experiment_id) DO NOTHING
            """) > 0
    }

    func experiment(_ id: String, _ tenant: TenantID) async throws -> StoredExperiment? {
        try await experiments(tenant, id: id, limit: 1).first
    }

    func newest(_ tenant: TenantID) async throws -> [StoredExperiment] {
        try await experiments(tenant, id: nil, limit: Self.listMax)
    }

    /// As many as a page lists.
    static let listMax = 100

    private func experiments(
        _ tenant: TenantID, id: String?, limit: Int
    ) async throws -> [StoredExperiment] {
        try await database.scoped(to: .tenant(tenant)).query(
            """
            SELECT experiment_id, feature, arms, shares, metrics, seed, by_team, ramp, \
            planned_units, started_at, stopped_at FROM roi.experiments \
            WHERE tenant_id = \(tenant) AND (\(id)::text IS NULL OR experiment_id = \(id)) \
            ORDER BY started_at DESC, experiment_id LIMIT \(Int64(limit))
            """, as: ExperimentRow.self
        ).map(StoredExperiment.init)
    }

    /// Widens the ramp and stops; what was stopped stays stopped at its time.
    func change(
        _ id: String, _ tenant: TenantID, ramp: Double?, stoppedAt: Instant?
    ) async throws(DatabaseError) {
        try await database.scoped(to: .tenant(tenant)).execute(
            """
            UPDATE roi.experiments SET ramp = greatest(ramp, coalesce(\(ramp), ramp)), \
            stopped_at = coalesce(stopped_at, \(stoppedAt)) \
            WHERE tenant_id = \(tenant) AND experiment_id = \(id)
            """)
    }

    /// Logs that an agent met an arm; the first time counts, whichever is told first.
    func expose(
        _ agent: AgentID, to arm: String, of experiment: String, _ tenant: TenantID, team: String?,
        stratum: String?, at instant: Instant, in session: some SQLSession
    ) async throws(DatabaseError) {
        try await session.execute(
            """
            INSERT INTO roi.exposures AS known (tenant_id, experiment_id, agent_id, arm, team, \
            stratum, first_at) VALUES (\(tenant), \(experiment), \(agent), \(arm), \(team), \
            \(stratum), \(instant)) ON CONFLICT (tenant_id, experiment_id, agent_id) DO UPDATE SET \
            first_at = least(known.first_at, excluded.first_at), \
            team = coalesce(known.team, excluded.team), \
            stratum = coalesce(known.stratum, excluded.stratum)
            """)
    }

    /// What came of each exposed agent from the exposure to `end`.
    func outcomes(
        of experiment: String, _ tenant: TenantID, until end: Instant
    ) async throws(DatabaseError) -> [AgentOutcomes] {
        try await database.scoped(to: .tenant(tenant)).query(
            """
            SELECT met.agent_id, met.arm, met.team, met.stratum, talk.conversations, talk.known, \
            talk.successes, coalesce(busy.quarters, 0) FROM roi.exposures AS met \
            CROSS JOIN LATERAL ( \
            SELECT count(*) AS conversations, \
            count(*) FILTER (WHERE outcome <> 'in_progress') AS known, \
            count(*) FILTER (WHERE outcome = ANY(\(ActivityStore.successes))) AS successes \
            FROM roi.conversations AS c WHERE c.tenant_id = \(tenant) \
            AND c.agent_id = met.agent_id AND c.first_at >= met.first_at \
            AND c.first_at < \(end)) AS talk \
            CROSS JOIN LATERAL ( \
            SELECT sum(bit_count(quarters))::bigint AS quarters FROM roi.activity AS a \
            WHERE a.tenant_id = \(tenant) AND a.agent_id = met.agent_id \
            AND a.day BETWEEN (met.first_at AT TIME ZONE 'UTC')::date \
            AND \(end.utcDay)) AS busy \
            WHERE met.tenant_id = \(tenant) AND met.experiment_id = \(experiment) \
            ORDER BY met.agent_id
            """,
            as: (
                String, String, String?, String?, Int64, Int64, Int64, Int64
            ).self
        ).map { row in
            AgentOutcomes(
                unit: row.0, arm: row.1, team: row.2, stratum: row.3, conversations: Int(row.4),
                knownOutcomes: Int(row.5), successes: Int(row.6), activeHours: Double(row.7) / 4)
        }
    }
}

private typealias ExperimentRow = (
    String, String, [String], [Double], [String], Int64, Bool, Double, Int32, Instant, Instant?
)

extension StoredExperiment {
    fileprivate init(_ row: ExperimentRow) throws {
        id = row.0
        feature = row.1
        assignment = try Assignment(
            experiment: row.0, seed: row.5, arms: row.2, shares: row.3, ramp: row.7)
        metrics = row.4.compactMap(AgentOutcomes.Metric.init(rawValue:))
        isByTeam = row.6
        plannedUnits = Int(row.8)
        startedAt = row.9
        stoppedAt = row.10
    }
}
