import Identifiers

/// Something to reach: data, not code.
package struct Achievement: Hashable, Sendable {
    package let id: String
    package let name: String
    package let description: String
    package let category: AchievementCategory
    package let difficulty: AchievementDifficulty
    package let criterion: Criterion
    package let points: Int64
    /// Fulfilling it again unlocks it again.
    package let isRepeatable: Bool
    /// Not shown before it is unlocked.
    package let isSecret: Bool

    package init(
        id: String, name: String, description: String, category: AchievementCategory,
        difficulty: AchievementDifficulty, criterion: Criterion, points: Int64? = nil,
        isRepeatable: Bool = false, isSecret: Bool = false
    ) {
        self.id = id
        self.name = name
        self.description = description
        self.category = category
        self.difficulty = difficulty
        self.criterion = criterion
        self.points = points ?? difficulty.points
        self.isRepeatable = isRepeatable
        self.isSecret = isSecret
    }

    /// Unlocking one thing for ever must not drown everything else.
    package static let repeatsMax = 100

    /// When it was unlocked, each time.
    package func unlocks(in record: AgentRecord) -> [AgentMoment] {
        Array(record.completions(of: criterion).prefix(isRepeatable ? Self.repeatsMax : 1))
    }
}

extension AchievementDifficulty {
    /// What an achievement is worth unless it says otherwise.
    package var points: Int64 {
        switch self {
        case .easy: 25
        case .moderate: 50
        case .challenging: 100
        case .hard: 250
        case .legendary: 500
        }
    }
}
