import Identifiers
import Postgres
import ROIDomain

/// What a report asks.
extension ActivityStore {
    /// The outcomes that count as won, as in Coaching's profile of an agent and in the sums.
    static let successes = [
        ConversationOutcome.appointmentScheduled.rawValue,
        ConversationOutcome.leadAdvanced.rawValue,
    ]

    /// Every agent who had a session that began before the end of the period and was not cancelled.
    func coachedAgents(
        _ tenant: TenantID, in period: Period, session: some SQLSession
    ) async throws(DatabaseError) -> [AgentID] {
        // One row with all of them: rows of their own take ten times as long to read.
        try await session.first(
            """
            SELECT coalesce(array_agg(agent_id), '{}') FROM roi.coached_agents \
            WHERE tenant_id = \(tenant) AND first_session_at < \(period.end)
            """, as: [String].self
        ).map { $0.map { AgentID($0) } } ?? []
    }

    /// What agents did in the whole days of a period, by day.
    func days(
        of agents: [AgentID], _ tenant: TenantID, in days: Range<CalendarDate>,
        session: some SQLSession
    ) async throws(DatabaseError) -> [AgentActivity] {
        // Blocks of one day, in the order of their days.
        let first = DayBlock(level: 0, number: days.lowerBound.daysSinceEpoch).key
        let end = DayBlock(level: 0, number: days.upperBound.daysSinceEpoch).key
        return try await session.query(
            """
            SELECT agent_id, date '1970-01-01' + (block >> 3), conversations::bigint, \
            known_outcomes::bigint, successes::bigint, rated::bigint, quality, \
            active_quarters::bigint, coached_microseconds, leads::bigint FROM roi.agent_sums \
            WHERE tenant_id = \(tenant) AND agent_id = ANY(\(agents.map(\.rawValue))) \
            AND block >= \(first) AND block < \(end) AND block & 7 = 0 AND (conversations > 0 \
            OR active_quarters > 0 OR coached_microseconds > 0 OR leads > 0)
            """, as: Row.self
        ).map(AgentActivity.init)
    }

    /// What every agent of the tenant did in the whole days of a period, all days in one.
    ///
    /// A row an agent and block is read: at most 1.2 million for a year of 100,000 agents. Their sums
    /// come as one row of columns, since reading a hundred thousand rows would take longer than
    /// adding them.
    func sums(
        _ tenant: TenantID, over cover: BlockCover, session: some SQLSession
    ) async throws(DatabaseError) -> [AgentActivity] {
        try await prepareForMany(session)
        let columns = try await session.first(
            """
            SELECT array_agg(agent_id), array_agg(conversations), array_agg(known_outcomes), \
            array_agg(successes), array_agg(rated), array_agg(quality), \
            array_agg(active_quarters), array_agg(coached), array_agg(leads) FROM ( \
            SELECT agent_id, sum(conversations) AS conversations, \
            sum(known_outcomes) AS known_outcomes, sum(successes) AS successes, \
            sum(rated) AS rated, sum(quality)::bigint AS quality, \
            sum(active_quarters) AS active_quarters, sum(coached_microseconds)::bigint AS coached, \
            sum(leads) AS leads \
            FROM ( \
            SELECT agent_id, conversations, known_outcomes, successes, rated, quality, \
            active_quarters, coached_microseconds, leads FROM roi.agent_sums \
            WHERE tenant_id = \(tenant) AND block = ANY(\(cover.added.map(\.key))::int[]) \
            UNION ALL \
            SELECT agent_id, -conversations, -known_outcomes, -successes, -rated, -quality, \
            -active_quarters, -coached_microseconds, -leads FROM roi.agent_sums \
            WHERE tenant_id = \(tenant) AND block = ANY(\(cover.removed.map(\.key))::int[]) \
            ) AS part GROUP BY agent_id) AS total \
            WHERE conversations > 0 OR active_quarters > 0 OR coached > 0 OR leads > 0 \
            HAVING count(*) > 0
            """,
            as: (
                [String], [Int64], [Int64], [Int64], [Int64], [Int64], [Int64], [Int64], [Int64]
            ).self)
        guard let columns else { return [] }
        return columns.0.indices.map { index in
            AgentActivity(
                (
                    AgentID(columns.0[index]), nil, columns.1[index], columns.2[index],
                    columns.3[index], columns.4[index], columns.5[index], columns.6[index],
                    columns.7[index], columns.8[index]
                ))
        }
    }

