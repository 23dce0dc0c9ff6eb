import Identifiers
import Statistics
import Testing

/// Means and variances of 40,000 draws, within six standard errors.
@Suite struct SamplingTests {
    private static let count = 40_000

    private func check(
        mean: Double, variance: Double, seed: UInt64, _ draw: (inout SplitMix64) -> Double
    ) {
        var generator = SplitMix64(seed: seed)
        let draws = (0..<Self.count).map { _ in draw(&generator) }
        let moments = Moments(draws)
        let error = 6 * (variance / Double(Self.count)).squareRoot()
        #expect(abs(moments.mean - mean) < error, "seed \(seed)")
        #expect(abs(moments.variance / variance - 1) < 0.12, "seed \(seed)")
    }

    @Test(arguments: UInt64(1)..<4)
    func drawsHaveTheirDistributionsMoments(seed: UInt64) {
        check(mean: 3, variance: 4, seed: seed) { $0.normal(mean: 3, standardDeviation: 2) }
        check(mean: 2, variance: 4, seed: seed) { $0.exponential(mean: 2) }
        check(mean: 0.6, variance: 1.2, seed: seed) { $0.gamma(shape: 0.3, scale: 2) }
        check(mean: 45, variance: 450, seed: seed) { $0.gamma(shape: 4.5, scale: 10) }
        check(mean: Beta(2, 5).mean, variance: Beta(2, 5).variance, seed: seed) { $0.beta(2, 5) }
        check(mean: 2.5, variance: 2.5, seed: seed) { Double($0.poisson(mean: 2.5)) }
        check(mean: 400, variance: 400, seed: seed) { Double($0.poisson(mean: 400)) }
        check(mean: 3, variance: 2.1, seed: seed) {
            Double($0.binomial(count: 10, probability: 0.3))
        }
        check(mean: 900, variance: 90, seed: seed) {
            Double($0.binomial(count: 1_000, probability: 0.9))
        }
    }

    /// Kolmogorov and Smirnov's distance at a level of about one in 100,000.
    @Test(arguments: UInt64(1)..<4)
    func drawsFollowTheirDistribution(seed: UInt64) {
        var generator = SplitMix64(seed: seed)
        let families: [(any ContinuousDistribution, (inout SplitMix64) -> Double)] = [
            (Normal.standard, { $0.normal() }), (Beta(0.4, 3), { $0.beta(0.4, 3) }),
            (Gamma(shape: 2.2), { $0.gamma(shape: 2.2) }),
        ]
        for (distribution, draw) in families {
            let draws = (0..<4_000).map { _ in draw(&generator) }.sorted()
            let distance =
                draws.enumerated().map { index, value in
                    abs(distribution.probability(value) - (Double(index) + 0.5) / 4_000)
                }.max() ?? 1
            #expect(distance < 2.5 / 4_000.0.squareRoot(), "\(distribution), seed \(seed)")
        }
    }

    @Test func theSameSeedDrawsTheSame() {
        var left = SplitMix64(seed: 9)
        var right = SplitMix64(seed: 9)
        #expect((0..<50).allSatisfy { _ in left.normal() == right.normal() })
    }
}
