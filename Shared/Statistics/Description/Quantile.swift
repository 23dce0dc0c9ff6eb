/// A definition of the sample quantile: the nine of R. J. Hyndman and Y. Fan, "Sample Quantiles in
/// Statistical Packages", The American Statistician 50 (1996), by their numbers.
package enum QuantileDefinition: Int, Sendable, CaseIterable {
    case inverse = 1, averagedInverse, nearestEven, linearInverse, hazen, weibull, linear
    case medianUnbiased, normalUnbiased
}

/// A quantile of values in ascending order; NaN when there are none.
///
/// - Parameter probability: 0–1; what lies outside counts as the nearer end.
package func quantile(
    _ probability: Double, ofSorted values: [Double], _ definition: QuantileDefinition = .linear
) -> Double {
    guard !values.isEmpty, !probability.isNaN else { return .nan }
    let p = min(max(probability, 0), 1)
    let n = Double(values.count)
    func value(_ order: Double) -> Double { values[min(max(Int(order), 1), values.count) - 1] }
    /// Keeps p·n from missing a whole number by rounding.
    let place = (p * n * (1 + 4 * .ulpOfOne))
    switch definition {
    case .inverse:
        return value((p * n * (1 - 4 * .ulpOfOne)).rounded(.up))
    case .averagedInverse:
        let below = place.rounded(.down)
        let isWhole = abs(p * n - (p * n).rounded()) <= 4 * .ulpOfOne * max(1, p * n)
        return isWhole ? (value(max(below, 1)) + value(below + 1)) / 2 : value(below + 1)
    case .nearestEven:
        return value((p * n).rounded(.toNearestOrEven))
    case .linearInverse: return interpolated(values, p * n)
    case .hazen: return interpolated(values, p * n + 0.5)
    case .weibull: return interpolated(values, p * (n + 1))
    case .linear: return interpolated(values, p * (n - 1) + 1)
    case .medianUnbiased: return interpolated(values, p * (n + 1 / 3.0) + 1 / 3.0)
    case .normalUnbiased: return interpolated(values, p * (n + 0.25) + 0.375)
    }
}

/// Linear between the order statistics around a place that counts from 1.
private func interpolated(_ values: [Double], _ place: Double) -> Double {
    let inside = min(max(place, 1), Double(values.count))
    let below = Int(inside)
    guard below < values.count else { return values[values.count - 1] }
    return values[below - 1] + (inside - Double(below)) * (values[below] - values[below - 1])
}
