import Foundation
import Identifiers
import Statistics
import Testing

@testable import PredictionDomain

struct FadedCountTests {
    private let start = Instant(microseconds: 1_790_000_000_000_000)

    /// A sum that is kept equals each outcome aged by itself, whatever order they came in.
    @Test(arguments: UInt64(1)...8)
    func aKeptSumWeighsEachOutcomeByItsAge(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        let outcomes = (0..<50).map { _ in
            (
                succeeded: Bool.random(using: &random),
                day: Double.random(in: 0...400, using: &random)
            )
        }
        let now = start.advanced(byDays: 400)
        let sum = outcomes.shuffled(using: &random).reduce(FadedCount()) {
            $0 + FadedCount(outcome: $1.succeeded, at: start.advanced(byDays: $1.day))
        }.seen(at: now)
        func aged(_ succeeded: Bool) -> Double {
            outcomes.filter { $0.succeeded == succeeded }
                .reduce(0) { $0 + pow(TimingPolicy.discountPerDay, 400 - $1.day) }
        }
        #expect(abs(sum.successes - aged(true)) < 1e-9, "seed \(seed)")
        #expect(abs(sum.failures - aged(false)) < 1e-9, "seed \(seed)")
    }

    @Test func anOutcomeCountsHalfAfterFiveWeeksAndWholeWhenItComes() {
        let count = FadedCount(outcome: true, at: start)
        #expect(abs(count.seen(at: start).total - 1) < 1e-12)
        #expect(abs(count.seen(at: start.advanced(byDays: 34.3)).total - 0.5) < 1e-3)
    }

    @Test func aKeptSumHoldsForNinetyYears() {
        let far = start.advanced(byDays: 90 * 365)
        let sum = FadedCount(outcome: false, at: far) + FadedCount(outcome: true, at: far)
        #expect(abs(sum.seen(at: far).total - 2) < 1e-9)
    }
}
