import Glibc

/// The normal distribution.
package struct Normal: ContinuousDistribution, Hashable {
    package let mean: Double
    package let standardDeviation: Double

    /// Mean 0, variance 1.
    package static let standard = Normal()

    package init(mean: Double = 0, standardDeviation: Double = 1) {
        self.mean = mean
        self.standardDeviation = standardDeviation
    }

    package var lowerBound: Double { -.infinity }
    package var upperBound: Double { .infinity }

    package func density(_ x: Double) -> Double {
        let z = (x - mean) / standardDeviation
        return exp(-z * z / 2) / (standardDeviation * (2 * Double.pi).squareRoot())
    }

    package func probability(_ x: Double) -> Double {
        0.5 * erfc((mean - x) / (standardDeviation * 2.0.squareRoot()))
    }

    package func upperProbability(_ x: Double) -> Double {
        0.5 * erfc((x - mean) / (standardDeviation * 2.0.squareRoot()))
    }

    package func quantile(_ probability: Double) -> Double {
        guard probability > 0, probability < 1 else {
            return probability == 0 ? -.infinity : probability == 1 ? .infinity : .nan
        }
        if probability == 0.5 { return mean }
        let isLower = probability < 0.5
        let z = Self.distance(tail: isLower ? probability : 1 - probability)
        return mean + standardDeviation * (isLower ? -z : z)
    }

    package func upperQuantile(_ probability: Double) -> Double {
        mean + (mean - quantile(probability))
    }

    /// How far out a tail of at most a half begins, in standard deviations.
    ///
    /// Source: A. M. Odeh and J. O. Evans, "Algorithm AS 70", Applied Statistics 23 (1974), made
    /// exact to double precision by Newton's method on the logarithm of the tail.
    private static func distance(tail: Double) -> Double {
        let t = (-2 * log(tail)).squareRoot()
        let numerator =
            (((-0.453642210148e-4 * t - 0.0204231210245) * t - 0.342242088547) * t - 1) * t
            - 0.322232431088
        let denominator =
            (((0.0038560700634 * t + 0.103537752850) * t + 0.531103462366) * t + 0.588581570495) * t
            + 0.0993484626060
        var z = t + numerator / denominator
        for _ in 0..<3 {
            let reached = standard.upperProbability(z)
            z += (log(reached) - log(tail)) * reached / standard.density(z)
        }
        return z
    }
}
