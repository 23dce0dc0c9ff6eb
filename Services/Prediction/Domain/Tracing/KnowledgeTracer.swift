/// Foresees whether a learner's next try of a skill succeeds.
package struct KnowledgeTracer: Hashable, Sendable {
    private let difficulty: SkillDifficulty
    private let habits: SkillHabits
    private let regression: LogisticRegression

    /// Habits that a learner's own tries went into look surer than they are, so each part of the
    /// learners is shown with the habits of the others while the weights are learned.
    private static let partCount = 4

    package init(trainedOn practices: [Practice]) {
        let difficulty = SkillDifficulty(practices)
        var (features, outcomes) = ([Double](), [Bool]())
        for part in 0..<Self.partCount {
            let others = practices.indices.filter { $0 % Self.partCount != part }
            let habits = SkillHabits(others.map { practices[$0] }, difficulty: difficulty)
            for index in stride(from: part, to: practices.count, by: Self.partCount) {
                var state = LearnerState(difficulty: difficulty, habits: habits)
                for (skill, outcome) in zip(practices[index].skills, practices[index].outcomes) {
                    features += state.features(of: skill)
                    outcomes.append(outcome)
                    state.add(outcome, of: skill)
                }
            }
        }
        self.difficulty = difficulty
        habits = SkillHabits(practices, difficulty: difficulty)
        regression = LogisticRegression(
            fittedTo: features, outcomes: outcomes, featureCount: LearnerState.featureCount)
    }

    /// The chance of each try, foreseen from the tries before it.
    package func chances(of practice: Practice) -> [Double] {
        var state = LearnerState(difficulty: difficulty, habits: habits)
        return zip(practice.skills, practice.outcomes).map { skill, outcome in
            let chance = regression.chance(state.features(of: skill))
            state.add(outcome, of: skill)
            return chance
        }
    }

    /// What was foreseen of each try, with what came.
    package func judgements(of practices: [Practice]) -> [Judgement] {
        practices.flatMap { practice in
            zip(chances(of: practice), practice.outcomes).map {
                Judgement(probability: $0, succeeded: $1)
            }
        }
    }
}
