import Statistics

/// A weighted sum of the cells' ratios Σ value / Σ denominator, where rows of one cluster go together.
///
/// Cells are arms, or arms within strata; a mean is the ratio whose denominators are all 1. Errors are
/// those of R. M. Bell and D. F. McCaffrey, Survey Methodology 28 (2002): residuals grown by what
/// their cluster pulls the fit to itself (CR2), and Satterthwaite's degrees of freedom for a working
/// model of independent rows. For clusters of one size it is the t-test of the clusters' means. Cells
/// share no row, so the leverage of a cluster is its share of a cell's denominators, and all is in
/// closed form: O(rows + cells² × clusters).
struct ClusteredContrast {
    struct Row {
        let cell: Int
        let cluster: Int
        let value: Double
        let denominator: Double
    }

    /// One cluster's part of one cell.
    struct Part {
        let cell: Int
        let cluster: Int
        let residual: Double
        /// Of the cell's denominators, 0–1.
        let leverage: Double
    }

    let difference: MeanDifference
    let parts: [Part]
    /// Their squares sum to the variance; one a cluster, in no order that means anything.
    let scores: [Double]
    /// The ratio and the sum of denominators of each cell.
    let cells: [(ratio: Double, denominator: Double)]
    private let weights: [Double]

    /// - Parameters:
    ///   - weights: of the cells.
    ///   - clusterCount: clusters are numbered from 0.
    init(_ rows: [Row], weights: [Double], clusterCount: Int) throws(TooFewClusters) {
        var sums: [[Int: (value: Double, denominator: Double)]] = weights.map { _ in [:] }
        for row in rows {
            sums[row.cell][row.cluster, default: (0, 0)].value += row.value
            sums[row.cell][row.cluster, default: (0, 0)].denominator += row.denominator
        }
        var parts: [Part] = []
        var cells: [(ratio: Double, denominator: Double)] = []
        for (cell, clusters) in sums.enumerated() {
            let sorted = clusters.sorted { $0.key < $1.key }
            let whole = sorted.reduce(0) { $0 + $1.value.denominator }
            let ratio = sorted.reduce(0) { $0 + $1.value.value } / whole
            cells.append((ratio, whole))
            for (cluster, sum) in sorted {
                let leverage = sum.denominator / whole
                guard leverage < 1 - 1e-12 else { throw TooFewClusters(cell: cell) }
                let residual = sum.value - ratio * sum.denominator
                parts.append(
                    Part(cell: cell, cluster: cluster, residual: residual, leverage: leverage))
            }
            guard !sorted.isEmpty else { throw TooFewClusters(cell: cell) }
        }
        var scores = [Double](repeating: 0, count: clusterCount)
        for part in parts {
            let grown = part.residual / (1 - part.leverage).squareRoot()
            scores[part.cluster] += weights[part.cell] * grown / cells[part.cell].denominator
        }
        self.parts = parts
        self.scores = scores
        self.cells = cells
        self.weights = weights
        difference = MeanDifference(
            estimate: zip(weights, cells).reduce(0) { $0 + $1.0 * $1.1.ratio },
            standardError: scores.reduce(0) { $0 + $1 * $1 }.squareRoot(),
            degreesOfFreedom: Self.degreesOfFreedom(
                parts, cells.map(\.denominator), weights, clusterCount: clusterCount))
    }

    /// A cell that one cluster fills says nothing about how clusters differ.
    struct TooFewClusters: Error { let cell: Int }

    /// (tr B)² / tr B² with B the scores' covariance under the working model: diagonal less one
    /// product of vectors a cell.
    private static func degreesOfFreedom(
        _ parts: [Part], _ denominators: [Double], _ weights: [Double], clusterCount: Int
    ) -> Double {
        var diagonal = [Double](repeating: 0, count: clusterCount)
        var vectors = weights.map { _ in [Double](repeating: 0, count: clusterCount) }
        for part in parts {
            let growth = 1 / (1 - part.leverage)
            let weight = weights[part.cell]
            let own = weight * weight * growth * part.leverage / denominators[part.cell]
            diagonal[part.cluster] += own
            vectors[part.cell][part.cluster] = (own * part.leverage).squareRoot()
        }
        func product(_ left: [Double], _ right: [Double]) -> Double {
            zip(left, right).reduce(0) { $0 + $1.0 * $1.1 }
        }
        var trace = diagonal.reduce(0, +)
        var squares = product(diagonal, diagonal)
        for left in vectors {
            trace -= product(left, left)
            squares -= 2 * product(diagonal, left.map { $0 * $0 })
            for right in vectors {
                let both = product(left, right)
                squares += both * both
            }
        }
        return trace * trace / squares
    }

    /// A value a cluster of one cell: their mean is the cell's ratio, and their spread its error.
    func linearised(cell: Int) -> Moments {
        let own = parts.filter { $0.cell == cell }
        let mean = cells[cell].denominator / Double(own.count)
        return Moments(own.lazy.map { cells[cell].ratio + $0.residual / mean })
    }

    /// A value a cluster, whose mean is the estimate: for clusters that have rows in every cell.
    func linearised() -> Moments {
        var sums = [Double](repeating: 0, count: scores.count)
        for part in parts {
            sums[part.cluster] +=
                weights[part.cell] * part.residual / cells[part.cell].denominator
        }
        return Moments(
            sums.lazy.map { difference.estimate + Double(scores.count) * $0 })
    }
}
