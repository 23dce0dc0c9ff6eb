import Identifiers

/// Arms with known chances, that may change as time goes on.
package struct BanditWorld: Hashable, Sendable {
    /// The chances of the arms in each phase.
    package var phases: [[Double]]
    /// Turns in a phase; the phases follow each other, again and again.
    package var phaseLength: Int
    package var turnCount: Int
    /// Turns until a reward is known.
    package var delay = 0

    package init(phases: [[Double]], phaseLength: Int, turnCount: Int, delay: Int = 0) {
        self.phases = phases
        self.phaseLength = phaseLength
        self.turnCount = turnCount
        self.delay = delay
    }

    /// One good arm among equals.
    package static func steady(
        armCount: Int, best: Double, others: Double, turnCount: Int, delay: Int = 0
    ) -> BanditWorld {
        let chances = [best] + Array(repeating: others, count: armCount - 1)
        return BanditWorld(
            phases: [chances], phaseLength: turnCount, turnCount: turnCount, delay: delay)
    }

    /// The chances move on by one arm in each phase.
    package static func rotating(
        chances: [Double], turnCount: Int, phaseLength: Int
    ) -> BanditWorld {
        let phases = chances.indices.map { shift in
            chances.indices.map { chances[($0 - shift + chances.count) % chances.count] }
        }
        return BanditWorld(phases: phases, phaseLength: phaseLength, turnCount: turnCount)
    }

    func chances(at turn: Int) -> [Double] { phases[turn / phaseLength % phases.count] }

    /// What a policy lost against always choosing the best arm, in expected rewards.
    package func regret(of policy: BanditPolicy, seed: UInt64) -> Double {
        var generator = SplitMix64(seed: SplitMix64.mixed(seed))
        var player = BanditPlayer(policy, armCount: phases[0].count)
        var owed: [(arm: Int, succeeded: Bool)] = []
        var (paid, regret) = (0, 0.0)
        for turn in 0..<turnCount {
            let chances = chances(at: turn)
            let arm = player.choose(using: &generator)
            regret += (chances.max() ?? 0) - chances[arm]
            let succeeded = Double.random(in: 0..<1, using: &generator) < chances[arm]
            owed.append((arm, succeeded))
            if owed.count - paid > delay {
                player.learn(owed[paid].succeeded, of: owed[paid].arm)
                paid += 1
            }
        }
        return regret
    }
}

/// The mean of regrets over runs, and how sure it is.
package struct RegretEstimate: Hashable, Sendable {
    package let mean: Double
    package let standardError: Double
    package let runCount: Int

    package init(_ regrets: [Double]) {
        let count = Double(regrets.count)
        let mean = regrets.reduce(0, +) / max(1, count)
        let square = regrets.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
        self.mean = mean
        standardError = count > 1 ? (square / (count - 1) / count).squareRoot() : .infinity
        runCount = regrets.count
    }
}
