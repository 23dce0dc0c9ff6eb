/// A choice that was made, how likely it was, and what it brought.
package struct LoggedChoice: Hashable, Sendable {
    /// Where it was made; policies may differ by place.
    package let place: Int
    package let arm: Int
    package let reward: Double
    /// The chance with which the arm was chosen: above 0, at most 1.
    package let propensity: Double

    package init(place: Int, arm: Int, reward: Double, propensity: Double) {
        self.place = place
        self.arm = arm
        self.reward = reward
        self.propensity = propensity
    }
}

/// The chance with which a policy would choose each arm at each place.
package struct TargetPolicy: Hashable, Sendable {
    private let chances: [Int: [Int: Double]]
    private let elsewhere: [Int: Double]

    /// All arms alike.
    package static func uniform(over arms: Set<Int>) -> TargetPolicy {
        let chance = 1 / Double(max(1, arms.count))
        return TargetPolicy(
            chances: [:], elsewhere: Dictionary(uniqueKeysWithValues: arms.map { ($0, chance) }))
    }

    /// How often each arm was chosen at each place of a log.
    package static func frequencies(in log: [LoggedChoice]) -> TargetPolicy {
        TargetPolicy(
            chances: Dictionary(grouping: log, by: \.place).mapValues(shares),
            elsewhere: shares(log))
    }

    /// What Thompson sampling would choose at each place after a log, rewards being 0 or 1.
    package static func thompson(after log: [LoggedChoice], arms: Set<Int>) -> TargetPolicy {
        TargetPolicy(
            chances: Dictionary(grouping: log, by: \.place).mapValues {
                bestChances($0, arms: arms)
            }, elsewhere: bestChances(log, arms: arms))
    }

    package func chance(of arm: Int, at place: Int) -> Double {
        (chances[place] ?? elsewhere)[arm] ?? 0
    }
}

private func shares(_ log: [LoggedChoice]) -> [Int: Double] {
    Dictionary(grouping: log, by: \.arm).mapValues { Double($0.count) / Double(log.count) }
}

private func bestChances(_ log: [LoggedChoice], arms: Set<Int>) -> [Int: Double] {
    let byArm = Dictionary(grouping: log, by: \.arm)
    let sorted = arms.sorted()
    let beliefs = sorted.map { arm in
        let rewards = byArm[arm, default: []].map(\.reward)
        let won = rewards.reduce(0, +)
        return BetaBelief(successes: 1 + won, failures: 1 + Double(rewards.count) - won)
    }
    return Dictionary(uniqueKeysWithValues: zip(sorted, thompsonChances(of: beliefs)))
}
