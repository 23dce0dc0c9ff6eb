import Identifiers
import Testing

@testable import PredictionDomain

struct OffPolicyTests {
    private let rates = [0.2, 0.5, 0.8]

    /// Choices with chances 0.6, 0.3, 0.1 among three arms.
    private func log(count: Int, seed: UInt64) -> [LoggedChoice] {
        var generator = SplitMix64(seed: seed)
        return (0..<count).map { _ in
            let place = Double.random(in: 0..<1, using: &generator)
            let arm = place < 0.6 ? 0 : place < 0.9 ? 1 : 2
            let won = Double.random(in: 0..<1, using: &generator) < rates[arm]
            return LoggedChoice(
                place: 0, arm: arm, reward: won ? 1 : 0, propensity: [0.6, 0.3, 0.1][arm])
        }
    }

    @Test func allThreeEstimatesFindWhatTheTargetWouldEarn() throws {
        let evaluation = try #require(
            OffPolicyEvaluation(
                of: log(count: 20_000, seed: 3), target: .uniform(over: [0, 1, 2])))
        #expect(evaluation.refusal == nil)
        for estimate in [
            evaluation.inversePropensity, evaluation.selfNormalized, evaluation.doublyRobust,
        ] {
            #expect(abs(estimate.value - 0.5) < 4 * estimate.standardError)
            #expect(estimate.standardError < 0.02)
        }
        #expect(
            evaluation.doublyRobust.standardError < evaluation.inversePropensity.standardError)
    }

    @Test func aLogThatIsTheTargetsOwnIsWorthAllOfItself() throws {
        let choices = log(count: 500, seed: 4).map {
            LoggedChoice(place: 0, arm: $0.arm, reward: $0.reward, propensity: 1.0 / 3)
        }
        let evaluation = try #require(
            OffPolicyEvaluation(of: choices, target: .uniform(over: [0, 1, 2])))
        #expect(abs(evaluation.effectiveSampleSize - 500) < 1e-6)
        #expect(abs(evaluation.inversePropensity.value - evaluation.logged.value) < 1e-12)
    }

    @Test func aFewHeavyChoicesAreRefused() throws {
        let evaluation = try #require(
            OffPolicyEvaluation(of: log(count: 300, seed: 5), target: .uniform(over: [0, 1, 2])))
        guard case .fewEffectiveChoices = evaluation.refusal else {
            Issue.record("300 choices are too few for a bound of a thousand")
            return
        }
    }

    @Test func aTargetThatChoosesWhatWasNeverLoggedIsRefused() throws {
        let evaluation = try #require(
            OffPolicyEvaluation(
                of: log(count: 5_000, seed: 6), target: .uniform(over: [0, 1, 2, 3])))
        #expect(evaluation.refusal == .uncovered(share: 0.25))
        #expect(OffPolicyEvaluation(of: [], target: .uniform(over: [0])) == nil)
    }
}
