import GamificationDomain
import Identifiers
import Postgres

/// Reads what an agent's week came to.
struct WeekReader: Sendable {
    /// An agent, and the time zone that they were last active in.
    struct Place: Hashable, Sendable {
        let tenant: TenantID
        let agentID: AgentID
        let timeZone: String
    }

    /// A tenant has no more of them at a time.
    static let challengeCountMax = 50

    let days: ActiveDayStore
    let ledger: LedgerStore
    let unlocks: UnlockStore
    let players: PlayerStore
    let challenges: ChallengeStore
    let progress: ProgressReader

    /// Agents of all tenants who were active in the week before `monday` and have no letter of it.
    func active(
        inWeekBefore monday: CalendarDate, withoutLetter key: String, after place: Place?,
        limit: Int, in session: some SQLSession
    ) async throws(DatabaseError) -> [Place] {
        try await session.query(
            """
            SELECT day.tenant_id, day.agent_id, \
            (array_agg(day.time_zone ORDER BY day.local_day DESC))[1] \
            FROM gamification.active_days AS day \
            WHERE day.local_day >= \(monday.adding(days: -7)) AND day.local_day < \(monday) \
            AND (\(place?.agentID)::text IS NULL OR (day.tenant_id, day.agent_id) > \
            (\(place?.tenant)::text, \(place?.agentID)::text)) \
            AND NOT EXISTS (SELECT FROM gamification.letters AS letter \
            WHERE letter.tenant_id = day.tenant_id AND letter.agent_id = day.agent_id \
            AND letter.letter_key = \(key)) \
            GROUP BY day.tenant_id, day.agent_id ORDER BY day.tenant_id, day.agent_id \
            LIMIT \(limit)
            """, as: (TenantID, AgentID, String).self
        ).map { Place(tenant: $0.0, agentID: $0.1, timeZone: $0.2) }
    }

    /// The agent's week from a Monday on, by their own clock.
    func digest(
        of place: Place, from monday: CalendarDate, _ boards: inout WeekBoards,
        in session: some SQLSession
    ) async throws -> WeekDigest {
        let (tenant, agent) = (place.tenant, place.agentID)
        let week = boards.week(from: monday, in: place.timeZone)
        let board = try await boards.board(of: week, tenant, ledger, players, in: session)
        let before = try await boards.board(of: week.before, tenant, ledger, players, in: session)
        let active = try await days.days(of: agent, tenant, in: session).map(\.moment.day)
        let streak = DailyStreak(
            active.filter { $0 < monday.adding(days: 7) },
            calendar: try await progress.calendars.calendar(of: agent, tenant, in: session))
        let names = Dictionary(
            try await progress.own.catalogue(tenant, in: session).all.map { ($0.id, $0.name) },
            uniquingKeysWith: { first, _ in first })
        return WeekDigest(
            agentID: agent, monday: monday, points: board.points[agent] ?? 0,
            pointsBefore: before.points[agent] ?? 0,
            unlocked: try await unlocks.unlocked(
                by: agent, tenant, from: week.start, until: week.end, in: session
            ).map { names[$0] ?? $0 },
            streakDays: streak.currentDays(on: monday.adding(days: 6)),
            longestStreakDays: streak.longestDays, standing: board.standing(of: agent),
            challenges: try await challenges.played(
                by: agent, tenant, from: week.start, until: week.end,
                limit: Self.challengeCountMax, in: session))
    }
}

/// The boards of a week, each read once for all agents of a tenant in a time zone.
struct WeekBoards {
    struct Week: Hashable {
        let start: Instant
        let end: Instant
        let startBefore: Instant

        var before: Week { Week(start: startBefore, end: start, startBefore: startBefore) }
    }

    struct Board {
        let points: [AgentID: Int64]
        fileprivate let ranked: RankedBoard

        func standing(of agent: AgentID) -> WeekDigest.Standing? {
            ranked.rank(of: agent).map { WeekDigest.Standing(rank: $0, agents: ranked.count) }
        }
    }

    private struct Key: Hashable {
        let tenant: TenantID
        let start: Instant
    }

    private var known: [Key: Board] = [:]

    func week(from monday: CalendarDate, in timeZone: String) -> Week {
        func start(_ days: Int) -> Instant {
            LocalCalendar.start(of: monday.adding(days: days), in: timeZone)
        }
        return Week(start: start(0), end: start(7), startBefore: start(-7))
    }

    /// Without those who do not want to be seen on it.
    mutating func board(
        of week: Week, _ tenant: TenantID, _ ledger: LedgerStore, _ players: PlayerStore,
        in session: some SQLSession
    ) async throws(DatabaseError) -> Board {
        let key = Key(tenant: tenant, start: week.start)
        if let known = known[key] { return known }
        let standings = try await ledger.standings(
            tenant, in: LeaderboardWindow(start: week.start, end: week.end), session)
        let known = try await players.players(tenant, in: session)
        let board = Board(
            points: Dictionary(uniqueKeysWithValues: standings.map { ($0.agentID, $0.points) }),
            ranked: RankedBoard(standings.filter { known[$0.agentID]?.visibility != .hidden }))
        self.known[key] = board
        return board
    }
}
