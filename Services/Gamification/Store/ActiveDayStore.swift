import GamificationDomain
import Identifiers
import Postgres

/// The days on which agents were coached.
struct ActiveDayStore: Sendable {
    /// An active day: its first coached message and the time zone that it carried.
    typealias Day = (moment: AgentMoment, timeZone: String)

    let database: Database

    /// Returns the agents who have a day that is new or began earlier than was known. Idempotent.
    func add(
        _ days: [Day], _ tenant: TenantID, in session: some SQLSession
    ) async throws(DatabaseError) -> [AgentID] {
        guard !days.isEmpty else { return [] }
        let moments = days.map(\.moment)
        return try await session.query(
            """
            WITH changed AS ( \
            INSERT INTO gamification.active_days AS known \
            (tenant_id, agent_id, local_day, first_at, time_zone) \
            SELECT DISTINCT ON (agent_id, local_day) \(tenant), day.* \
            FROM unnest(\(moments.map(\.agentID.rawValue))::text[], \
            \(moments.map(\.day))::date[], \(moments.map(\.instant))::timestamptz[], \
            \(days.map(\.timeZone))::text[]) AS day (agent_id, local_day, first_at, time_zone) \
            ORDER BY agent_id, local_day, first_at \
            ON CONFLICT (tenant_id, agent_id, local_day) DO UPDATE \
            SET first_at = excluded.first_at, time_zone = excluded.time_zone \
            WHERE excluded.first_at < known.first_at RETURNING agent_id) \
            SELECT DISTINCT agent_id FROM changed ORDER BY agent_id
            """, as: AgentID.self)
    }

    /// Every active day of an agent, oldest first.
    func days(
        of agent: AgentID, _ tenant: TenantID, in session: some SQLSession
    ) async throws(DatabaseError) -> [Day] {
        try await days(of: [agent], tenant, in: session)[agent] ?? []
    }

    /// The same of several.
    func days(
        of agents: [AgentID], _ tenant: TenantID, in session: some SQLSession
    ) async throws(DatabaseError) -> [AgentID: [Day]] {
        guard !agents.isEmpty else { return [:] }
        let rows = try await session.query(
            """
            SELECT agent_id, local_day, first_at, time_zone FROM gamification.active_days \
            WHERE tenant_id = \(tenant) AND agent_id = ANY(\(agents.map(\.rawValue))::text[]) \
            ORDER BY agent_id, local_day
            """, as: (AgentID, CalendarDate, Instant, String).self)
        return rows.reduce(into: [:]) { days, row in
            let moment = AgentMoment(agentID: row.0, instant: row.2, day: row.1)
            days[row.0, default: []].append((moment, row.3))
        }
    }
}
