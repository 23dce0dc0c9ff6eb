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
    let ledger: LedgerStore
    let days: ActiveDayStore
    let progress: ProgressReader

    func handle(_ request: GetProfile, _ call: Call) async throws -> GamificationProfile {
        try Access(call, to: request.tenantID).require(request.agentID)
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
        try await database.withTransaction(.tenant(request.tenantID), as: .snapshot) {
            transaction in
            let standings = try await ledger.standings(request.tenantID, in: transaction)
            let activeDays = try await days.days(
                of: request.agentID, request.tenantID, in: transaction)
            var achievements: [AchievementProgress] = []
            for achievement in Achievement.all {
                achievements.append(
                    AchievementProgress(
                        try await progress.progress(
                            of: request.agentID, request.tenantID, towards: achievement,
                            in: transaction)))
            }
            return GamificationProfile(
                agentID: request.agentID,
                points: standings.first { $0.agentID == request.agentID }?.points ?? 0,
                streak: Streak(activeDays, at: now), achievements: achievements,
                rank: Standings(standings).rank(of: request.agentID))
        }
    }
}

extension Streak {
    /// Today is the agent's own date, in the zone where they were last active.
    fileprivate init(_ days: [ActiveDayStore.Day], at now: Instant) {
        let streak = DailyStreak(days.map(\.moment.day))
        let today = LocalCalendar.day(of: now, in: days.last?.timeZone ?? "UTC")
        self.init(
            currentDays: streak.currentDays(on: today), longestDays: streak.longestDays,
            lastActiveDay: streak.lastActiveDay)
    }
}

extension AchievementProgress {
    fileprivate init(_ progress: GoalProgress) {
        let achievement = progress.achievement
        self.init(
            achievementID: achievement.id, name: achievement.name,
            description: achievement.description, category: Open(achievement.category),
            reached: Int64(progress.reached), goal: Int64(achievement.goal),
            unlockedAt: progress.completion?.instant, points: achievement.points)
    }
}
