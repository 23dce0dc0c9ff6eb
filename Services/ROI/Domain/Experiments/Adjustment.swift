import Statistics

/// Values freed from what a covariate explains: y − θ(x − x̄), θ = cov(y, x) / var(x).
package struct CUPED: Hashable, Sendable {
    package let adjusted: [Double]
    package let slope: Double
    package let correlation: Double

    /// Nil when the covariate does not vary.
    package init?(_ values: [Double], _ covariates: [Double]) {
        let variance = covariates.variance
        guard variance > 0 else { return nil }
        let slope = values.covariance(with: covariates) / variance
        let mean = covariates.mean
        self.slope = slope
        correlation = values.correlation(with: covariates)
        adjusted = zip(values, covariates).map { $0 - slope * ($1 - mean) }
    }

    /// What is left of the variance: 1 − ρ².
    package var varianceRatio: Double { 1 - correlation * correlation }
}

/// A ratio of two means over the same units, with its variance by the delta method.
package struct RatioOfMeans: Hashable, Sendable {
    package let ratio: Double
    /// Of the ratio.
    package let variance: Double
    private let below: Double

    package init(_ numerators: [Double], over denominators: [Double]) {
        below = denominators.mean
        ratio = numerators.mean / below
        let spread =
            numerators.variance - 2 * ratio * numerators.covariance(with: denominators)
            + ratio * ratio * denominators.variance
        variance = spread / (Double(numerators.count) * below * below)
    }

    /// A unit's part in the ratio: over all units their mean is the ratio, and the variance of that
    /// mean is the ratio's.
    package func linearised(_ numerator: Double, over denominator: Double) -> Double {
        ratio + (numerator - ratio * denominator) / below
    }
}
