import Foundation
import Identifiers
import Statistics
import Testing

@testable import PredictionDomain

struct FittingTests {
    @Test func nelderMeadFindsTheBottomOfAValley() {
        let bottom = nelderMead(from: [-1.2, 1], step: [0.5, 0.5], evaluationCountMax: 2_000) {
            let (across, along) = (1 - $0[0], $0[1] - $0[0] * $0[0])
            return across * across + 100 * along * along
        }
        #expect(abs(bottom[0] - 1) < 1e-3 && abs(bottom[1] - 1) < 1e-3)
    }

    @Test func aDampedTrendFadesByItsDamping() {
        let parameters = DampedTrend.Parameters(
            level: 0.5, trend: 0.2, damping: 0.9, firstLevel: 10, firstTrend: 1)
        let fit = DampedTrend(parameters, over: [12, 11, 13, 15])
        let means = fit.means(after: 4, horizon: 3)
        #expect(abs((means[2] - means[1]) / (means[1] - means[0]) - 0.9) < 1e-12)
    }

    @Test(arguments: UInt64(1)...5)
    func fittingNeverDoesWorseThanWhereItBegan(seed: UInt64) {
        let values = walk(seed: seed, count: 60)
        let begun = DampedTrend.Parameters(
            level: 0.5, trend: 0.119, damping: 0.93, firstLevel: values[0],
            firstTrend: (values[9] - values[0]) / 9)
        let fitted = DampedTrend(fittedTo: values).parameters
        #expect(
            squaredError(of: fitted, over: values) <= squaredError(of: begun, over: values) * 1.001,
            "seed \(seed)")
    }

    @Test func thetaGoesOnWithHalfTheSlope() {
        let values = (0..<40).map { 5 + 2 * Double($0) }
        let means = Theta(fittedTo: values).means(after: 40, horizon: 4)
        #expect(abs(means[1] - means[0] - 1) < 1e-9)
    }

    @Test func aSeasonIsFoundWhereThereIsOneAndNowhereElse() {
        let wave = (0..<48).map { 100 * (1 + 0.3 * sin(2 * Double.pi * Double($0) / 12)) }
        let season = Seasonality(wave, period: 12)
        #expect(season.isPresent)
        let flat = season.removed(from: wave)
        #expect((flat.max() ?? 0) / (flat.min() ?? 1) < 1.02)
        #expect(!Seasonality(walk(seed: 3, count: 48), period: 1).isPresent)
        #expect(!Seasonality([1, 2, 3], period: 12).isPresent)
    }
}

/// A random walk above zero.
func walk(seed: UInt64, count: Int) -> [Double] {
    var generator = SplitMix64(seed: seed)
    var value = 100.0
    return (0..<count).map { _ in
        value = max(5, value + generator.normal())
        return value
    }
}
