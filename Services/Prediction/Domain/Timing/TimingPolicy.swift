import Identifiers

/// Chooses when to intervene and how, by Thompson sampling that forgets.
///
/// What an agent's own outcomes say of an arm is drawn towards what the tenant's say of it, that
/// towards the timing, and that towards all: who has shown little is treated as others were.
package struct TimingPolicy: Sendable {
    /// What stays of an outcome's weight after a day: half after five weeks.
    package static let discountPerDay = 0.98
    /// Every arm keeps this share of all choices between them, so that it can always prove itself and
    /// no propensity is too small to learn from later.
    package static let explorationShare = 0.05
    /// What each wider level counts as, in outcomes of the narrower.
    private static let priorCount = 8.0

    /// A choice, and the chance it had.
    package struct Decision: Hashable, Sendable {
        package let arm: TimingArm
        /// 0–1, of each arm that could have been chosen; Σ is 1.
        package let propensities: [TimingArm: Double]

        package var propensity: Double { propensities[arm] ?? 0 }
    }

    private let agent: [TimingArm: FadedCount]
    private let tenant: [TimingArm: FadedCount]

    /// `tenant` counts all agents, this one among them.
    package init(agent: [TimingArm: FadedCount], tenant: [TimingArm: FadedCount]) {
        self.agent = agent
        self.tenant = tenant
    }

    /// Nil without an arm; `share` is a draw, uniform over 0–1.
    package func decide(among arms: [TimingArm], share: Double) -> Decision? {
        guard !arms.isEmpty else { return nil }
        let chances = thompsonChances(of: arms.map(belief)).map {
            (1 - Self.explorationShare) * $0 + Self.explorationShare / Double(arms.count)
        }
        var rest = share
        let place = chances.firstIndex { chance in
            rest -= chance
            return rest < 0
        }
        return Decision(
            arm: arms[place ?? arms.count - 1],
            propensities: Dictionary(uniqueKeysWithValues: zip(arms, chances)))
    }

    /// What is believed of an arm for this agent.
    package func belief(of arm: TimingArm) -> BetaBelief {
        let all = tenant.values.reduce(FadedCount(), +)
        let timing = tenant.filter { $0.key.timing == arm.timing }.values.reduce(FadedCount(), +)
        var mean = drawn(all, towards: 0.5)
        mean = drawn(timing, towards: mean)
        mean = drawn(tenant[arm] ?? FadedCount(), towards: mean)
        let own = agent[arm] ?? FadedCount()
        return BetaBelief(
            successes: own.successes + Self.priorCount * mean,
            failures: own.failures + Self.priorCount * (1 - mean))
    }

    private func drawn(_ count: FadedCount, towards mean: Double) -> Double {
        (count.successes + Self.priorCount * mean) / (count.total + Self.priorCount)
    }
}
