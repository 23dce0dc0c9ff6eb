import Foundation
import Identifiers
import ROIDomain
import Testing

@Suite struct BootstrapTests {
    /// The mean of n values: for a normal sample the interval is that of the known formula.
    @Test func agreesWithTheNormalIntervalOfAMean() throws {
        var generator = SplitMix64(seed: 7)
        let values = (0..<400).map { _ in normal(using: &generator) * 3 + 10 }
        let mean = values.reduce(0, +) / 400
        let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 399
        let half = 1.959964 * (variance / 400).squareRoot()
        let bootstrap = Bootstrap(values, replicateCount: 5_000, using: &generator)
        let (estimate, interval) = try #require(bootstrap.estimate { $0 / 400 })
        #expect(abs(estimate - mean) < 1e-9)
        #expect(abs(interval.lower - (mean - half)) < 0.08 * half)
        #expect(abs(interval.upper - (mean + half)) < 0.08 * half)
    }

    /// Of a skewed distribution's samples, about 95 % of the intervals hold the true mean.
    @Test func coversTheTruthAsOftenAsItSays() throws {
        var generator = SplitMix64(seed: 11)
        var hits = 0
        for _ in 0..<300 {
            let values = (0..<40).map { _ in exponential(using: &generator) }
            let bootstrap = Bootstrap(values, replicateCount: 400, using: &generator)
            let (_, interval) = try #require(bootstrap.estimate { $0 / 40 })
            if interval.lower <= 1, 1 <= interval.upper { hits += 1 }
        }
        #expect((270...297).contains(hits), "\(hits) of 300")
    }

    @Test func theSameSeedGivesTheSameInterval() throws {
        let intervals = (0..<2).map { _ in
            var generator = SplitMix64(seed: 3)
            return Bootstrap([1.0, 2, 4, 8, 16], using: &generator).estimate { $0 }?.interval
        }
        #expect(intervals[0] != nil)
        #expect(intervals[0] == intervals[1])
    }

    /// However many cores there are.
    @Test func severalCoresDrawWhatTheSeedSays() async throws {
        let values = (0..<60).map { Double($0 % 7) }
        let first = await Bootstrap(values, replicateCount: 999, seed: 4).estimate { $0 }
        let second = await Bootstrap(values, replicateCount: 999, seed: 4).estimate { $0 }
        #expect(first?.interval == second?.interval)
        var generator = SplitMix64(seed: 9)
        let plain = Bootstrap(values, replicateCount: 999, using: &generator).estimate { $0 }
        #expect(abs(try #require(first).interval.lower - (try #require(plain)).interval.lower) < 8)
    }

    @Test func unitsThatAreAllAlikeGiveAPoint() throws {
        var generator = SplitMix64(seed: 5)
        let bootstrap = Bootstrap([2.0, 2, 2, 2], using: &generator)
        let (value, interval) = try #require(bootstrap.estimate { $0 })
        #expect(value == 8)
        #expect(interval == Interval(lower: 8, upper: 8))
    }

    @Test func whatIsNotANumberHasNoInterval() {
        var generator = SplitMix64(seed: 5)
        let bootstrap = Bootstrap([0.0, 0, 0], using: &generator)
        #expect(bootstrap.estimate { 1 / $0 } == nil)
    }

    private func exponential(using generator: inout SplitMix64) -> Double {
        -log(Double.random(in: 1e-12..<1, using: &generator))
    }

    private func normal(using generator: inout SplitMix64) -> Double {
        let radius = (-2 * log(Double.random(in: 1e-12..<1, using: &generator))).squareRoot()
        return radius * cos(2 * .pi * Double.random(in: 0..<1, using: &generator))
    }
}
