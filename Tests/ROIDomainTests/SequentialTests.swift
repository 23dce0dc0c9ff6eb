import Foundation
import Identifiers
import ROIDomain
import Statistics
import Testing

@Suite struct SequentialTests {
    /// Looks after every pair of observations; how many pairs it took to claim a difference.
    private func stop(
        _ test: AnytimeTest, effect: Double, pairs: Int, _ generator: inout SplitMix64
    ) -> Int? {
        var treated = Moments()
        var control = Moments()
        for pair in 1...pairs {
            treated.add(generator.normal(mean: effect))
            control.add(generator.normal())
            if test.evidence(treated, control) >= 20 { return pair }
        }
        return nil
    }

    /// Ten thousand experiments without an effect, a look after every observation: at most 5 % may
    /// ever claim one. The t-test that stops at its first p below 0.05 claims it in a third.
    @Test func lookingAtEveryObservationRaisesNoFalseAlarms() {
        let seed: UInt64 = 20_261_121
        var generator = SplitMix64(seed: seed)
        let test = AnytimeTest(countMin: 2)
        var alarms = 0
        var peeking = 0
        let bound = StudentT(200).upperQuantile(0.025)
        for run in 0..<10_000 {
            if stop(test, effect: 0, pairs: 120, &generator) != nil { alarms += 1 }
            guard run < 500 else { continue }
            var treated = Moments()
            var control = Moments()
            for pair in 1...120 {
                treated.add(generator.normal())
                control.add(generator.normal())
                let look = MeanDifference.welch(treated, control)
                if pair > 5, abs(look.t) > bound {
                    peeking += 1
                    break
                }
            }
        }
        #expect(alarms <= 500, "\(alarms) of 10,000, seed \(seed)")
        #expect(peeking >= 125, "\(peeking) of 500: the trap that the test avoids")
    }

    /// Shares, too: ten per cent of conversations succeed in both arms.
    @Test func sharesRaiseNoFalseAlarms() {
        let seed: UInt64 = 7
        var generator = SplitMix64(seed: seed)
        let test = AnytimeTest(countMin: 50)
        let alarms = (0..<1_500).count { _ in
            var treated = Moments()
            var control = Moments()
            for _ in 0..<300 {
                treated.add(generator.uniform() < 0.1 ? 1 : 0)
                control.add(generator.uniform() < 0.1 ? 1 : 0)
                if test.evidence(treated, control) >= 20 { return true }
            }
            return false
        }
        #expect(alarms <= 75, "\(alarms) of 1,500, seed \(seed)")
    }

    @Test func aPlantedEffectIsFoundEarly() {
        var generator = SplitMix64(seed: 3)
        let stops = (0..<300).map { _ in
            stop(AnytimeTest(), effect: 0.5, pairs: 250, &generator)
        }
        #expect(stops.count { $0 != nil } >= 285)
        #expect(stops.compactMap { $0 }.map(Double.init).mean < 130)
    }

    /// The interval leaves zero out exactly when the evidence passes 20.
    @Test(arguments: UInt64(1)..<20)
    func intervalAndEvidenceAgree(seed: UInt64) {
        var generator = SplitMix64(seed: seed)
        var treated = Moments()
        var control = Moments()
        let test = AnytimeTest()
        for _ in 0..<150 {
            treated.add(generator.normal(mean: 0.4))
            control.add(generator.normal())
            let isClaimed = test.evidence(treated, control) > 20
            #expect(test.interval(treated, control).contains(0) != isClaimed, "seed \(seed)")
        }
    }

    /// The formula of the paper for n in each arm, written out.
    @Test func theMixtureRatioIsThatOfThePaper() {
        let (n, variance, mixing, distance) = (50.0, 2.0, 0.3, 0.8)
        let sum = 2 * variance + n * mixing
        let exponent = n * n * mixing * distance * distance / (4 * variance * sum)
        let known = (2 * variance / sum).squareRoot() * exp(exponent)
        let ours = MixtureSPRT(mixingVariance: mixing)
            .likelihoodRatio(difference: distance, variance: 2 * variance / n)
        #expect(abs(ours / known - 1) < 1e-12)
    }

    /// Known variance is the limit of an unknown one that many observations pin down.
    @Test func withManyObservationsBothTestsAgree() {
        var generator = SplitMix64(seed: 5)
        let treated = Moments((0..<40_000).map { _ in generator.normal(mean: 0.02) })
        let control = Moments((0..<40_000).map { _ in generator.normal() })
        let ours = AnytimeTest(mixingVariance: 0.09).evidence(treated, control)
        let pooled = (treated.variance + control.variance) / 2
        let known = MixtureSPRT(mixingVariance: 0.09 * pooled).likelihoodRatio(
            difference: treated.mean - control.mean, variance: 2 * pooled / 40_000)
        #expect(abs(ours / known - 1) < 0.01)
    }
}
