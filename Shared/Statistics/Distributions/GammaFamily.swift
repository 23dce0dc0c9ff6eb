import Glibc

/// The gamma distribution, by shape and scale, both > 0.
package struct Gamma: ContinuousDistribution, Hashable {
    package let shape: Double
    package let scale: Double

    package init(shape: Double, scale: Double = 1) {
        self.shape = shape
        self.scale = scale
    }

    package var lowerBound: Double { 0 }
    package var upperBound: Double { .infinity }

    package func density(_ x: Double) -> Double {
        guard x > 0 else { return 0 }
        let y = x / scale
        return exp((shape - 1) * log(y) - y - logGamma(shape)) / scale
    }

    package func probability(_ x: Double) -> Double {
        regularizedGamma(shape, max(0, x / scale)).lower
    }

    package func upperProbability(_ x: Double) -> Double {
        regularizedGamma(shape, max(0, x / scale)).upper
    }
}

/// The χ² distribution, for degrees of freedom > 0.
package struct ChiSquare: ContinuousDistribution, Hashable {
    package let degreesOfFreedom: Double
    private var gamma: Gamma { Gamma(shape: degreesOfFreedom / 2, scale: 2) }

    package init(_ degreesOfFreedom: Double) { self.degreesOfFreedom = degreesOfFreedom }

    package var lowerBound: Double { 0 }
    package var upperBound: Double { .infinity }

    package func density(_ x: Double) -> Double { gamma.density(x) }
    package func probability(_ x: Double) -> Double { gamma.probability(x) }
    package func upperProbability(_ x: Double) -> Double { gamma.upperProbability(x) }
}

/// Student's t with a shift, what a t-test's statistic follows when there is an effect.
package struct NoncentralT: Hashable, Sendable {
    package let degreesOfFreedom: Double
    package let noncentrality: Double

    package init(_ degreesOfFreedom: Double, noncentrality: Double) {
        self.degreesOfFreedom = degreesOfFreedom
        self.noncentrality = noncentrality
    }

    /// P(T ≤ t), to about 1e-9: the mean of Φ(t·s − δ) over s = √(χ²/ν), by Simpson's rule over
    /// twelve standard deviations to each side.
    package func probability(_ t: Double) -> Double {
        let n = degreesOfFreedom
        let spread = 12 / (2 * n).squareRoot()
        let (low, high) = (max(0, 1 - spread), 1 + spread)
        let step = (high - low) / Double(Self.stepCount)
        let constant = log(2.0) + n / 2 * log(n / 2) - logGamma(n / 2)
        func value(_ s: Double) -> Double {
            let power = n == 1 ? 0 : (n - 1) * log(s)
            let density = s > 0 || n == 1 ? exp(constant + power - n * s * s / 2) : 0
            return density * Normal.standard.probability(t * s - noncentrality)
        }
        var sum = value(low) + value(high)
        for index in 1..<Self.stepCount {
            sum += (index.isMultiple(of: 2) ? 2 : 4) * value(low + Double(index) * step)
        }
        return min(1, sum * step / 3)
    }

    /// Even, as Simpson's rule wants it.
    private static let stepCount = 1_200
}
