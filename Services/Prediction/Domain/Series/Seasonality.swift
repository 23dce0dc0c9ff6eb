/// Multiplicative seasonal indices, where a series has a season at all.
///
/// The test and the classical decomposition are those of the M4 competition's benchmarks
/// (Makridakis, Spiliotis and Assimakopoulos, International Journal of Forecasting 36, 2020).
package struct Seasonality: Hashable, Sendable {
    package let period: Int
    /// One index for each place of the period, with mean 1; empty without a season.
    package let indices: [Double]

    /// `period` 1 has no season; nor has a series under three periods, or one not above zero.
    package init(_ values: [Double], period: Int) {
        self.period = period
        indices = isSeasonal(values, period: period) ? classicalIndices(values, period) : []
    }

    var isPresent: Bool { !indices.isEmpty }

    func index(at place: Int) -> Double { isPresent ? indices[place % period] : 1 }

    /// The series without its season.
    func removed(from values: [Double]) -> [Double] {
        guard isPresent else { return values }
        return values.enumerated().map { $1 / index(at: $0) }
    }
}

/// Whether the autocorrelation at the period stands out at 90 %, by Bartlett's formula.
private func isSeasonal(_ values: [Double], period: Int) -> Bool {
    guard period > 1, values.count >= 3 * period, values.allSatisfy({ $0 > 0 }) else {
        return false
    }
    let correlations = autocorrelations(values, upTo: period)
    let earlier = correlations.dropLast().reduce(0) { $0 + $1 * $1 }
    let limit = 1.645 * ((1 + 2 * earlier) / Double(values.count)).squareRoot()
    return abs(correlations[period - 1]) > limit
}

/// At lags 1 to `lag`; O(n · lag). A constant series has none.
func autocorrelations(_ values: [Double], upTo lag: Int) -> [Double] {
    let mean = values.reduce(0, +) / Double(values.count)
    let deviations = values.map { $0 - mean }
    let variance = deviations.reduce(0) { $0 + $1 * $1 }
    guard variance > 0 else { return Array(repeating: 0, count: lag) }
    return (1...lag).map { shift in
        var sum = 0.0
        for index in shift..<max(shift, values.count) {
            sum += deviations[index] * deviations[index - shift]
        }
        return sum / variance
    }
}

/// Ratios to a centred moving average, averaged by place and brought to mean 1.
private func classicalIndices(_ values: [Double], _ period: Int) -> [Double] {
    var sums = Array(repeating: 0.0, count: period)
    var counts = sums
    let half = period / 2
    for place in half..<(values.count - half) {
        var window = values[(place - half)...(place + half)].reduce(0, +)
        if period.isMultiple(of: 2) {
            window -= (values[place - half] + values[place + half]) / 2
        }
        sums[place % period] += values[place] * Double(period) / window
        counts[place % period] += 1
    }
    let raw = zip(sums, counts).map { $1 > 0 ? $0 / $1 : 1 }
    let mean = raw.reduce(0, +) / Double(period)
    return raw.map { max(1e-6, $0 / mean) }
}
