/// How often a skill succeeds after each run of outcomes, learned from many learners.
package struct SkillHabits: Hashable, Sendable {
    /// Outcomes of the same skill that are looked back on.
    static let reach = 6
    /// What is known after a shorter run counts as this many tries after the longer one.
    private static let priorCount = 8.0

    private struct Run: Hashable {
        let skill: Int
        /// A one, then a bit for each outcome, the oldest first.
        let outcomes: UInt32
    }

    private struct Count: Hashable {
        var successes = 0.0
        var tries = 0.0
    }

    private let difficulty: SkillDifficulty
    private var counts: [Run: Count] = [:]

    package init(_ practices: [Practice], difficulty: SkillDifficulty) {
        self.difficulty = difficulty
        for practice in practices {
            var recent: [Int: RecentOutcomes] = [:]
            for (skill, outcome) in zip(practice.skills, practice.outcomes) {
                for run in recent[skill, default: RecentOutcomes()].runs.dropFirst() {
                    counts[Run(skill: skill, outcomes: run), default: Count()].tries += 1
                    if outcome { counts[Run(skill: skill, outcomes: run)]?.successes += 1 }
                }
                recent[skill, default: RecentOutcomes()].add(outcome)
            }
        }
    }

    /// From the longest run that was seen, drawn towards the shorter ones.
    func chance(of skill: Int, after recent: RecentOutcomes) -> Double {
        var chance = difficulty.chance(of: skill)
        for run in recent.runs.dropFirst() {
            guard let count = counts[Run(skill: skill, outcomes: run)] else { break }
            chance = (count.successes + Self.priorCount * chance) / (count.tries + Self.priorCount)
        }
        return chance
    }
}

/// The last outcomes of one skill.
struct RecentOutcomes: Hashable, Sendable {
    private var bits: UInt32 = 0
    private var count = 0

    mutating func add(_ outcome: Bool) {
        bits = (bits << 1 | (outcome ? 1 : 0)) & ((1 << SkillHabits.reach) - 1)
        count = min(SkillHabits.reach, count + 1)
    }

    /// The last none, one, two … outcomes, each under a leading one.
    var runs: some Sequence<UInt32> {
        (0...count).lazy.map { [bits] length in bits & ((1 << length) - 1) | 1 << length }
    }
}
