import Identifiers
import Postgres
import ROIDomain

/// What agents did, from Coaching's events. Every event may come twice.
struct ActivityStore: Sendable {
    let database: Database

    func apply(
        _ session: SessionState, _ tenant: TenantID, in transaction: Transaction
    ) async throws(DatabaseError) {
        try await transaction.execute(
            """
            INSERT INTO roi.sessions AS known (tenant_id, session_id, agent_id, status, \
            started_at, coached_microseconds, changed_at) \
            VALUES (\(tenant), \(session.id), \(session.agentID), \(session.status), \
            \(session.changedAt), \(session.coachedTime.microseconds), \(session.changedAt)) \
            ON CONFLICT (tenant_id, session_id) DO UPDATE SET \
            status = CASE WHEN excluded.changed_at >= known.changed_at \
            THEN excluded.status ELSE known.status END, \
            started_at = least(known.started_at, excluded.started_at), \
            coached_microseconds = \
            greatest(known.coached_microseconds, excluded.coached_microseconds), \
            changed_at = greatest(known.changed_at, excluded.changed_at)
            """)
    }

    func apply(
        _ message: HeardMessage, _ tenant: TenantID, in transaction: Transaction
    ) async throws(DatabaseError) {
        try await transaction.execute(
            """
            WITH active AS ( \
            INSERT INTO roi.activity AS known (tenant_id, agent_id, day, quarters) \
            SELECT \(tenant), \(message.agentID), \(message.sentAt.utcDay), \
            set_bit(repeat('0', 96)::bit(96), \(Int32(message.sentAt.quarterOfDay)), 1) \
            WHERE \(message.isAgents) \
            ON CONFLICT (tenant_id, agent_id, day) DO UPDATE \
            SET quarters = known.quarters | excluded.quarters \
            WHERE known.quarters | excluded.quarters <> known.quarters), \
            lead AS ( \
            INSERT INTO roi.leads AS known (tenant_id, agent_id, lead_id, first_at) \
            SELECT \(tenant), \(message.agentID), \(message.leadID), \(message.sentAt) \
            WHERE \(message.leadID)::text IS NOT NULL \
            ON CONFLICT (tenant_id, agent_id, lead_id) DO UPDATE \
            SET first_at = excluded.first_at WHERE excluded.first_at < known.first_at) \
            INSERT INTO roi.conversations AS known \
            (tenant_id, conversation_id, agent_id, first_at, message_count, outcome, quality) \
            VALUES (\(tenant), \(message.conversationID), \(message.agentID), \(message.sentAt), \
            \(Int32(clamping: message.messageCount)), \(message.outcome), \(message.quality)) \
            ON CONFLICT (tenant_id, conversation_id) DO UPDATE SET \
            first_at = least(known.first_at, excluded.first_at), \
            outcome = CASE WHEN excluded.message_count > known.message_count \
            THEN excluded.outcome ELSE known.outcome END, \
            quality = CASE WHEN excluded.message_count > known.message_count \
            THEN excluded.quality ELSE known.quality END, \
            message_count = greatest(known.message_count, excluded.message_count)
            """)
    }
}

