import Foundation
import Identifiers

/// Successes and failures, each counting less the older it is.
///
/// Sums are kept by forward decay (Cormode and others, 2009): an outcome is counted with a weight
/// that grows with its time, and a sum is divided by the weight of the time it is looked at. So
/// outcomes may come late and out of order, and a kept sum never has to be aged.
package struct FadedCount: Hashable, Sendable {
    package var successes: Double
    package var failures: Double

    package init(successes: Double = 0, failures: Double = 0) {
        self.successes = successes
        self.failures = failures
    }

    /// One outcome, to be added to a kept sum.
    package init(outcome succeeded: Bool, at time: Instant) {
        let weight = Self.weight(at: time)
        self.init(successes: succeeded ? weight : 0, failures: succeeded ? 0 : weight)
    }

    /// A kept sum in outcomes of now.
    package func seen(at now: Instant) -> FadedCount {
        let weight = Self.weight(at: now)
        return FadedCount(successes: successes / weight, failures: failures / weight)
    }

    package var total: Double { successes + failures }

    package static func + (left: FadedCount, right: FadedCount) -> FadedCount {
        FadedCount(
            successes: left.successes + right.successes, failures: left.failures + right.failures)
    }

    /// 1 at the start of 2026; kept sums rest on it and on the discount. A double holds it for ninety
    /// years.
    private static func weight(at time: Instant) -> Double {
        pow(TimingPolicy.discountPerDay, -time.days(since: start))
    }

    private static let start = Instant(microseconds: 1_767_225_600_000_000)
}
