import Identifiers
import Statistics
import Testing

@testable import PredictionDomain

struct TimingPolicyTests {
    private let arms = InterventionTiming.allCases.map { TimingArm(.realTimeGuidance, $0) }

    @Test func everyArmKeepsItsShareOfChoices() throws {
        let counts = [
            arms[0]: FadedCount(successes: 900, failures: 100),
            arms[1]: FadedCount(successes: 100, failures: 900),
        ]
        let decision = try #require(
            TimingPolicy(agent: counts, tenant: counts).decide(among: arms, share: 0.5))
        #expect(decision.arm == arms[0])
        let least = TimingPolicy.explorationShare / 3
        #expect(decision.propensities.values.allSatisfy { $0 >= least })
        #expect(abs(decision.propensities.values.reduce(0, +) - 1) < 1e-9)
    }

    @Test func choicesComeAsOftenAsTheirPropensitySays() throws {
        let policy = TimingPolicy(
            agent: [arms[0]: FadedCount(successes: 4, failures: 3)],
            tenant: [arms[1]: FadedCount(successes: 9, failures: 5)])
        var generator = SplitMix64(seed: 3)
        var counts: [TimingArm: Double] = [:]
        for _ in 0..<2_000 {
            let decision = try #require(policy.decide(among: arms, share: generator.uniform()))
            counts[decision.arm, default: 0] += 1 / 2_000
        }
        let told = try #require(policy.decide(among: arms, share: 0))
        for arm in arms { #expect(abs((counts[arm] ?? 0) - told.propensity(of: arm)) < 0.05) }
    }

    @Test func anUnknownAgentIsTreatedAsOthersWere() {
        let tenant = [arms[2]: FadedCount(successes: 80, failures: 20)]
        let policy = TimingPolicy(agent: [:], tenant: tenant)
        #expect(policy.belief(of: arms[2]).mean > 0.7)
        #expect(TimingPolicy(agent: [:], tenant: [:]).belief(of: arms[2]).mean == 0.5)
        #expect(policy.decide(among: [], share: 0) == nil)
    }

    @Test func impactIsFoundFromChoicesThatChanceMade() throws {
        var generator = SplitMix64(seed: 21)
        let outcomes = (0..<3_000).map { _ in
            let isFirst = generator.uniform() < 0.8
            let won = generator.uniform() < (isFirst ? 0.3 : 0.6)
            return InterventionImpact.Outcome(
                arm: isFirst ? arms[0] : arms[1], succeeded: won, propensity: isFirst ? 0.8 : 0.2)
        }
        let impacts = InterventionImpact.all(of: outcomes)
        #expect(impacts.map(\.arm) == [arms[1], arms[0]])
        #expect(impacts[0].interval.contains(0.3))
        #expect(!impacts[0].interval.contains(0))
        #expect(InterventionImpact.all(of: Array(outcomes.prefix(15))).isEmpty)
    }
}

extension TimingPolicy.Decision {
    fileprivate func propensity(of arm: TimingArm) -> Double { propensities[arm] ?? 0 }
}
