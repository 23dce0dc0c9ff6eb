import Foundation
import Identifiers
import Statistics
import Testing

@testable import PredictionDomain

struct KnowledgeTracerTests {
    /// Learners who get better at each of three skills as they try.
    private func learners(_ count: Int, seed: UInt64) -> [Practice] {
        var generator = SplitMix64(seed: seed)
        return (0..<count).map { _ in
            let talent = generator.normal()
            let skills = (0..<45).map { $0 / 15 }
            let outcomes = skills.enumerated().map { place, skill in
                let odds = 1.5 * talent - 0.5 * Double(skill) + 0.12 * Double(place % 15)
                return Double.random(in: 0..<1, using: &generator) < sigmoid(odds)
            }
            return Practice(skills: skills, outcomes: outcomes)
        }
    }

    @Test func itForeseesLearnersItHasNotSeen() {
        let tracer = KnowledgeTracer(trainedOn: learners(120, seed: 1))
        let quality = Quality(tracer.judgements(of: learners(60, seed: 2)))
        #expect(quality.auc > 0.7)
        #expect(quality.expectedCalibrationError < 0.06)
    }

    @Test func noChanceDependsOnWhatComesAfterIt() {
        let tracer = KnowledgeTracer(trainedOn: learners(30, seed: 3))
        let whole = learners(1, seed: 4)[0]
        let cut = Practice(
            skills: Array(whole.skills.prefix(20)), outcomes: Array(whole.outcomes.prefix(20)))
        #expect(tracer.chances(of: cut) == Array(tracer.chances(of: whole).prefix(20)))
    }

    @Test func aSkillNeverSeenIsAsHardAsTheRest() {
        let difficulty = SkillDifficulty(learners(10, seed: 5))
        #expect(difficulty.chance(of: 999) == difficulty.overall)
    }

    @Test func theRegressionFindsTheWeightsThatMadeItsData() {
        var generator = SplitMix64(seed: 6)
        var (features, outcomes) = ([Double](), [Bool]())
        for _ in 0..<4_000 {
            let x = generator.normal()
            features += [1, x]
            outcomes.append(Double.random(in: 0..<1, using: &generator) < sigmoid(0.5 - 1.5 * x))
        }
        let fit = LogisticRegression(fittedTo: features, outcomes: outcomes, featureCount: 2)
        #expect(abs(fit.weights[0] - 0.5) < 0.15 && abs(fit.weights[1] + 1.5) < 0.2)
    }
}
