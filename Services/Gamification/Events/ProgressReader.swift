import GamificationDomain
import Identifiers
import Postgres

/// Reads how far an agent has come with an achievement.
struct ProgressReader: Sendable {
    let ledger: LedgerStore
    let days: ActiveDayStore

    func progress(
        of agent: AgentID, _ tenant: TenantID, towards achievement: Achievement,
        in session: some SQLSession
    ) async throws(DatabaseError) -> GoalProgress {
        switch achievement.criterion {
        case .count(let reason, let goal):
            GoalProgress(
                achievement,
                moments: try await ledger.earliestMoments(
                    of: agent, tenant, for: reason, limit: goal, in: session))
        case .streak:
            GoalProgress(
                achievement,
                activeDays: try await days.days(of: agent, tenant, in: session).map(\.moment))
        }
    }
}