    /// What agents did in a part of a day; for activity it is rounded to quarter-hours.
    func part(
        of agents: [AgentID], _ tenant: TenantID, in period: Period, session: some SQLSession
    ) async throws(DatabaseError) -> [AgentActivity] {
        let agents = agents.map(\.rawValue)
        let day = period.start.utcDay
        let first = Int32(period.start.quarterOfDay)
        let last = Int32(period.end.utcDay == day ? period.end.quarterOfDay : 96)
        return try await session.query(
            """
            SELECT agent_id, \(day)::date, sum(conversations)::bigint, sum(known)::bigint, \
            sum(successes)::bigint, sum(rated)::bigint, sum(quality)::bigint, \
            sum(quarters)::bigint, sum(coached)::bigint, sum(leads)::bigint FROM ( \
            SELECT agent_id, 1 AS conversations, (outcome <> 'in_progress')::int AS known, \
            (outcome = ANY(\(Self.successes)))::int AS successes, \
            (quality IS NOT NULL)::int AS rated, \
            coalesce(round(quality * 100), 0)::bigint AS quality, 0 AS quarters, 0 AS coached, \
            0 AS leads \
            FROM roi.conversations WHERE tenant_id = \(tenant) AND agent_id = ANY(\(agents)) \
            AND first_at >= \(period.start) AND first_at < \(period.end) \
            UNION ALL \
            SELECT agent_id, 0, 0, 0, 0, 0, bit_count(substring(quarters \
            FROM \(first + 1)::int FOR \(max(0, last - first))::int))::int, 0, 0 \
            FROM roi.activity WHERE tenant_id = \(tenant) AND agent_id = ANY(\(agents)) \
            AND day = \(day) \
            UNION ALL \
            SELECT agent_id, 0, 0, 0, 0, 0, 0, coached_microseconds, 0 FROM roi.sessions \
            WHERE tenant_id = \(tenant) AND agent_id = ANY(\(agents)) AND status <> 'cancelled' \
            AND started_at >= \(period.start) AND started_at < \(period.end) \
            UNION ALL \
            SELECT agent_id, 0, 0, 0, 0, 0, 0, 0, 1 FROM roi.leads \
            WHERE tenant_id = \(tenant) AND agent_id = ANY(\(agents)) \
            AND first_at >= \(period.start) AND first_at < \(period.end) \
            ) AS event GROUP BY agent_id
            """, as: Row.self
        ).map(AgentActivity.init)
    }

    /// Every agent of the tenant who wrote or said something in these days.
    func activeAgents(
        _ tenant: TenantID, over cover: BlockCover, session: some SQLSession
    ) async throws(DatabaseError) -> [AgentID] {
        try await prepareForMany(session)
        return try await session.first(
            """
            SELECT coalesce(array_agg(agent_id), '{}') FROM ( \
            SELECT agent_id FROM ( \
            SELECT agent_id, active_quarters FROM roi.agent_sums \
            WHERE tenant_id = \(tenant) AND block = ANY(\(cover.added.map(\.key))::int[]) \
            UNION ALL \
            SELECT agent_id, -active_quarters FROM roi.agent_sums \
            WHERE tenant_id = \(tenant) AND block = ANY(\(cover.removed.map(\.key))::int[]) \
            ) AS part GROUP BY agent_id HAVING sum(active_quarters) > 0) AS active
            """, as: [String].self
        ).map { $0.map { AgentID($0) } } ?? []
    }

    /// Groups of so many agents do not fit in the default memory, and would be sorted on disk;
    /// compiling a statement takes longer than it saves.
    private func prepareForMany(_ session: some SQLSession) async throws(DatabaseError) {
        _ = try await session.query(
            "SELECT set_config('work_mem', '64MB', true), set_config('jit', 'off', true)",
            as: (String, String).self)
    }

    private typealias Row = (
        AgentID, CalendarDate?, Int64, Int64, Int64, Int64, Int64, Int64, Int64, Int64
    )
}

extension AgentActivity {
    fileprivate init(
        _ row: (AgentID, CalendarDate?, Int64, Int64, Int64, Int64, Int64, Int64, Int64, Int64)
    ) {
        self.init(
            agentID: row.0, day: row.1, conversations: Int(row.2), knownOutcomes: Int(row.3),
            successes: Int(row.4), rated: Int(row.5), quality: Double(row.6) / 100,
            activeQuarters: Int(row.7), coachedTime: .microseconds(row.8), leads: Int(row.9))
    }
}
