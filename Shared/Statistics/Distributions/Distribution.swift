import Glibc

/// A continuous distribution of one variable.
///
/// Accuracy, against scipy 1.x: probabilities to 1e-12 relative, quantiles to 1e-9 relative, for
/// parameters up to 10⁶; both tails are computed directly, so that small p-values keep their digits.
package protocol ContinuousDistribution: Sendable {
    /// Below it the density is 0.
    var lowerBound: Double { get }
    /// Above it the density is 0.
    var upperBound: Double { get }

    func density(_ x: Double) -> Double
    /// P(X ≤ x).
    func probability(_ x: Double) -> Double
    /// P(X > x), exact where it is small.
    func upperProbability(_ x: Double) -> Double
    /// The x with P(X ≤ x) = `probability`; the bounds at 0 and 1, NaN outside of them.
    func quantile(_ probability: Double) -> Double
}

extension ContinuousDistribution {
    package func quantile(_ probability: Double) -> Double {
        guard probability >= 0, probability <= 1 else { return .nan }
        if probability == 0 { return lowerBound }
        if probability == 1 { return upperBound }
        let isLower = probability < 0.5
        let tail = isLower ? probability : 1 - probability
        return root(from: isLower ? self.probability : upperProbability, reaching: tail, isLower)
    }

    /// The x with P(X > x) = `probability`, exact where it is small.
    package func upperQuantile(_ probability: Double) -> Double {
        guard probability >= 0, probability <= 1 else { return .nan }
        if probability == 0 { return upperBound }
        if probability == 1 { return lowerBound }
        let isLower = probability > 0.5
        let tail = isLower ? 1 - probability : probability
        return root(from: isLower ? self.probability : upperProbability, reaching: tail, isLower)
    }

    /// Newton's method inside a bracket that every step narrows; halves it where Newton leaves it.
    private func root(
        from tailOf: (Double) -> Double, reaching tail: Double, _ isIncreasing: Bool
    ) -> Double {
        var (low, high) = bracket(tailOf, tail, isIncreasing)
        var x = low + (high - low) / 2
        for _ in 0..<Self.stepCountMax {
            let excess = tailOf(x) - tail
            if excess == 0 { return x }
            if (excess < 0) == isIncreasing { low = x } else { high = x }
            let newton = x - (isIncreasing ? excess : -excess) / density(x)
            let next = newton > low && newton < high ? newton : low + (high - low) / 2
            if abs(next - x) <= 1e-15 * abs(next) { return next }
            x = next
        }
        return x
    }

    /// More than halving a bracket of doubles down to two neighbours can take.
    private static var stepCountMax: Int { 2_200 }

    private func bracket(
        _ tailOf: (Double) -> Double, _ tail: Double, _ isIncreasing: Bool
    ) -> (Double, Double) {
        var low = lowerBound.isFinite ? lowerBound : -1
        var high = upperBound.isFinite ? upperBound : max(1, low + 1)
        while lowerBound.isInfinite, (tailOf(low) > tail) == isIncreasing { low *= 2 }
        while upperBound.isInfinite, (tailOf(high) < tail) == isIncreasing { high *= 2 }
        return (low, high)
    }
}
