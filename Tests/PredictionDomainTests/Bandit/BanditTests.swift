import Identifiers
import Testing

@testable import PredictionDomain

struct BanditTests {
    /// The published regret of this setting is 170.7; its own standard error is 4.2.
    @Test func thompsonSamplingLosesWhatIsPublished() {
        let world = BanditWorld.steady(armCount: 10, best: 0.5, others: 0.4, turnCount: 10_000)
        let runs = (UInt64(1)...24).map { world.regret(of: .thompson(discount: 1), seed: $0) }
        let estimate = RegretEstimate(runs)
        #expect(abs(estimate.mean - 170.7) < 3 * (estimate.standardError + 4.2))
    }

    @Test func forgettingPaysWhenTheBestArmChanges() {
        let world = BanditWorld.rotating(
            chances: [0.7, 0.5, 0.3], turnCount: 4_000, phaseLength: 1_000)
        func regret(_ policy: BanditPolicy) -> Double {
            RegretEstimate((UInt64(1)...20).map { world.regret(of: policy, seed: $0) }).mean
        }
        #expect(regret(.thompson(discount: 0.99)) < 0.6 * regret(.thompson(discount: 1)))
    }

    @Test func aDelayOfAllTurnsTeachesNothing() {
        let world = BanditWorld.steady(
            armCount: 2, best: 1, others: 0, turnCount: 2_000, delay: 2_000)
        let regret = world.regret(of: .thompson(discount: 1), seed: 5)
        #expect((900...1_100).contains(regret))
    }

    @Test(arguments: [
        [BetaBelief(successes: 1, failures: 1), BetaBelief(successes: 1, failures: 1)],
        [BetaBelief(successes: 30, failures: 70), BetaBelief(successes: 40, failures: 60)],
        [
            BetaBelief(successes: 1, failures: 300), BetaBelief(successes: 2, failures: 400),
            BetaBelief(successes: 0.5, failures: 9),
        ],
    ])
    func chancesAreThoseOfDrawing(beliefs: [BetaBelief]) {
        var generator = SplitMix64(seed: 77)
        var wins = beliefs.map { _ in 0.0 }
        for _ in 0..<20_000 {
            let draws = beliefs.map { $0.draw(using: &generator) }
            wins[draws.firstIndex(of: draws.max() ?? 0) ?? 0] += 1 / 20_000
        }
        let chances = thompsonChances(of: beliefs)
        #expect(abs(chances.reduce(0, +) - 1) < 1e-12)
        #expect(zip(chances, wins).allSatisfy { abs($0 - $1) < 0.015 })
    }
}
