import GamificationDomain
import Identifiers
import Postgres

/// Which days an agent's streak expects.
struct CalendarStore: Sendable {
    /// The tenant's calendar with the days that the agent froze.
    func calendar(
        of agent: AgentID, _ tenant: TenantID, in session: some SQLSession
    ) async throws(DatabaseError) -> StreakCalendar {
        try await calendars(of: [agent], tenant, in: session)[agent] ?? .everyDay
    }

    /// The same for several.
    func calendars(
        of agents: [AgentID], _ tenant: TenantID, in session: some SQLSession
    ) async throws(DatabaseError) -> [AgentID: StreakCalendar] {
        guard !agents.isEmpty else { return [:] }
        let spans = try await session.query(
            """
            SELECT from_day, working_days, holidays FROM gamification.calendars \
            WHERE tenant_id = \(tenant)
            """, as: (CalendarDate, [Int32], [CalendarDate]).self)
        let frozen = try await session.query(
            """
            SELECT agent_id, local_day FROM gamification.postings WHERE tenant_id = \(tenant) \
            AND agent_id = ANY(\(agents.map(\.rawValue))::text[]) \
            AND reason = \(PointReason.streakFreeze)
            """, as: (AgentID, CalendarDate).self)
        let calendar = StreakCalendar(
            spans.map {
                StreakCalendar.Span(
                    from: $0.0, workingDays: Set($0.1.map(Int.init)), holidays: Set($0.2))
            })
        let frozenOfAgent = Dictionary(grouping: frozen, by: \.0)
        return agents.reduce(into: [:]) { calendars, agent in
            calendars[agent] = calendar.freezing((frozenOfAgent[agent] ?? []).map(\.1))
        }
    }

    /// Sets what is expected from a day on.
    func set(
        _ span: StreakCalendar.Span, from day: CalendarDate, _ tenant: TenantID,
        in session: some SQLSession
    ) async throws(DatabaseError) {
        try await session.execute(
            """
            INSERT INTO gamification.calendars (tenant_id, from_day, working_days, holidays) \
            VALUES (\(tenant), \(day), \(span.workingDays.sorted().map { Int32($0) })::int[], \
            \(span.holidays.sorted())::date[]) \
            ON CONFLICT (tenant_id, from_day) DO UPDATE SET working_days = excluded.working_days, \
            holidays = excluded.holidays
            """)
    }
}
