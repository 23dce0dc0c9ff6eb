/// Pearson's test that counts come from given shares.
///
/// - Parameter shares: > 0; only their proportions matter.
/// - Returns: the statistic and its p-value on one degree fewer than there are counts.
package func chiSquareTest(
    _ counts: [Int], shares: [Double]
) -> (statistic: Double, pValue: Double) {
    let total = Double(counts.reduce(0, +))
    let whole = shares.reduce(0, +)
    let statistic = zip(counts, shares).reduce(0.0) { sum, pair in
        let expected = total * pair.1 / whole
        let distance = Double(pair.0) - expected
        return sum + distance * distance / expected
    }
    return (statistic, ChiSquare(Double(counts.count - 1)).upperProbability(statistic))
}

/// A share's interval by E. B. Wilson, JASA 22 (1927): right even near 0 and 1.
package func wilsonInterval(
    successes: Int, of count: Int, confidence: Double = 0.95
) -> ClosedRange<Double> {
    guard count > 0 else { return 0...1 }
    let n = Double(count)
    let share = Double(successes) / n
    let z = Normal.standard.upperQuantile((1 - confidence) / 2)
    let centre = (share + z * z / (2 * n)) / (1 + z * z / n)
    let half =
        z / (1 + z * z / n) * (share * (1 - share) / n + z * z / (4 * n * n)).squareRoot()
    return max(0, centre - half)...min(1, centre + half)
}

/// p-values adjusted so that calling those below α true keeps the share of false ones below α.
///
/// Source: Y. Benjamini and Y. Hochberg, JRSS B 57 (1995).
package func benjaminiHochberg(_ pValues: [Double]) -> [Double] {
    let order = pValues.indices.sorted { pValues[$0] > pValues[$1] }
    var adjusted = pValues
    var least = 1.0
    for (place, index) in order.enumerated() {
        let rank = Double(pValues.count - place)
        least = min(least, pValues[index] * Double(pValues.count) / rank)
        adjusted[index] = least
    }
    return adjusted
}

/// p-values adjusted so that the chance of even one false one stays below α.
///
/// Source: S. Holm, Scandinavian Journal of Statistics 6 (1979).
package func holm(_ pValues: [Double]) -> [Double] {
    let order = pValues.indices.sorted { pValues[$0] < pValues[$1] }
    var adjusted = pValues
    var greatest = 0.0
    for (place, index) in order.enumerated() {
        greatest = max(greatest, min(1, pValues[index] * Double(pValues.count - place)))
        adjusted[index] = greatest
    }
    return adjusted
}
