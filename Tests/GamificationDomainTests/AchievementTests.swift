import GamificationDomain
import GamificationSamples
import Identifiers
import Testing

@Suite struct AchievementTests {
    @Test func thereAreFortyAndMoreOfEveryCategoryAndDifficulty() {
        #expect(Achievement.all.count >= 40)
        #expect(Set(Achievement.all.map(\.id)).count == Achievement.all.count)
        #expect(Set(Achievement.all.map(\.name)).count == Achievement.all.count)
        let faults = Achievement.all.filter { $0.criterion.fault != nil || $0.points <= 0 }
        #expect(faults.isEmpty)
        for category in AchievementCategory.allCases {
            let count = Achievement.all.count { $0.category == category }
            #expect(count >= 5)
        }
        for difficulty in AchievementDifficulty.allCases {
            let isKnown = Achievement.all.contains { $0.difficulty == difficulty }
            #expect(isKnown)
        }
        #expect(Achievement.all.filter(\.isSecret).count >= 1)
        #expect(Achievement.all.filter(\.isRepeatable).count >= 1)
    }

    /// Seven facts, at 0, 1, 2, 30, 31, 32 and 33 days, worth 10 each.
    static let record = AgentRecord(
        [0, 1, 2, 30, 31, 32, 33].map {
            Fact(.appointmentSet, of: "c\($0)", in: moment(after: $0 * 86_400), value: 10)
        }.reversed(),
        activeDays: [0, 1, 2, 4, 5, 6, 7, 8, 9].map { moment(after: $0 * 86_400) })

    @Test(
        arguments: [
            (.first(.appointmentSet), [0, 1, 2, 30, 31, 32, 33], 7, 1),
            (.count(of: .appointmentSet, goal: 3), [2, 32], 7, 3),
            (.count(of: .appointmentSet, goal: 8), [], 7, 8),
            (.sum(of: .appointmentSet, goal: 25), [2, 31], 70, 25),
            (.days(of: .appointmentSet, goal: 5), [31], 7, 5),
            (.within(days: 3, of: .appointmentSet, goal: 3), [2, 32], 3, 3),
            (.within(days: 2, of: .appointmentSet, goal: 3), [], 2, 3),
            (.within(days: 4, of: .appointmentSet, goal: 4), [33], 4, 4),
            (.streak(days: 5), [8], 6, 5), (.streak(days: 3), [2, 6, 9], 6, 3),
            (.all(of: [.first(.appointmentSet), .streak(days: 5)]), [8], 6, 6),
            (.all(of: [.first(.appointmentSet), .streak(days: 7)]), [], 7, 8),
            (.any(of: [.first(.empathyShown), .streak(days: 5)]), [8], 6, 5),
        ] as [(Criterion, [Int], Int, Int)])
    func aCriterionIsFulfilledOnTheDaysItSays(
        criterion: Criterion, days: [Int], reached: Int, goal: Int
    ) {
        let moments = days.map { moment(after: $0 * 86_400) }
        #expect(Self.record.completions(of: criterion) == moments)
        let progress = Self.record.progress(towards: criterion)
        #expect(progress.reached == reached)
        #expect(progress.goal == goal)
    }

    /// Facts that come late never take an unlock away nor make it later.
    @Test(arguments: UInt64(0)..<32)
    func anotherFactOnlyAddsUnlocksOrMovesThemBack(seed: UInt64) {
        var generator = SplitMix64(seed: seed)
        let facts = (0..<40).map { number in
            Fact(
                .objectionResolved, of: "c\(number)",
                in: moment(after: Int.random(in: 0..<20 * 86_400, using: &generator)),
                value: Int.random(in: 0...5, using: &generator))
        }
        let criteria: [Criterion] = [
            .count(of: .objectionResolved, goal: 7), .sum(of: .objectionResolved, goal: 11),
            .days(of: .objectionResolved, goal: 4),
            .within(days: 3, of: .objectionResolved, goal: 4),
        ]
        for criterion in criteria + [.all(of: criteria), .any(of: criteria)] {
            var known: [AgentMoment] = []
            for count in facts.indices {
                let unlocks = AgentRecord(facts[...count]).completions(of: criterion)
                #expect(unlocks.count >= known.count)
                let isLater = zip(unlocks, known).contains { $0.instant > $1.instant }
                #expect(!isLater)
                known = unlocks
            }
        }
    }

    @Test func onlyARepeatableOneIsUnlockedAgain() {
        func achievement(isRepeatable: Bool) -> Achievement {
            Achievement(
                id: "a", name: "A", description: "", category: .conversionMastery,
                difficulty: .easy, criterion: .count(of: .appointmentSet, goal: 2),
                isRepeatable: isRepeatable)
        }
        #expect(achievement(isRepeatable: false).unlocks(in: Self.record).count == 1)
        let repeated = achievement(isRepeatable: true)
        #expect(repeated.unlocks(in: Self.record).count == 3)
        let ids = (1...3).map {
            PointRules.standard.entry(for: repeated, in: moment(), occurrence: $0).id
        }
        #expect(Set(ids).count == 3)
    }

    @Test(arguments: [
        Criterion.count(of: .appointmentSet, goal: 0), .streak(days: -1), .all(of: []),
        .within(days: 0, of: .appointmentSet, goal: 1),
        .any(of: [.within(days: 400, of: .appointmentSet, goal: 1)]),
        .all(of: [.all(of: [.all(of: [.all(of: [.streak(days: 1)])])])]),
    ])
    func aCriterionThatCannotBeMeantIsRefused(criterion: Criterion) {
        #expect(criterion.fault != nil)
    }
}
