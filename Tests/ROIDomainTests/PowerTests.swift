import Identifiers
import ROIDomain
import Statistics
import Testing

/// Known values are from statsmodels 0.15 (`TTestIndPower`).
@Suite struct PowerTests {
    @Test(arguments: [
        (10, 10, 1.3249474), (100, 100, 0.3981391), (20, 60, 0.7324233), (4_000, 4_000, 0.0626542),
    ])
    func smallestEffectsAreThoseOfStatsmodels(_ treated: Int, _ control: Int, _ known: Double) {
        let effect = Power(treated: treated, control: control).minimumDetectableEffect()
        #expect(abs(effect - known) < 2e-5 * max(1, known), "\(effect)")
    }

    @Test func sizesAreThoseOfStatsmodels() throws {
        let half = try #require(Power.sampleSize(toFind: 0.5))
        #expect(half.treated == 64 && half.control == 64)
        let small = try #require(Power.sampleSize(toFind: 0.2, power: 0.9))
        #expect(small.treated == 527)
        #expect(Power.sampleSize(toFind: 1e-9) == nil)
    }

    @Test func tenAgainstTenIsToldBeforeTheStart() {
        let answer = StudyPlan().answer(perArm: 10)
        #expect(answer.words.contains("at least 1.32 standard deviations"))
        #expect(answer.words.contains("plan for more units"))
    }

    /// A thousand experiments with an effect of known size: as many find it as was promised.
    @Test(arguments: [(30, 0.74), (64, 0.5), (150, 0.2)])
    func plantedEffectsAreFoundAtThePromisedPower(_ count: Int, _ effect: Double) {
        var generator = SplitMix64(seed: 11)
        let found = (0..<1_000).count { _ in
            let treated = Moments((0..<count).map { _ in generator.normal(mean: effect) })
            let control = Moments((0..<count).map { _ in generator.normal() })
            return MeanDifference.welch(treated, control).pValue < 0.05
        }
        let promised = Power(treated: count, control: count).power(of: effect)
        let error = (promised * (1 - promised) / 1_000).squareRoot()
        #expect(abs(Double(found) / 1_000 - promised) < 4.5 * error)
    }

    @Test func clustersAndCovariatesChangeWhatItTakes() throws {
        let plain = try #require(StudyPlan().answer(toFind: 0.4))
        let clustered = try #require(
            StudyPlan(clusterSize: 11, correlation: 0.1).answer(toFind: 0.4))
        let adjusted = try #require(StudyPlan(covariateCorrelation: 0.7).answer(toFind: 0.4))
        // The design effect is 2, and 19 teams know their spread less well than 200 agents do.
        #expect(clustered.treated == 209 && clustered.words.hasSuffix("in 19 and 19 clusters"))
        #expect(plain.treated == 100)
        #expect(abs(Double(adjusted.treated) / Double(plain.treated) - 0.51) < 0.05)
    }

    /// One team against one: a larger team finds no more.
    @Test(arguments: [20, 60, 79])
    func fewTeamsFindNothing(perArm: Int) {
        let answer = StudyPlan(clusterSize: 20, correlation: 0.1).answer(perArm: perArm)
        #expect(answer.effect == .infinity)
        let teams = perArm / 20
        #expect(answer.words.contains("find nothing: there are \(teams) and \(teams) whole"))
    }

    /// A thousand experiments of four teams against four find an effect as often as was promised.
    @Test func whatIsPromisedForTeamsIsFound() {
        let plan = StudyPlan(clusterSize: 10, correlation: 0.2)
        let effect = plan.answer(perArm: 40).effectInSD
        var generator = SplitMix64(seed: 12)
        let error = (0.2 + 0.8 / 10).squareRoot()
        let found = (0..<1_000).count { _ in
            let treated = Moments(
                (0..<4).map { _ in generator.normal(mean: effect, standardDeviation: error) })
            let control = Moments(
                (0..<4).map { _ in generator.normal(standardDeviation: error) })
            let difference = MeanDifference.welch(treated, control)
            return StudentT(6).twoSided(difference.t) < 0.05
        }
        #expect(abs(Double(found) / 1_000 - 0.8) < 0.06, "\(found)")
    }
}
