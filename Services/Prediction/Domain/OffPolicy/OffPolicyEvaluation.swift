import Foundation

/// What a policy would have earned a choice, judged by choices that another policy made.
package struct OffPolicyEvaluation: Hashable, Sendable {
    package struct Estimate: Hashable, Sendable {
        package let value: Double
        package let standardError: Double

        /// 95 %, by the normal.
        package var interval: ClosedRange<Double> {
            (value - 1.96 * standardError)...(value + 1.96 * standardError)
        }
    }

    /// Why no estimate is given.
    package enum Refusal: Hashable, Sendable, CustomStringConvertible {
        case fewEffectiveChoices(Double, bound: Double)
        case fewEffectiveRewards(Double, bound: Double)
        case uncovered(share: Double)

        package var description: String {
            switch self {
            case .fewEffectiveChoices(let size, let bound):
                "the log is worth \(Int(size)) choices of the target policy, fewer than \(Int(bound)): "
                    + "gather more, or a log whose policy is closer to the target's"
            case .fewEffectiveRewards(let size, let bound):
                "the log holds \(Int(size)) effective rewards for the target policy, fewer than "
                    + "\(Int(bound)): gather more of what is rewarded"
            case .uncovered(let share):
                "\(Int((share * 100).rounded())) % of what the target policy would choose is never in "
                    + "the log"
            }
        }
    }

    package let choiceCount: Int
    /// (Σw)² / Σw²: as many choices of the target's own would say as much (Kish, 1965).
    package let effectiveSampleSize: Double
    /// The same for rewards alone.
    package let effectiveRewardCount: Double
    package let largestWeight: Double
    /// What the logging policy earned.
    package let logged: Estimate
    /// Inverse propensity scores (Horvitz and Thompson, 1952).
    package let inversePropensity: Estimate
    /// The same, divided by the sum of the weights (Swaminathan and Joachims, 2015).
    package let selfNormalized: Estimate
    /// A model of rewards, corrected by inverse propensity (Dudík, Langford and Li, 2011).
    package let doublyRobust: Estimate
    package let refusal: Refusal?

    package struct Bounds: Hashable, Sendable {
        /// Below it, a handful of heavy choices decide, and intervals by the normal are too narrow.
        package var effectiveSampleSize = 1_000.0
        /// Below it, one reward more or less moves the estimate by a tenth.
        package var effectiveRewardCount = 10.0

        package init() {}
    }

    /// Nil for an empty log.
    package init?(
        of log: [LoggedChoice], target: TargetPolicy, bounds: Bounds = Bounds()
    ) {
        guard !log.isEmpty else { return nil }
        let weights = log.map { target.chance(of: $0.arm, at: $0.place) / $0.propensity }
        let weighted = zip(weights, log).map { $0 * $1.reward }
        choiceCount = log.count
        effectiveSampleSize = effectiveSize(weights)
        effectiveRewardCount = effectiveSize(weighted.map(abs))
        largestWeight = weights.max() ?? 0
        logged = Self.mean(log.map(\.reward))
        inversePropensity = Self.mean(weighted)
        selfNormalized = Self.ratio(weighted, weights)
        doublyRobust = Self.mean(doublyRobustTerms(log, weights, target))
        let uncovered = 1 - coveredShare(log, target)
        refusal =
            if uncovered > 0.05 {
                .uncovered(share: uncovered)
            } else if effectiveSampleSize < bounds.effectiveSampleSize {
                .fewEffectiveChoices(effectiveSampleSize, bound: bounds.effectiveSampleSize)
            } else if effectiveRewardCount < bounds.effectiveRewardCount {
                .fewEffectiveRewards(effectiveRewardCount, bound: bounds.effectiveRewardCount)
            } else {
                nil
            }
    }

    private static func mean(_ terms: [Double]) -> Estimate {
        let count = Double(terms.count)
        let mean = terms.reduce(0, +) / count
        let square = terms.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
        return Estimate(
            value: mean, standardError: (square / max(1, count - 1) / count).squareRoot())
    }

    /// By the delta method.
    private static func ratio(_ terms: [Double], _ weights: [Double]) -> Estimate {
        let total = weights.reduce(0, +)
        guard total > 0 else { return Estimate(value: 0, standardError: .infinity) }
        let value = terms.reduce(0, +) / total
        let square = zip(terms, weights).reduce(0) {
            let miss = $1.0 - value * $1.1
            return $0 + miss * miss
        }
        return Estimate(value: value, standardError: square.squareRoot() / total)
    }
}

private func effectiveSize(_ weights: [Double]) -> Double {
    let sum = weights.reduce(0, +)
    let square = weights.reduce(0) { $0 + $1 * $1 }
    return square > 0 ? sum * sum / square : 0
}

/// The share of the target's choices that the log has seen at their place.
private func coveredShare(_ log: [LoggedChoice], _ target: TargetPolicy) -> Double {
    let seen = Dictionary(grouping: log, by: \.place)
    return seen.reduce(0) { sum, entry in
        let covered = Set(entry.value.map(\.arm)).reduce(0) {
            $0 + target.chance(of: $1, at: entry.key)
        }
        return sum + covered * Double(entry.value.count) / Double(log.count)
    }
}

/// Each term's model was learned from the other half of the log.
private func doublyRobustTerms(
    _ log: [LoggedChoice], _ weights: [Double], _ target: TargetPolicy
) -> [Double] {
    let arms = Set(log.map(\.arm))
    let halves = (0..<2).map { half in
        RewardModel(log.indices.filter { $0 % 2 != half }.map { log[$0] })
    }
    let expected = halves.map { model in
        Dictionary(
            uniqueKeysWithValues: Set(log.map(\.place)).map { place in
                (
                    place,
                    arms.reduce(0) {
                        $0 + target.chance(of: $1, at: place) * model.reward(of: $1, at: place)
                    }
                )
            })
    }
    return log.indices.map { index in
        let (choice, model) = (log[index], halves[index % 2])
        let miss = choice.reward - model.reward(of: choice.arm, at: choice.place)
        return (expected[index % 2][choice.place] ?? 0) + weights[index] * miss
    }
}

/// Mean rewards: an arm's at a place drawn towards the arm's, and that towards everyone's.
private struct RewardModel {
    private let overall: Double
    private let byArm: [Int: Double]
    private let byPlace: [Int: [Int: Double]]

    /// What the wider mean counts as, in choices.
    private static let priorCount = 50.0

    init(_ log: [LoggedChoice]) {
        let overall = log.reduce(0) { $0 + $1.reward } / Double(max(1, log.count))
        let byArm = Dictionary(grouping: log, by: \.arm).mapValues { drawn($0, towards: overall) }
        self.overall = overall
        self.byArm = byArm
        byPlace = Dictionary(grouping: log, by: \.place).mapValues { log in
            Dictionary(grouping: log, by: \.arm).mapValues {
                drawn($0, towards: byArm[$0[0].arm] ?? overall)
            }
        }
        func drawn(_ log: [LoggedChoice], towards mean: Double) -> Double {
            (log.reduce(0) { $0 + $1.reward } + Self.priorCount * mean)
                / (Double(log.count) + Self.priorCount)
        }
    }

    func reward(of arm: Int, at place: Int) -> Double {
        byPlace[place]?[arm] ?? byArm[arm] ?? overall
    }
}
