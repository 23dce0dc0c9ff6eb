import Statistics

/// What is believed of a chance of success: a beta distribution.
package struct BetaBelief: Hashable, Sendable {
    /// Successes seen, and those that the prior counts for; above 0.
    package var successes: Double
    /// Failures seen, and those that the prior counts for; above 0.
    package var failures: Double

    /// Every chance equally likely.
    package static let uniform = BetaBelief(successes: 1, failures: 1)

    package init(successes: Double, failures: Double) {
        self.successes = successes
        self.failures = failures
    }

    package var mean: Double { successes / (successes + failures) }

    /// One chance, drawn as it is believed.
    package func draw(using generator: inout some RandomNumberGenerator) -> Double {
        generator.beta(successes, failures)
    }
}
