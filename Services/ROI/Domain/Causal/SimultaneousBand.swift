import Identifiers
import Statistics

/// How far lines of one family may lie from zero by chance, all of them together.
///
/// The largest |t| of the family under no effect is drawn by a multiplier bootstrap with normal
/// multipliers, which given the data is a normal vector with the correlations of the influence
/// functions; its levels are carried over to each line's own t-distribution. Source: B. Callaway and
/// P. H. C. Sant'Anna, Journal of Econometrics 225 (2021), algorithm 1.
struct SimultaneousBand {
    /// The chance at which each line by itself is tested, so that all together err at 5 %.
    let pointwiseLevel: Double
    /// Of each line, over the whole family.
    let adjustedPValues: [Double]

    /// Ends of the band stand still to about a hundredth.
    static let drawCount = 4_000
    /// Beyond it Bonferroni's bound and Holm's p-values are used: drawing would take longer than
    /// anybody reads so many lines.
    static let lineCountMax = 250

    /// - Parameters:
    ///   - influences: of each line, one value a unit.
    ///   - pValues: of each line by itself; NaN for one that cannot be tested.
    init(
        influences: [[Double]], pValues: [Double], level: Double = 0.05, seed: UInt64 = 2_021_225
    ) {
        let tested = pValues.indices.filter { pValues[$0].isFinite }
        var adjusted = pValues
        guard tested.count > 1 else {
            pointwiseLevel = level
            adjustedPValues = adjusted
            return
        }
        let correlations = Self.correlations(tested.map { influences[$0] })
        guard tested.count <= Self.lineCountMax, let factor = correlations.cholesky else {
            pointwiseLevel = level / Double(tested.count)
            for (place, p) in zip(tested, holm(tested.map { pValues[$0] })) { adjusted[place] = p }
            adjustedPValues = adjusted
            return
        }
        let largest = Self.largest(factor, seed: seed)
        let bound = quantile(1 - level, ofSorted: largest)
        pointwiseLevel = min(level, 2 * Normal.standard.upperProbability(bound))
        for place in tested {
            let own = Normal.standard.upperQuantile(max(pValues[place], 1e-300) / 2)
            let above = largest.count - largest.partitioningIndex(below: own)
            adjusted[place] = max(
                pValues[place], Double(1 + above) / Double(1 + largest.count))
        }
        adjustedPValues = adjusted
    }

    /// With a little added to the diagonal: lines may be sums of one another.
    private static func correlations(_ influences: [[Double]]) -> Matrix {
        let scaled = influences.map { influence in
            let length = influence.reduce(0) { $0 + $1 * $1 }.squareRoot()
            return influence.map { $0 / length }
        }
        var matrix = Matrix(scaled.count, scaled.count)
        for row in scaled.indices {
            for column in 0...row {
                var sum = row == column ? 1e-9 : 0
                for unit in scaled[row].indices { sum += scaled[row][unit] * scaled[column][unit] }
                matrix[row, column] = sum
                matrix[column, row] = sum
            }
        }
        return matrix
    }

    /// The largest of the family in each draw, ascending.
    private static func largest(_ factor: Matrix, seed: UInt64) -> [Double] {
        var generator = SplitMix64(seed: seed)
        let rows = (0..<factor.rowCount).map { row in (0...row).map { factor[row, $0] } }
        return (0..<drawCount).map { _ in
            let draws = rows.map { _ in generator.normal() }
            var largest = 0.0
            for row in rows {
                var sum = 0.0
                for (index, weight) in row.enumerated() { sum += weight * draws[index] }
                largest = max(largest, abs(sum))
            }
            return largest
        }.sorted()
    }
}

extension [Double] {
    /// How many of ascending values are below a bound.
    fileprivate func partitioningIndex(below bound: Double) -> Int {
        var (low, high) = (0, count)
        while low < high {
            let middle = (low + high) / 2
            if self[middle] < bound { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
