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
        guard let (t, freedom, shrinkage) = parts(treated, control) else { return 1 }
        let square = t * t / freedom
        let power = (log1p(shrinkage * square) - log1p(square)) * -(freedom + 1) / 2
        return exp(0.5 * log(shrinkage) + power)
    }

    /// Contains the true difference at every look with at least 1 − `level`, all looks together.
    package func interval(
        _ treated: Moments, _ control: Moments, level: Double = 0.05
    ) -> ClosedRange<Double> {
        guard let (t, freedom, shrinkage) = parts(treated, control) else {
            return -.infinity ... .infinity
        }
        // Solves evidence = 1/level for t².
        let bound = exp(2 / (freedom + 1) * log(level * shrinkage.squareRoot()))
        let gap = bound - shrinkage
        guard gap > 0 else { return -.infinity ... .infinity }
        let reach = (freedom * (1 - bound) / gap).squareRoot()
        let estimate = treated.mean - control.mean
        let half = reach * abs(t == 0 ? standardError(treated, control) : estimate / t)
        return estimate - half...estimate + half
    }

    /// t, its degrees of freedom, and φ / (φ + information).
    private func parts(_ treated: Moments, _ control: Moments) -> (Double, Double, Double)? {
        guard min(treated.count, control.count) >= max(2, countMin) else { return nil }
        let error = standardError(treated, control)
        guard error > 0 else { return nil }
        let (n, m) = (Double(treated.count), Double(control.count))
        let information = n * m / (n + m)
        let precision = 1 / mixingVariance
        return (
            (treated.mean - control.mean) / error, n + m - 2, precision / (precision + information)
        )
    }

    /// With one variance for both arms.
    private func standardError(_ treated: Moments, _ control: Moments) -> Double {
        let (n, m) = (Double(treated.count), Double(control.count))
        let pooled = ((n - 1) * treated.variance + (m - 1) * control.variance) / (n + m - 2)
        return (pooled * (1 / n + 1 / m)).squareRoot()
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
