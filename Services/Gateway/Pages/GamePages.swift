import GamificationContract
import GatewayDomain
import Identifiers
import Wire

/// All of an agent's achievements by category, and the way to the next level.
struct AchievementsPage: PageView {
    let person: Person
    let agent: AgentID
    let profile: Panel<GamificationProfile>

    var values: [String: Any] {
        var values = PageFrame(
            title: "Achievements of \(agent.rawValue)", person: person, place: .agents,
            missing: [profile.missing].compactMap { $0 }
        ).values
        values["agent"] = agent.rawValue
        values["path"] = urlEncoded(agent.rawValue)
        values["reason"] = profile.reason.map(Words.sentence)
        if let profile = profile.value { values["profile"] = Self.values(of: profile) }
        return values
    }

    private static func values(of profile: GamificationProfile) -> [String: Any] {
        let unlocked = profile.achievements.count { $0.unlockedAt != nil }
        let groups = Dictionary(grouping: profile.achievements) { $0.category.known }
        return [
            "level": Words.title(profile.level?.known?.rawValue ?? "novice"),
            "isMaster": profile.missing.isEmpty,
            "missing": profile.missing.map { missing -> [String: Any] in
                [
                    "what": missing.what, "reached": min(missing.reached, missing.goal),
                    "goal": missing.goal,
                ]
            },
            "points": Words.grouped(Int(profile.points)), "unlocked": unlocked,
            "all": profile.achievements.count,
            "current": Words.plural(profile.streak.currentDays, "day"),
            "longest": Words.plural(profile.streak.longestDays, "day"),
            "categories": AchievementCategory.allCases.compactMap { category in
                groups[category].map { Self.category(category, $0) }
            },
        ]
    }

    private static func category(
        _ category: AchievementCategory, _ achievements: [AchievementProgress]
    ) -> [String: Any] {
        [
            "id": category.rawValue, "name": Words.title(category.rawValue),
            "achievements": achievements.map(Self.achievement),
        ]
    }

    private static func achievement(_ achievement: AchievementProgress) -> [String: Any] {
        let difficulty = achievement.difficulty?.known?.rawValue ?? ""
        var facts = ["\(difficulty), +\(achievement.points) points"]
        if let instant = achievement.unlockedAt {
            facts.append("unlocked \(instant.description.prefix(10))")
        }
        if achievement.times > 1 { facts.append("\(achievement.times) times") }
        if let rarity = achievement.rarity, achievement.unlockedAt != nil {
            facts.append("\(Words.percent(rarity)) of agents have it")
        }
        return [
            "id": achievement.achievementID, "name": achievement.name,
            "about": achievement.description,
            "facts": facts.joined(separator: " · "), "isUnlocked": achievement.unlockedAt != nil,
            "reached": achievement.reached, "goal": max(1, achievement.goal),
        ]
    }
}

/// The ranking of a period, by points or by improvement.
struct LeaderboardPage: PageView {
    let person: Person
    let period: LeaderboardPeriod
    let measure: LeaderboardMeasure
    let board: Panel<Leaderboard>

    /// A custom period has no link.
    static let periods: [LeaderboardPeriod] = [.day, .week, .month, .allTime]

    var values: [String: Any] {
        var values = PageFrame(
            title: "Leaderboard", person: person, place: .leaderboard,
            missing: [board.missing].compactMap { $0 }
        ).values
        values["periods"] = Self.periods.map { other -> [String: Any] in
            link(Words.title(other.rawValue), other, isMeasured(in: other), other == period)
        }
        values["measures"] = LeaderboardMeasure.allCases
            .filter { $0 == .volume || period != .allTime }
            .map { link(Self.name($0), period, $0, $0 == measure) }
        values["reason"] = board.reason.map(Words.sentence)
        guard let board = board.value else { return values }
        values["entries"] = board.entries.map(entry)
        values["hasEntries"] = !board.entries.isEmpty
        values["isEmpty"] = board.entries.isEmpty
        values["agents"] = Words.plural(board.agents, "agent")
        values["column"] = measure == .volume ? "Points" : "Beyond their usual"
        if let own = board.own {
            values["own"] = [
                "rank": own.rank, "better": Words.percent(own.percentile / 100),
                "around": own.around.map(entry),
            ]
        }
        return values
    }

    /// Of all time there is no improvement.
    private func isMeasured(in other: LeaderboardPeriod) -> LeaderboardMeasure {
        other == .allTime ? .volume : measure
    }

    private func link(
        _ name: String, _ period: LeaderboardPeriod, _ measure: LeaderboardMeasure,
        _ isThis: Bool
    ) -> [String: Any] {
        [
            "name": name, "isThis": isThis,
            "path": "/leaderboard?period=\(period)&measure=\(measure)",
        ]
    }

    private func entry(_ entry: LeaderboardEntry) -> [String: Any] {
        let isNamed = !entry.agentID.rawValue.isEmpty
        return [
            "rank": entry.rank, "agent": isNamed ? entry.agentID.rawValue : "an agent",
            "points": Words.grouped(Int(entry.points)),
            "reached": Words.dateAndClock(entry.reachedAt),
            "isThis": isNamed && entry.agentID == person.agent,
        ]
    }

    private static func name(_ measure: LeaderboardMeasure) -> String {
        switch measure {
        case .volume: "Points"
        case .improvement: "Improvement"
        }
    }
}

/// One badge, for everybody who has its address.
struct BadgePage: PageView {
    let badge: Badge

    var values: [String: Any] {
        var values = PageFrame(title: badge.name, person: nil).values
        values["name"] = badge.name
        values["about"] = badge.description
        values["agent"] = badge.agentID.rawValue
        values["issued"] = String(badge.issuedAt.description.prefix(10))
        values["issuer"] = badge.issuer
        values["svg"] = badge.svg
        values["credential"] = badge.credential
        values["image"] = "\(badge.badgeID).svg"
        values["picture"] = "\(badge.badgeID).png"
        values["token"] = "\(badge.badgeID).jwt"
        if let revoked = badge.revokedAt {
            values["revoked"] = String(revoked.description.prefix(10))
        }
        return values
    }
}
