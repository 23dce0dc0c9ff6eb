import Foundation

/// What is known of one learner so far, try by try.
package struct LearnerState: Sendable {
    private struct SkillRecord {
        var successes = 0.0
        var failures = 0.0
        var quick: Double
        var slow: Double
        var streak = 0.0
        var lastOutcome: Bool
        var lastTry: Int
        var recent = RecentOutcomes()
    }

    private let difficulty: SkillDifficulty
    private let habits: SkillHabits
    private var records: [Int: SkillRecord] = [:]
    private var echo = Echo()
    private var tryCount = 0
    private var surplus = 0.0
    private var quick = 0.0
    private var middle = 0.0
    private var slow = 0.0
    private var last: (skill: Int, outcome: Bool)?

    /// How much of an average stays at each try.
    private static let (quickDecay, middleDecay, slowDecay) = (0.6, 0.8, 0.94)

    package init(difficulty: SkillDifficulty, habits: SkillHabits) {
        self.difficulty = difficulty
        self.habits = habits
    }

    package static let featureCount = 25

    /// Numbers about the next try of a skill, from what came before it.
    ///
    /// Successes and failures as logarithms are performance factors (Pavlik, Cen and Koedinger, 2009);
    /// averages that fade say how things stand now.
    package func features(of skill: Int) -> [Double] {
        let hardness = difficulty.chance(of: skill)
        let record = records[skill]
        let repeated = last?.skill == skill
        let lastSign = last.map { $0.outcome ? 1.0 : -1 } ?? 0
        let signed = record.map { $0.lastOutcome ? 1.0 : -1 } ?? 0
        let tries = record.map { $0.successes + $0.failures } ?? 0
        let echo = echo.next(of: skill)
        let habit = logOdds(habits.chance(of: skill, after: record?.recent ?? RecentOutcomes()))
        let certainty = tries / (tries + 3)
        return [
            1, logOdds(hardness), log1p(record?.successes ?? 0), log1p(record?.failures ?? 0),
            (record?.quick ?? hardness) - hardness, (record?.slow ?? hardness) - hardness,
            quick, middle, slow, signed, repeated ? lastSign : 0, repeated ? 0 : lastSign,
            record.map { log1p(Double(tryCount - $0.lastTry - 1)) } ?? 0,
            log1p(record?.streak ?? 0), surplus / (Double(tryCount) + 5), record == nil ? 1 : 0,
            certainty * ((record?.slow ?? hardness) - hardness),
            certainty * logOdds(hardness), slow * logOdds(hardness), log1p(Double(tryCount)), habit,
            habit * slow, echo.sign, echo.sign * log1p(echo.agreed),
            echo.sign * max(0, echo.agreed - 8),
        ]
    }

    /// Averages hold what came above what the skill's difficulty had promised.
    package mutating func add(_ outcome: Bool, of skill: Int) {
        let hardness = difficulty.chance(of: skill)
        let came = outcome ? 1.0 : 0
        var record =
            records[skill]
            ?? SkillRecord(
                quick: hardness, slow: hardness, lastOutcome: outcome, lastTry: tryCount)
        if outcome { record.successes += 1 } else { record.failures += 1 }
        record.quick = moved(record.quick, to: came, keeping: Self.quickDecay)
        record.slow = moved(record.slow, to: came, keeping: Self.middleDecay)
        record.streak = outcome ? record.streak + 1 : 0
        record.lastOutcome = outcome
        record.lastTry = tryCount
        record.recent.add(outcome)
        records[skill] = record
        quick = moved(quick, to: came - hardness, keeping: Self.quickDecay)
        middle = moved(middle, to: came - hardness, keeping: Self.middleDecay)
        slow = moved(slow, to: came - hardness, keeping: Self.slowDecay)
        surplus += came - hardness
        last = (skill, outcome)
        echo.add(outcome, of: skill)
        tryCount += 1
    }
}

private func moved(_ average: Double, to value: Double, keeping share: Double) -> Double {
    share * average + (1 - share) * value
}
