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
    /// Whether the result is also given with the agents' tenure allowed for.
    var isStratified: Bool

    /// The word that the contract and the table have for it.
    static let tenure = "tenure"
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
            seed, by_team, ramp, planned_units, started_at, stratified_by) \
            VALUES (\(tenant), \(experiment.id), \(experiment.feature), \(assignment.arms), \
            \(assignment.shares), \(experiment.metrics.map(\.rawValue)), \(assignment.seed), \
            \(experiment.isByTeam), \(assignment.ramp), \(Int32(experiment.plannedUnits)), \
            \(experiment.startedAt), \(experiment.isStratified ? StoredExperiment.tenure : nil)) \
            ON CONFLICT (tenant_id, experiment_id) DO NOTHING
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
            planned_units, started_at, stopped_at, stratified_by FROM roi.experiments \
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
            stratum = coalesce(known.stratum, excluded.stratum), \
            other_arm_at = coalesce(known.other_arm_at, \
            CASE WHEN excluded.arm <> known.arm THEN excluded.first_at END)
            """)
    }
}

private typealias ExperimentRow = (
    String, String, [String], [Double], [String], Int64, Bool, Double, Int32, Instant, Instant?,
    String?
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
        isStratified = row.11 == Self.tenure
    }
}
