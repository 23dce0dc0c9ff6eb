import GamificationDomain
import GamificationSamples
import Identifiers
import Testing

@Suite struct AchievementTests {
    @Test func thereAreThreeWithIdsOfTheirOwn() {
        #expect(Set(Achievement.all.map(\.id)).count == 3)
        #expect(Achievement.all.allSatisfy { $0.goal > 0 && $0.points > 0 })
    }

    @Test func aCountIsCompleteWithItsGoalInTimeOrder() throws {
        let achievement = try #require(Achievement.all.first { $0.goal == 25 })
        let moments = (0..<25).map { moment(after: $0) }
        #expect(GoalProgress(achievement, moments: []).reached == 0)
        let before = GoalProgress(achievement, moments: Array(moments.dropLast()))
        #expect(before.reached == 24)
        #expect(before.completion == nil)
        let after = GoalProgress(achievement, moments: moments.reversed())
        #expect(after.reached == 25)
        #expect(after.completion == moments.last)
    }

    @Test func aStreakIsCompleteWithTheFirstMessageOfItsLastDay() throws {
        let achievement = try #require(Achievement.all.first { $0.criterion == .streak(days: 5) })
        let days = [0, 1, 2, 4, 5, 6, 7, 8, 9].map { moment(after: $0 * 86_400) }
        let short = GoalProgress(achievement, activeDays: Array(days.prefix(5)))
        #expect(short.reached == 3)
        #expect(short.completion == nil)
        let full = GoalProgress(achievement, activeDays: days.reversed())
        #expect(full.reached == 5)
        #expect(full.completion == moment(after: 8 * 86_400))
    }
}
