import Glibc
import Statistics

/// A test of two means that may be looked at after every observation.
///
/// Exact for normal errors of unknown variance, at any number of looks: the evidence against "no
/// difference" is a nonnegative martingale that starts at 1, so the chance that it ever passes 1/α
/// is at most α (Ville). It is the mixture SPRT of R. Johari, P. Koomen, L. Pekelis and D. Walsh,
/// Operations Research 70 (2022), with the variance integrated out: M. Lindon, D. W. Ham, M. Tingley
/// and I. Bojinov, "Anytime-Valid Linear Models and Regression Adjusted Causal Inference in
/// Randomized Experiments" (2022). For other outcomes it holds as far as means are near normal,
/// which is why nothing is claimed before `countMin`.
package struct AnytimeTest: Hashable, Sendable {
    /// The mixture's variance in units of the outcome's: effects of about its root are found soonest.
    package let mixingVariance: Double
    /// In each arm, before anything is claimed.
    package let countMin: Int

    /// In each arm, unless said otherwise.
    package static let usualCountMin = 10

    package init(mixingVariance: Double = 0.09, countMin: Int = usualCountMin) {
        self.mixingVariance = mixingVariance
        self.countMin = countMin
    }

    /// At least 0; 1/p of an always-valid p-value. 1 as long as it is too early.
    package func evidence(_ treated: Moments, _ control: Moments) -> Double {
        statistic(treated, control).map(evidence) ?? 1
    }

    /// Of differences, one a cluster, whose mean is the effect.
    package func evidence(_ differences: Moments) -> Double {
        statistic(differences).map(evidence) ?? 1
    }

    /// Contains the true difference at every look with at least 1 − `level`, all looks together.
    package func interval(
        _ treated: Moments, _ control: Moments, level: Double = 0.05
    ) -> ClosedRange<Double> {
        interval(statistic(treated, control), level: level)
    }

    package func interval(_ differences: Moments, level: Double = 0.05) -> ClosedRange<Double> {
        interval(statistic(differences), level: level)
    }

    private struct Statistic {
        let estimate: Double
        let standardError: Double
        let degreesOfFreedom: Double
        /// φ / (φ + information).
        let shrinkage: Double
    }

    private func evidence(_ look: Statistic) -> Double {
        let t = look.estimate / look.standardError
        let square = t * t / look.degreesOfFreedom
        let power =
            (log1p(look.shrinkage * square) - log1p(square)) * -(look.degreesOfFreedom + 1) / 2
        return exp(0.5 * log(look.shrinkage) + power)
    }

    private func interval(_ look: Statistic?, level: Double) -> ClosedRange<Double> {
        guard let look else { return -.infinity ... .infinity }
        // Solves evidence = 1/level for t².
        let freedom = look.degreesOfFreedom
        let bound = exp(2 / (freedom + 1) * log(level * look.shrinkage.squareRoot()))
        let gap = bound - look.shrinkage
        guard gap > 0 else { return -.infinity ... .infinity }
        let half = (freedom * (1 - bound) / gap).squareRoot() * look.standardError
        return look.estimate - half...look.estimate + half
    }

    /// With one variance for both arms.
    private func statistic(_ treated: Moments, _ control: Moments) -> Statistic? {
        guard min(treated.count, control.count) >= max(2, countMin) else { return nil }
        let (n, m) = (Double(treated.count), Double(control.count))
        let pooled = ((n - 1) * treated.variance + (m - 1) * control.variance) / (n + m - 2)
        return statistic(
            treated.mean - control.mean, variance: pooled, information: n * m / (n + m),
            degreesOfFreedom: n + m - 2)
    }

    private func statistic(_ differences: Moments) -> Statistic? {
        guard differences.count >= max(2, countMin) else { return nil }
        let n = Double(differences.count)
        return statistic(
            differences.mean, variance: differences.variance, information: n,
            degreesOfFreedom: n - 1)
    }

    private func statistic(
        _ estimate: Double, variance: Double, information: Double, degreesOfFreedom: Double
    ) -> Statistic? {
        guard variance > 0 else { return nil }
        let precision = 1 / mixingVariance
        return Statistic(
            estimate: estimate, standardError: (variance / information).squareRoot(),
            degreesOfFreedom: degreesOfFreedom, shrinkage: precision / (precision + information))
    }
}

/// The mixture sequential probability ratio test of a difference of means, the variance known.
///
/// Λₙ = √(V/(V+τ²)) · exp(δ² τ² / (2V(V+τ²))) with V = 2σ²/n: Johari and others (2022), equation 10.
package struct MixtureSPRT: Hashable, Sendable {
    package let mixingVariance: Double

    package init(mixingVariance: Double) { self.mixingVariance = mixingVariance }

    /// - Parameters:
    ///   - difference: estimated less hypothesised.
    ///   - variance: of the estimate, σ²(1/n + 1/m).
    package func likelihoodRatio(difference: Double, variance: Double) -> Double {
        let sum = variance + mixingVariance
        let exponent = difference * difference * mixingVariance / (2 * variance * sum)
        return (variance / sum).squareRoot() * exp(exponent)
    }
}
