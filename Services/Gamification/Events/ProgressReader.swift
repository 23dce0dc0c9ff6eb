import GamificationDomain
import Identifiers
import Postgres

/// Reads what an agent has done, and by which rules that counts.
struct ProgressReader: Sendable {
    let facts: FactStore
    let days: ActiveDayStore
    let calendars: CalendarStore
    let own: OwnAchievementStore
    let ruleStore: RuleStore

    /// All of an agent that these achievements ask for.
    func record(
        of agent: AgentID, _ tenant: TenantID, towards achievements: [Achievement],
        in session: some SQLSession
    ) async throws(DatabaseError) -> AgentRecord {
        let activities = achievements.reduce(into: Set<PointReason>()) {
            $0.formUnion($1.criterion.activities)
        }
        let counted = try await facts.facts(of: agent, tenant, activities, in: session)
        guard achievements.contains(where: \.criterion.hasStreak) else {
            return AgentRecord(counted)
        }
        let activeDays = try await days.days(of: agent, tenant, in: session)
        return AgentRecord(
            counted, activeDays: activeDays.map(\.moment),
            calendar: try await calendars.calendar(of: agent, tenant, in: session))
    }

    func rules(
        of tenant: TenantID, in session: some SQLSession
    ) async throws(DatabaseError) -> RuleBook {
        try await ruleStore.book(tenant, in: session)
    }
}
