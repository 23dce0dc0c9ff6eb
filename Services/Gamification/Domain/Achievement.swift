import Identifiers

/// Something to reach once: data, not code.
package struct Achievement: Hashable, Sendable {
    package enum Criterion: Hashable, Sendable {
        /// Ledger entries for one reason, paid or beyond the day's limit.
        case count(PointReason, goal: Int)
        /// Days in a row with coached conversations.
        case streak(days: Int)
    }

    package let id: String
    package let name: String
    package let description: String
    package let category: AchievementCategory
    package let criterion: Criterion
    package let points: Int64

    package init(
        id: String, name: String, description: String, category: AchievementCategory,
        criterion: Criterion, points: Int64
    ) {
        self.id = id
        self.name = name
        self.description = description
        self.category = category
        self.criterion = criterion
        self.points = points
    }

    package var goal: Int {
        switch criterion {
        case .count(_, let goal): goal
        case .streak(let days): days
        }
    }

    package static let all = [
        Achievement(
            id: "first_appointment", name: "First appointment",
            description: "Set an appointment in a conversation.",
            category: .conversionMastery, criterion: .count(.appointmentSet, goal: 1), points: 50),
        Achievement(
            id: "five_day_streak", name: "Five days in a row",
            description: "Have coached conversations on five days in a row.",
            category: .learningDedication, criterion: .streak(days: 5), points: 75),
        Achievement(
            id: "objection_handler_25", name: "Objection handler",
            description: "Resolve 25 objections, at most three of them in one conversation.",
            category: .objectionHandling, criterion: .count(.objectionResolved, goal: 25),
            points: 100),
    ]
}

/// How far an agent has come with an achievement.
package struct GoalProgress: Hashable, Sendable {
    package let achievement: Achievement
    package let reached: Int
    /// When and on which of the agent's days the goal was reached; nil before.
    package let completion: AgentMoment?

    /// - Parameter moments: those that count, in any order; at least the earliest `goal` of them.
    package init(_ achievement: Achievement, moments: [AgentMoment]) {
        self.achievement = achievement
        let goal = achievement.goal
        reached = min(moments.count, goal)
        completion =
            moments.count >= goal
            ? moments.sorted { $0.instant < $1.instant }[goal - 1] : nil
    }

    /// - Parameter activeDays: for each active day, its first coached message.
    package init(_ achievement: Achievement, activeDays: [AgentMoment]) {
        self.achievement = achievement
        let streak = DailyStreak(activeDays.map(\.day))
        reached = min(streak.longestDays, achievement.goal)
        let day = streak.completionDay(of: achievement.goal)
        completion = day.flatMap { day in activeDays.first { $0.day == day } }
    }
}