// MARK: - What a report asks

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
        try await session.query(
            """
            SELECT agent_id, day, conversations::bigint, known_outcomes::bigint, \
            successes::bigint, rated::bigint, quality::bigint, active_quarters::bigint, \
            coached_microseconds, leads::bigint FROM roi.agent_days WHERE tenant_id = \(tenant) \
            AND agent_id = ANY(\(agents.map(\.rawValue))) AND day >= \(days.lowerBound) \
            AND day < \(days.upperBound) AND (conversations > 0 OR active_quarters > 0 \
            OR coached_microseconds > 0 OR leads > 0)
            """, as: Row.self
        ).map(AgentActivity.init)
    }

    /// What every coached agent of the tenant did in the whole days of a period, all days in one.
    ///
    /// A row an agent and month is read: 1.2 million for a year of 100,000 agents. Their sums come as
    /// one row of columns, since reading a hundred thousand rows would take longer than adding them.
    func sums(
        _ tenant: TenantID, over cover: CalendarCover, coachedBefore end: Instant,
        session: some SQLSession
    ) async throws(DatabaseError) -> [AgentActivity] {
        // Groups of so many agents do not fit in the default, and would be sorted on disk; compiling
        // the statement takes longer than it saves.
        _ = try await session.query(
            "SELECT set_config('work_mem', '64MB', true), set_config('jit', 'off', true)",
            as: (String, String).self)
        let head = Int32(cover.head.sign)
        let tail = Int32(cover.tail.sign)
        let columns = try await session.first(
            """
            SELECT array_agg(agent_id), array_agg(conversations), array_agg(known_outcomes), \
            array_agg(successes), array_agg(rated), array_agg(quality), \
            array_agg(active_quarters), array_agg(coached), array_agg(leads) FROM ( \
            SELECT tenant_id, agent_id, sum(conversations) AS conversations, \
            sum(known_outcomes) AS known_outcomes, sum(successes) AS successes, \
            sum(rated) AS rated, sum(quality) AS quality, \
            sum(active_quarters) AS active_quarters, sum(coached_microseconds)::bigint AS coached, \
            sum(leads) AS leads \
            FROM ( \
            SELECT tenant_id, agent_id, conversations, known_outcomes, successes, rated, quality, \
            active_quarters, coached_microseconds, leads FROM roi.agent_months \
            WHERE tenant_id = \(tenant) AND month >= \(cover.months.lowerBound) \
            AND month < \(cover.months.upperBound) \
            UNION ALL \
            SELECT tenant_id, agent_id, \(head) * conversations, \(head) * known_outcomes, \
            \(head) * successes, \(head) * rated, \(head) * quality, \(head) * active_quarters, \
            \(head) * coached_microseconds, \(head) * leads FROM roi.agent_days WHERE tenant_id = \(tenant) \
            AND day >= \(cover.head.range.lowerBound) AND day < \(cover.head.range.upperBound) \
            UNION ALL \
            SELECT tenant_id, agent_id, \(tail) * conversations, \(tail) * known_outcomes, \
            \(tail) * successes, \(tail) * rated, \(tail) * quality, \(tail) * active_quarters, \
            \(tail) * coached_microseconds, \(tail) * leads FROM roi.agent_days WHERE tenant_id = \(tenant) \
            AND day >= \(cover.tail.range.lowerBound) AND day < \(cover.tail.range.upperBound) \
            ) AS part GROUP BY tenant_id, agent_id) AS total \
            JOIN roi.coached_agents USING (tenant_id, agent_id) \
            WHERE tenant_id = \(tenant) AND first_session_at < \(end) \
            AND (conversations > 0 OR active_quarters > 0 OR coached > 0 OR leads > 0) HAVING count(*) > 0
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

    /// Of the coached agents, or of some of them, who were active in the month before a period, and
    /// who of them in the months of its last days; nil for a period shorter than these days.
    func retention(
        _ tenant: TenantID, of agents: [AgentID]?, in period: Period, session: some SQLSession
    ) async throws(DatabaseError) -> Retention? {
        guard period.length >= Retention.silenceMax else { return nil }
        let before = period.start.utcDay.firstOfMonth.adding(days: -1).firstOfMonth
        let last = (period.end - Retention.silenceMax).utcDay.firstOfMonth
        let row = try await session.first(
            """
            SELECT count(*), count(*) FILTER (WHERE EXISTS ( \
            SELECT FROM roi.agent_months AS later WHERE later.tenant_id = \(tenant) \
            AND later.agent_id = earlier.agent_id AND later.month >= \(last) \
            AND later.month < \(period.end.utcDay) AND later.active_quarters > 0)) \
            FROM roi.agent_months AS earlier JOIN roi.coached_agents AS coached \
            ON coached.tenant_id = \(tenant) AND coached.agent_id = earlier.agent_id \
            WHERE earlier.tenant_id = \(tenant) AND earlier.month = \(before) \
            AND earlier.active_quarters > 0 AND coached.first_session_at < \(period.end) \
            AND (\(agents == nil) OR earlier.agent_id = ANY(\((agents ?? []).map(\.rawValue))))
            """, as: (Int64, Int64).self)
        return row.map { Retention(present: Int($0.0), stayed: Int($0.1)) }
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

extension Instant {
    /// 0–95: which quarter-hour of its UTC day.
    fileprivate var quarterOfDay: Int {
        let day: Int64 = 86_400_000_000
        return Int(((microseconds % day) + day) % day / 900_000_000)
    }
}
