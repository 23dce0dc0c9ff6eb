/// The difference of two means, with its standard error.
package struct MeanDifference: Hashable, Sendable {
    /// Treated less control.
    package let estimate: Double
    package let standardError: Double
    package let degreesOfFreedom: Double

    package init(estimate: Double, standardError: Double, degreesOfFreedom: Double) {
        self.estimate = estimate
        self.standardError = standardError
        self.degreesOfFreedom = degreesOfFreedom
    }

    /// Each group its own variance: B. L. Welch, Biometrika 34 (1947); the error is Neyman's for an
    /// experiment. Each group needs two values.
    package static func welch(_ treated: Moments, _ control: Moments) -> MeanDifference {
        let left = treated.variance / Double(treated.count)
        let right = control.variance / Double(control.count)
        let sum = left + right
        let freedom =
            sum * sum
            / (left * left / Double(treated.count - 1) + right * right / Double(control.count - 1))
        return MeanDifference(
            estimate: treated.mean - control.mean, standardError: sum.squareRoot(),
            degreesOfFreedom: freedom.isNaN ? Double(treated.count + control.count - 2) : freedom)
    }

    package var t: Double { estimate / standardError }

    /// Two-sided; NaN when nothing varies and nothing differs.
    package var pValue: Double {
        degreesOfFreedom.isFinite
            ? StudentT(degreesOfFreedom).twoSided(t)
            : 2 * Normal.standard.upperProbability(abs(t))
    }

    package func interval(_ confidence: Double = 0.95) -> ClosedRange<Double> {
        let tail = (1 - confidence) / 2
        let quantile =
            degreesOfFreedom.isFinite
            ? StudentT(degreesOfFreedom).upperQuantile(tail)
            : Normal.standard.upperQuantile(tail)
        let half = quantile * standardError
        guard half.isFinite else { return -.infinity ... .infinity }
        return estimate - half...estimate + half
    }
}
