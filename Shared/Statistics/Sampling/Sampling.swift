import Glibc

/// Draws from distributions, from any generator: a seeded one gives the same draws everywhere.
extension RandomNumberGenerator {
    /// Uniform in 0–1, both left out, so that its logarithm is finite.
    @inlinable
    package mutating func uniform() -> Double {
        (Double(next() >> 11) + 0.5) * 0x1p-53
    }

    /// Normal, by the polar method of Marsaglia and Bray, SIAM Review 6 (1964).
    package mutating func normal(mean: Double = 0, standardDeviation: Double = 1) -> Double {
        while true {
            let u = 2 * uniform() - 1
            let v = 2 * uniform() - 1
            let square = u * u + v * v
            guard square < 1, square > 0 else { continue }
            return mean + standardDeviation * u * (-2 * log(square) / square).squareRoot()
        }
    }

    /// Exponential with a mean.
    package mutating func exponential(mean: Double = 1) -> Double { -mean * log(uniform()) }

    /// Gamma, for shape and scale > 0.
    ///
    /// Source: G. Marsaglia and W. W. Tsang, "A simple method for generating gamma variables", ACM
    /// TOMS 26 (2000); a shape below 1 is lifted by one and brought back.
    package mutating func gamma(shape: Double, scale: Double = 1) -> Double {
        if shape < 1 {
            let lifted = gamma(shape: shape + 1, scale: scale)
            return lifted * exp(log(uniform()) / shape)
        }
        let d = shape - 1 / 3.0
        let c = 1 / (9 * d).squareRoot()
        while true {
            let x = normal()
            let root = 1 + c * x
            guard root > 0 else { continue }
            let v = root * root * root
            if log(uniform()) < 0.5 * x * x + d * (1 - v + log(v)) { return d * v * scale }
        }
    }

    /// Beta, as a share of two gammas.
    package mutating func beta(_ a: Double, _ b: Double) -> Double {
        let left = gamma(shape: a)
        let right = gamma(shape: b)
        // Both may underflow where a and b are tiny: then one end, by their odds.
        guard left + right > 0 else { return uniform() < a / (a + b) ? 1 : 0 }
        return left / (left + right)
    }

    /// Poisson: by products below 30, as a halved gamma process above. O(log mean) expected.
    ///
    /// Source: J. H. Ahrens and U. Dieter, "Computer methods for sampling from gamma, beta, Poisson
    /// and binomial distributions", Computing 12 (1974).
    package mutating func poisson(mean: Double) -> Int {
        guard mean > 0 else { return 0 }
        if mean > 30 {
            let order = Int(mean * 0.875)
            let waited = gamma(shape: Double(order))
            if waited <= mean { return order + poisson(mean: mean - waited) }
            return binomial(count: order - 1, probability: mean / waited)
        }
        let floor = exp(-mean)
        var product = uniform()
        var count = 0
        while product > floor {
            product *= uniform()
            count += 1
        }
        return count
    }

    /// How many of `count` independent trials succeed: by halving with beta order statistics
    /// (Ahrens and Dieter 1974). O(log count) expected.
    package mutating func binomial(count: Int, probability: Double) -> Int {
        var (count, probability, successes) = (count, min(max(probability, 0), 1), 0)
        while count > 20 {
            let order = count / 2 + 1
            let middle = beta(Double(order), Double(count + 1 - order))
            if middle <= probability {
                successes += order
                count -= order
                probability = middle < 1 ? (probability - middle) / (1 - middle) : 0
            } else {
                count = order - 1
                probability /= middle
            }
        }
        for _ in 0..<max(0, count) where uniform() < probability { successes += 1 }
        return successes
    }
}
