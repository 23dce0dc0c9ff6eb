import Identifiers

/// A way to intervene: what, and when.
package struct TimingArm: Hashable, Sendable {
    package let intervention: CoachingInterventionType
    package let timing: InterventionTiming

    package init(_ intervention: CoachingInterventionType, _ timing: InterventionTiming) {
        self.intervention = intervention
        self.timing = timing
    }
}

/// Successes and failures, each counting less the older it is.
package struct FadedCount: Hashable, Sendable {
    package var successes: Double
    package var failures: Double

    package init(successes: Double = 0, failures: Double = 0) {
        self.successes = successes
        self.failures = failures
    }

    package var total: Double { successes + failures }

    package static func + (left: FadedCount, right: FadedCount) -> FadedCount {
        FadedCount(
            successes: left.successes + right.successes, failures: left.failures + right.failures)
    }
}
