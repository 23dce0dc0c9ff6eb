import CoachingContract
import Identifiers
import Postgres
import Statistics

/// Experiments on features, and the arms that agents are in.
struct FeatureStore: Sendable {
    let database: Database

    /// An experiment's arm for an agent.
    struct Arm: Hashable, Sendable {
        let experiment: String
        let arm: String
        let isControl: Bool
        let team: TeamID?
    }

    func save(_ feature: FeatureSwitch) async throws(DatabaseError) {
        try await database.scoped(to: .tenant(feature.tenantID)).execute(
            """
            INSERT INTO coaching.experiments (tenant_id, experiment_id, feature, arms, shares, \
            seed, by_team, ramp, is_stopped) \
            VALUES (\(feature.tenantID), \(feature.experimentID), \(feature.feature), \
            \(feature.arms), \(feature.shares), \(Int64(feature.seed)), \(feature.byTeam), \
            \(feature.ramp), \(feature.isStopped)) \
            ON CONFLICT (tenant_id, experiment_id) DO UPDATE SET feature = excluded.feature, \
            arms = excluded.arms, shares = excluded.shares, seed = excluded.seed, \
            by_team = excluded.by_team, ramp = excluded.ramp, is_stopped = excluded.is_stopped
            """)
    }

    /// The agent's arms of the running experiments on a feature.
    func arms(
        of agent: AgentID, _ feature: String, _ tenant: TenantID, in session: some SQLSession
    ) async throws -> [Arm] {
        try await session.query(
            """
            SELECT e.experiment_id, e.arms, e.shares, e.seed, e.by_team, e.ramp, \
            (SELECT min(m.team_id) FROM coaching.team_members m \
            WHERE m.tenant_id = e.tenant_id AND m.agent_id = \(agent)) \
            FROM coaching.experiments e WHERE e.tenant_id = \(tenant) \
            AND e.feature = \(feature) AND NOT e.is_stopped ORDER BY e.experiment_id
            """, as: (String, [String], [Double], Int64, Bool, Double, TeamID?).self
        ).compactMap { row -> Arm? in
            let assignment = try Assignment(
                experiment: row.0, seed: row.3, arms: row.1, shares: row.2, ramp: row.5)
            let unit = row.4 ? row.6?.rawValue : agent.rawValue
            guard let arm = unit.flatMap({ assignment.arm(of: $0) }) else { return nil }
            return Arm(
                experiment: row.0, arm: arm, isControl: arm == assignment.control, team: row.6)
        }
    }
}
