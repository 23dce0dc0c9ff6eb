import Identifiers
import Postgres
import ROIDomain

/// What agents do with the coaching, from events and from what they say. Every event may come twice.
struct AdoptionStore: Sendable {
    let database: Database

    func raised(
        _ alert: AlertID, to agent: AgentID, _ tenant: TenantID, at instant: Instant,
        in transaction: Transaction
    ) async throws(DatabaseError) {
        try await transaction.execute(
            """
            INSERT INTO roi.prompts (tenant_id, alert_id, agent_id, raised_at) \
            VALUES (\(tenant), \(alert), \(agent), \(instant)) \
            ON CONFLICT (tenant_id, alert_id) DO UPDATE SET raised_at = excluded.raised_at
            """)
    }

    /// The newest answer counts; what was acted on stays known when a later answer does not say.
    func answered(
        _ alert: AlertID, by agent: AgentID, _ response: String, actedOn: Bool?,
        _ tenant: TenantID, at instant: Instant, in transaction: Transaction
    ) async throws(DatabaseError) {
        try await transaction.execute(
            """
            INSERT INTO roi.prompts AS known (tenant_id, alert_id, agent_id, response, acted_on, \
            answered_at) VALUES (\(tenant), \(alert), \(agent), \(response), \(actedOn), \
            \(instant)) ON CONFLICT (tenant_id, alert_id) DO UPDATE SET \
            response = excluded.response, acted_on = coalesce(excluded.acted_on, known.acted_on), \
            answered_at = excluded.answered_at \
            WHERE known.answered_at IS NULL OR known.answered_at <= excluded.answered_at
            """)
    }

    func passed(
        _ module: ModuleID, by agent: AgentID, _ tenant: TenantID, at instant: Instant,
        in transaction: Transaction
    ) async throws(DatabaseError) {
        try await transaction.execute(
            """
            INSERT INTO roi.modules (tenant_id, agent_id, module_id, passed_at) \
            VALUES (\(tenant), \(agent), \(module), \(instant)) ON CONFLICT DO NOTHING
            """)
    }

    func unlocked(
        _ achievement: String, by agent: AgentID, _ tenant: TenantID, at instant: Instant,
        in transaction: Transaction
    ) async throws(DatabaseError) {
        try await transaction.execute(
            """
            INSERT INTO roi.unlocks (tenant_id, agent_id, achievement_id, unlocked_at) \
            VALUES (\(tenant), \(agent), \(achievement), \(instant)) ON CONFLICT DO NOTHING
            """)
    }
}

// MARK: - The survey

extension AdoptionStore {
    /// Keeps the month's answer in the place of an earlier one.
    func answer(
        _ score: Int, by agent: AgentID, _ tenant: TenantID, month: CalendarDate, at now: Instant
    ) async throws(DatabaseError) {
        try await database.scoped(to: .tenant(tenant)).execute(
            """
            INSERT INTO roi.survey_answers (tenant_id, agent_id, month, score, answered_at) \
            VALUES (\(tenant), \(agent), \(month), \(Int32(score))::smallint, \(now)) \
            ON CONFLICT (tenant_id, agent_id, month) DO UPDATE SET score = excluded.score, \
            answered_at = excluded.answered_at
            """)
    }

    func answer(
        of agent: AgentID, _ tenant: TenantID, month: CalendarDate
    ) async throws(DatabaseError) -> Int? {
        try await database.scoped(to: .tenant(tenant)).query(
            """
            SELECT score::int FROM roi.survey_answers WHERE tenant_id = \(tenant) \
            AND agent_id = \(agent) AND month = \(month)
            """, as: Int32.self
        ).first.map(Int.init)
    }
}

// MARK: - What a report asks

