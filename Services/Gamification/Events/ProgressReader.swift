import GamificationDomain
import Identifiers
import Postgres

/// Reads what agents have done, and by which rules that counts.
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
        try await records([agent: achievements], tenant, in: session)[agent] ?? AgentRecord([])
    }

    /// All of each agent that the agent's achievements ask for.
    func records(
        _ wanted: [AgentID: [Achievement]], _ tenant: TenantID, in session: some SQLSession
    ) async throws(DatabaseError) -> [AgentID: AgentRecord] {
        let activities = wanted.mapValues { achievements in
            achievements.reduce(into: Set<PointReason>()) {
                $0.formUnion($1.criterion.activities)
            }
        }
        let facts = try await facts.facts(activities, tenant, in: session)
        let streaking = wanted.filter { $0.value.contains(where: \.criterion.hasStreak) }
        let agents = streaking.keys.sorted()
        let days = try await days.days(of: agents, tenant, in: session)
        let calendars = try await calendars.calendars(of: agents, tenant, in: session)
        return wanted.keys.reduce(into: [:]) { records, agent in
            records[agent] = AgentRecord(
                facts[agent] ?? [], activeDays: (days[agent] ?? []).map(\.moment),
                calendar: calendars[agent] ?? .everyDay)
        }
    }

    func rules(
        of tenant: TenantID, in session: some SQLSession
    ) async throws(DatabaseError) -> RuleBook {
        try await ruleStore.book(tenant, in: session)
    }
}
