import Cache
import GamificationContract
import GamificationDomain
import Identifiers
import Postgres
import RPC
import Runtime
import Wire

/// Serves `Gamification.getProfile`.
///
/// A rank follows from everybody's points, so whatever changes in a tenant changes its profiles.
struct GetProfileHandler: Sendable {
    let cache: Cache<GamificationProfile>
    let database: Database
    let boards: BoardMemory
    let days: ActiveDayStore
    let unlocks: UnlockStore
    let progress: ProgressReader
    let gate: PlayGate

    func handle(_ request: GetProfile, _ call: Call) async throws -> GamificationProfile {
        let access = try Access(call, to: request.tenantID)
        try access.require(request.agentID)
        try await gate.require(
            access, request.tenantID, in: database.scoped(to: .tenant(request.tenantID)))
        let profile = try await cache.value(
            for: CacheKey(request.tenantID, "profile \(request.agentID)"),
            tags: [CacheTag(request.tenantID)]
        ) { try await read(request, at: call.now) }
        guard let profile else { throw RPCError.missing("agent", request.agentID) }
        return profile
    }

    private func read(
        _ request: GetProfile, at now: Instant
    ) async throws -> GamificationProfile {
        let (tenant, agent) = (request.tenantID, request.agentID)
        let session = database.scoped(to: .tenant(tenant))
        let place = try await boards.ask(tenant, in: session) { board in
            (
                points: board.standing(of: agent)?.points, rank: board.rank(of: agent),
                percentile: board.percentile(of: agent)
            )
        }
        let activeDays = try await days.days(of: agent, tenant, in: session)
        let calendar = try await progress.calendars.calendar(of: agent, tenant, in: session)
        let catalogue = try await progress.own.catalogue(tenant, in: session)
        let record = try await progress.record(
            of: agent, tenant, towards: catalogue.all, in: session)
        let own = try await unlocks.unlocks(of: agent, tenant, in: session)
        let rarity = try await unlocks.rarity(tenant, in: session)
        let shown = catalogue.all.filter { !$0.isSecret || own[$0.id] != nil }
        let career = Career(record)
        return GamificationProfile(
            agentID: agent, points: place.points ?? 0,
            streak: Streak(activeDays, calendar, at: now),
            achievements: shown.map {
                AchievementProgress(
                    $0, record.progress(towards: $0.criterion), own[$0.id],
                    rarity: rarity.share(of: $0))
            },
            rank: place.rank, percentile: place.percentile, level: Open(career.level),
            missing: career.missing.map {
                MissingForLevel(
                    what: $0.words, reached: $0.progress.reached, goal: $0.progress.goal)
            })
    }
}

extension Streak {
    /// Today is the agent's own date, in the zone where they were last active.
    init(_ days: [ActiveDayStore.Day], _ calendar: StreakCalendar, at now: Instant) {
        let streak = DailyStreak(days.map(\.moment.day), calendar: calendar)
        let today = LocalCalendar.day(of: now, in: days.last?.timeZone ?? "UTC")
        self.init(
            currentDays: streak.currentDays(on: today), longestDays: streak.longestDays,
            lastActiveDay: streak.lastActiveDay)
    }
}

extension AchievementProgress {
    fileprivate init(
        _ achievement: Achievement, _ progress: Progress, _ unlocks: (times: Int, first: Instant)?,
        rarity: Double?
    ) {
        self.init(
            achievementID: achievement.id, name: achievement.name,
            description: achievement.description, category: Open(achievement.category),
            reached: Int64(min(progress.reached, progress.goal)), goal: Int64(progress.goal),
            unlockedAt: unlocks?.first, points: achievement.points,
            difficulty: Open(achievement.difficulty), times: unlocks?.times ?? 0,
            isRepeatable: achievement.isRepeatable, rarity: rarity)
    }
}