extension AdoptionStore {
    /// Of agents who were coached before the period's end.
    func counts(
        _ tenant: TenantID, in period: Period, session: some SQLSession
    ) async throws(DatabaseError) -> AdoptionCounts {
        let row = try await session.first(
            """
            WITH coached AS (SELECT agent_id FROM roi.coached_agents \
            WHERE tenant_id = \(tenant) AND first_session_at < \(period.end)) \
            SELECT (SELECT count(*) FROM coached), prompt.*, module.*, unlock.*, survey.* FROM \
            (SELECT count(*), count(response), count(*) FILTER (WHERE response = 'accepted'), \
            count(acted_on), count(*) FILTER (WHERE acted_on) FROM roi.prompts \
            WHERE tenant_id = \(tenant) AND raised_at >= \(period.start) \
            AND raised_at < \(period.end)) AS prompt CROSS JOIN \
            (SELECT count(DISTINCT agent_id) FROM roi.modules JOIN coached USING (agent_id) \
            WHERE tenant_id = \(tenant) AND passed_at >= \(period.start) AND passed_at < \(period.end)) AS module CROSS JOIN \
            (SELECT count(DISTINCT agent_id), count(*) FROM roi.unlocks \
            JOIN coached USING (agent_id) WHERE tenant_id = \(tenant) AND unlocked_at >= \(period.start) \
            AND unlocked_at < \(period.end)) AS unlock CROSS JOIN \
            (SELECT count(DISTINCT agent_id), count(*), count(*) FILTER (WHERE score >= 4) \
            FROM roi.survey_answers JOIN coached USING (agent_id) WHERE tenant_id = \(tenant) \
            AND answered_at >= \(period.start) AND answered_at < \(period.end)) AS survey
            """, as: CountsRow.self)
        return row.map(AdoptionCounts.init) ?? AdoptionCounts()
    }

    /// The weeks that the period touches.
    func weeks(
        _ tenant: TenantID, in period: Period, at now: Instant, session: some SQLSession
    ) async throws(DatabaseError) -> [ActiveWeek] {
        let active = try await session.query(
            """
            SELECT date_trunc('week', at AT TIME ZONE 'UTC')::date, count(DISTINCT agent_id) \
            FROM (SELECT agent_id, started_at AS at FROM roi.sessions \
            WHERE tenant_id = \(tenant) AND status <> 'cancelled' \
            AND started_at >= \(period.start) AND started_at < \(period.end) \
            UNION ALL SELECT agent_id, answered_at FROM roi.prompts \
            WHERE tenant_id = \(tenant) AND answered_at >= \(period.start) \
            AND answered_at < \(period.end) \
            UNION ALL SELECT agent_id, passed_at FROM roi.modules \
            WHERE tenant_id = \(tenant) AND passed_at >= \(period.start) \
            AND passed_at < \(period.end)) AS act GROUP BY 1
            """, as: (CalendarDate, Int64).self)
        let newcomers = try await session.query(
            """
            SELECT date_trunc('week', first_session_at AT TIME ZONE 'UTC')::date, count(*) \
            FROM roi.coached_agents WHERE tenant_id = \(tenant) GROUP BY 1
            """, as: (CalendarDate, Int64).self)
        func byWeek(_ rows: [(CalendarDate, Int64)]) -> [CalendarDate: Int] {
            Dictionary(uniqueKeysWithValues: rows.map { ($0.0, Int($0.1)) })
        }
        return ActiveWeek.weeks(
            of: period, now: now, active: byWeek(active), newcomers: byWeek(newcomers))
    }
}

private typealias CountsRow = (
    Int64, Int64, Int64, Int64, Int64, Int64, Int64, Int64, Int64, Int64, Int64, Int64
)

extension AdoptionCounts {
    fileprivate init(_ row: CountsRow) {
        self.init()
        agents = Int(row.0)
        prompts = Int(row.1)
        answered = Int(row.2)
        accepted = Int(row.3)
        followed = Int(row.4)
        actedOn = Int(row.5)
        trained = Int(row.6)
        unlocking = Int(row.7)
        unlocks = Int(row.8)
        responding = Int(row.9)
        answers = Int(row.10)
        satisfied = Int(row.11)
    }
}
