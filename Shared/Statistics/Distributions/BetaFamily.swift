import Glibc

/// The beta distribution, for a, b > 0.
package struct Beta: ContinuousDistribution, Hashable {
    package let a: Double
    package let b: Double

    package init(_ a: Double, _ b: Double) {
        self.a = a
        self.b = b
    }

    package var lowerBound: Double { 0 }
    package var upperBound: Double { 1 }
    package var mean: Double { a / (a + b) }
    package var variance: Double { a * b / ((a + b) * (a + b) * (a + b + 1)) }

    package func density(_ x: Double) -> Double {
        guard x > 0, x < 1 else { return 0 }
        return exp((a - 1) * log(x) + (b - 1) * log1p(-x) - logBeta(a, b))
    }

    package func probability(_ x: Double) -> Double {
        regularizedBeta(min(max(x, 0), 1), a, b)
    }

    package func upperProbability(_ x: Double) -> Double {
        let inside = min(max(x, 0), 1)
        return regularizedBeta(1 - inside, b, a, complement: inside)
    }
}

/// Student's t distribution, for degrees of freedom > 0, whole or not.
package struct StudentT: ContinuousDistribution, Hashable {
    package let degreesOfFreedom: Double

    package init(_ degreesOfFreedom: Double) { self.degreesOfFreedom = degreesOfFreedom }

    package var lowerBound: Double { -.infinity }
    package var upperBound: Double { .infinity }

    package func density(_ x: Double) -> Double {
        let n = degreesOfFreedom
        return exp(-(n + 1) / 2 * log1p(x * x / n) - logBeta(0.5, n / 2)) / n.squareRoot()
    }

    package func probability(_ x: Double) -> Double { upperProbability(-x) }

    package func upperProbability(_ x: Double) -> Double {
        let n = degreesOfFreedom
        guard x.isFinite else { return x.isNaN ? .nan : x > 0 ? 0 : 1 }
        let square = x * x
        let outside = regularizedBeta(
            n / (n + square), n / 2, 0.5, complement: square / (n + square))
        return x > 0 ? outside / 2 : 1 - outside / 2
    }

    /// P(|T| > |t|), a two-sided p-value.
    package func twoSided(_ t: Double) -> Double { min(1, 2 * upperProbability(abs(t))) }
}

/// Fisher's F distribution.
package struct FisherF: ContinuousDistribution, Hashable {
    package let numerator: Double
    package let denominator: Double

    /// Degrees of freedom, both > 0.
    package init(_ numerator: Double, _ denominator: Double) {
        self.numerator = numerator
        self.denominator = denominator
    }

    package var lowerBound: Double { 0 }
    package var upperBound: Double { .infinity }

    package func density(_ x: Double) -> Double {
        guard x > 0 else { return 0 }
        let (a, b) = (numerator / 2, denominator / 2)
        let scaled = numerator * x
        return exp(
            a * log(scaled / (scaled + denominator)) + b * log(denominator / (scaled + denominator))
                - logBeta(a, b)) / x
    }

    package func probability(_ x: Double) -> Double {
        guard x > 0 else { return 0 }
        guard x.isFinite else { return 1 }
        let sum = numerator * x + denominator
        return regularizedBeta(
            numerator * x / sum, numerator / 2, denominator / 2, complement: denominator / sum)
    }

    package func upperProbability(_ x: Double) -> Double {
        guard x > 0 else { return 1 }
        guard x.isFinite else { return 0 }
        let sum = numerator * x + denominator
        return regularizedBeta(
            denominator / sum, denominator / 2, numerator / 2, complement: numerator * x / sum)
    }
}
