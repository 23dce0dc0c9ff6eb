import Identifiers

/// What an intervention changes, estimated from outcomes of choices that chance had a part in.
package struct InterventionImpact: Hashable, Sendable {
    package struct Outcome: Hashable, Sendable {
        package let arm: TimingArm
        package let succeeded: Bool
        /// The chance with which the arm was chosen; above 0.
        package let propensity: Double

        package init(arm: TimingArm, succeeded: Bool, propensity: Double) {
            self.arm = arm
            self.succeeded = succeeded
            self.propensity = propensity
        }
    }

    package let arm: TimingArm
    package let outcomeCount: Int
    /// The share of successes had everyone been treated so, weighted by inverse propensity.
    package let successShare: Double
    /// Against the other arms, weighted alike.
    package let lift: Double
    /// 95 %.
    package let interval: ClosedRange<Double>

    /// Below this effective number of outcomes nothing is said of an arm.
    package static let effectiveCountMin = 20.0

    /// One for each arm that enough is known of, the largest lift first.
    package static func all(of outcomes: [Outcome]) -> [InterventionImpact] {
        Set(outcomes.map(\.arm)).compactMap { arm in
            guard let own = WeightedShare(outcomes.filter { $0.arm == arm }),
                let others = WeightedShare(outcomes.filter { $0.arm != arm })
            else { return nil }
            let lift = own.share - others.share
            let reach = 1.96 * (own.variance + others.variance).squareRoot()
            return InterventionImpact(
                arm: arm, outcomeCount: own.count, successShare: own.share, lift: lift,
                interval: (lift - reach)...(lift + reach))
        }.sorted { ($1.lift, $0.arm.name) < ($0.lift, $1.arm.name) }
    }
}

extension TimingArm {
    fileprivate var name: String { "\(intervention.rawValue) \(timing.rawValue)" }
}

private struct WeightedShare {
    let count: Int
    let share: Double
    let variance: Double

    /// Nil where the effective number of outcomes is too small.
    init?(_ outcomes: [InterventionImpact.Outcome]) {
        let weights = outcomes.map { 1 / $0.propensity }
        let total = weights.reduce(0, +)
        let squares = weights.reduce(0) { $0 + $1 * $1 }
        guard squares > 0, total * total / squares >= InterventionImpact.effectiveCountMin else {
            return nil
        }
        let won = zip(weights, outcomes).reduce(0) { $0 + ($1.1.succeeded ? $1.0 : 0) }
        count = outcomes.count
        share = won / total
        // One success and one failure more, so that a clean sheet is not taken for certainty.
        let smoothed = (won / total * Double(count) + 1) / Double(count + 2)
        variance = smoothed * (1 - smoothed) * squares / (total * total)
    }
}
