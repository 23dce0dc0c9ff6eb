import GamificationContract
import GamificationDomain
import Identifiers
import Postgres
import Statistics

/// Experiments on the game.
struct PlayTrialStore: Sendable {
    /// The beginning of an experiment that is known already stays.
    func save(
        _ trial: SwitchPlay, at now: Instant, in session: some SQLSession
    ) async throws(DatabaseError) {
        try await session.execute(
            """
            INSERT INTO gamification.experiments (tenant_id, experiment_id, arms, shares, seed, \
            by_team, ramp, is_stopped, started_at) VALUES (\(trial.tenantID), \
            \(trial.experimentID), \(trial.arms), \(trial.shares), \(Int64(trial.seed)), \
            \(trial.byTeam), \(trial.ramp), \(trial.isStopped), \(now)) \
            ON CONFLICT (tenant_id, experiment_id) DO UPDATE SET arms = excluded.arms, \
            shares = excluded.shares, seed = excluded.seed, by_team = excluded.by_team, \
            ramp = excluded.ramp, is_stopped = excluded.is_stopped
            """)
    }

    /// Those that run.
    func running(
        _ tenant: TenantID, in session: some SQLSession
    ) async throws -> [PlayTrial] {
        try await session.query(
            """
            SELECT experiment_id, arms, shares, seed, by_team, ramp, started_at \
            FROM gamification.experiments WHERE tenant_id = \(tenant) AND NOT is_stopped \
            ORDER BY experiment_id
            """, as: (String, [String], [Double], Int64, Bool, Double, Instant).self
        ).map { row in
            PlayTrial(
                try Assignment(
                    experiment: row.0, seed: row.3, arms: row.1, shares: row.2, ramp: row.5),
                isByTeam: row.4, startedAt: row.6)
        }
    }
}
