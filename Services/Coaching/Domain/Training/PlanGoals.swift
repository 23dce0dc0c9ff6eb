import Identifiers

/// What a plan sets out to reach: half of the way to the next mark, since training that is asked for
/// too much is given up.
package struct PlanGoals: Hashable, Sendable {
    /// The seeds' lower figure for what targeted coaching adds to the conversion rate.
    static let conversionLift = 1.15

    /// The areas that the plan works on, weakest first.
    package let skills: [String]
    /// All areas as they should be at the end.
    package let reached: [AreaMean]
    private let worked: [AreaMean]

    /// - Parameter types: those that the plan teaches.
    package init(for areas: [AreaMean], of types: [TrainingModuleType]) {
        let trained = Set(types.flatMap(\.areas))
        worked = areas.filter { trained.contains($0.area) && $0.score < PlanRules.targetScore }
            .sorted { ($0.score, $0.area) < ($1.score, $1.area) }
        skills = worked.map(\.area)
        reached = areas.map { mean in
            guard trained.contains(mean.area) else { return mean }
            var mean = mean
            mean.score = Self.target(from: mean.score)
            return mean
        }
    }

    /// A score to aim at from where one stands, 0–100.
    package static func target(from score: Double) -> Double {
        score >= PlanRules.targetScore ? score : score + (PlanRules.targetScore - score) / 2
    }

    /// A rate to aim at, 0–1.
    package static func conversionTarget(from rate: Double) -> Double {
        min(1, rate * conversionLift)
    }

    /// A sentence for each of the three weakest skills.
    package func sentences(by date: String) -> [String] {
        worked.prefix(3).map { mean in
            let name = mean.area.replacing("_", with: " ")
            return "Bring \(name) from \(Int(mean.score.rounded())) to "
                + "\(Int(Self.target(from: mean.score).rounded())) of 100 by \(date)."
        }
    }
}
