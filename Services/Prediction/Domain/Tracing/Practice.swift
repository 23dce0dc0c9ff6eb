/// What one learner tried, oldest first.
package struct Practice: Hashable, Sendable {
    /// The skill that each try asked for.
    package let skills: [Int]
    package let outcomes: [Bool]

    package init(skills: [Int], outcomes: [Bool]) {
        precondition(skills.count == outcomes.count, "every try has a skill and an outcome")
        self.skills = skills
        self.outcomes = outcomes
    }
}

/// How hard skills are, learned from many learners.
package struct SkillDifficulty: Hashable, Sendable {
    private let chances: [Int: Double]
    /// Over all skills.
    package let overall: Double

    /// A skill seen seldom is drawn towards the mean of all, as if that had been seen this often.
    private static let priorCount = 10.0

    package init(_ practices: [Practice]) {
        var counts: [Int: (successes: Double, tries: Double)] = [:]
        var total = (successes: 1.0, tries: 2.0)
        for practice in practices {
            for (skill, outcome) in zip(practice.skills, practice.outcomes) {
                let won = outcome ? 1.0 : 0
                let count = counts[skill, default: (0, 0)]
                counts[skill] = (count.successes + won, count.tries + 1)
                total = (total.successes + won, total.tries + 1)
            }
        }
        let overall = total.successes / total.tries
        self.overall = overall
        chances = counts.mapValues {
            ($0.successes + overall * Self.priorCount) / ($0.tries + Self.priorCount)
        }
    }

    /// 0–1; the mean of all for a skill never seen.
    package func chance(of skill: Int) -> Double { chances[skill] ?? overall }
}
