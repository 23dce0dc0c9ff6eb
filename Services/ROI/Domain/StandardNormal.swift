import Foundation

/// The normal distribution with mean 0 and variance 1.
enum StandardNormal {
    /// P(Z ≤ z).
    static func probability(_ z: Double) -> Double { 0.5 * erfc(-z / 2.0.squareRoot()) }

    /// The z with P(Z ≤ z) = `probability`, which must lie between 0 and 1, both left out.
    ///
    /// Source: A. M. Odeh and J. O. Evans, "Algorithm AS 70", Applied Statistics 23 (1974), made
    /// exact to double precision by two steps of Newton's method.
    static func quantile(_ probability: Double) -> Double {
        let tail = min(probability, 1 - probability)
        let t = (-2 * log(tail)).squareRoot()
        let numerator =
            (((-0.453642210148e-4 * t - 0.0204231210245) * t - 0.342242088547) * t - 1) * t
            - 0.322232431088
        let denominator =
            (((0.0038560700634 * t + 0.103537752850) * t + 0.531103462366) * t + 0.588581570495) * t
            + 0.0993484626060
        var z = t + numerator / denominator
        for _ in 0..<2 {
            let density = exp(-z * z / 2) / (2 * Double.pi).squareRoot()
            z += (self.probability(-z) - tail) / density
        }
        return probability < 0.5 ? -z : z
    }
}
