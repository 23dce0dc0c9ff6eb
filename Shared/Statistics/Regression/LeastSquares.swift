/// How the errors of a regression are taken to behave.
package enum ErrorModel: Hashable, Sendable {
    /// One variance for all.
    case homoskedastic
    /// Each its own variance (White; MacKinnon and White 1985); HC2 and HC3 allow for leverage.
    case hc0, hc1, hc2, hc3
    /// Errors within a cluster go together, between clusters not: the sandwich of Liang and Zeger
    /// with the small-sample factor G/(G−1) · (n−1)/(n−k). One number per row names its cluster.
    case clustered([Int])
}

/// Ordinary or weighted least squares.
///
/// Solved by the normal equations on columns scaled to one length, with one step of iterative
/// refinement: six digits survive a condition number of 10⁵. Columns that are sums of earlier ones
/// get a coefficient of NaN, as R's `lm` does. O(n·k² + k³).
package struct LeastSquares: Sendable {
    /// As many as there are columns.
    package let coefficients: [Double]
    package let residuals: [Double]
    package let rowCount: Int
    /// The columns that were kept.
    package let columns: [Int]
    package let covariance: Matrix

    /// n − k, or the number of clusters − 1.
    package let degreesOfFreedom: Double

    /// - Parameters:
    ///   - design: one row per observation, all of one length; a constant is a column as the others.
    ///   - weights: > 0, one per row.
    package init(
        _ outcome: [Double], on design: [[Double]], weights: [Double]? = nil,
        errors: ErrorModel = .homoskedastic
    ) {
        let width = design.first?.count ?? 0
        let scale = (0..<width).map { column in
            let length = design.reduce(0) { $0 + $1[column] * $1[column] }.squareRoot()
            return length > 0 ? length : 1
        }
        let scaled = design.map { row in zip(row, scale).map { $0 / $1 } }
        var normal = Matrix(width, width)
        for (index, row) in scaled.enumerated() {
            normal.addOuter(row, weight: weights?[index] ?? 1)
        }
        let kept = normal.independentColumns
        let rows = scaled.map { row in kept.map { row[$0] } }
        var gram = Matrix(kept.count, kept.count)
        for (index, row) in rows.enumerated() { gram.addOuter(row, weight: weights?[index] ?? 1) }
        let fit = Fit(rows: rows, gram: gram, outcome: outcome, weights: weights)

        rowCount = outcome.count
        columns = kept
        residuals = fit.residuals
        var coefficients = [Double](repeating: .nan, count: width)
        for (place, column) in kept.enumerated() {
            coefficients[column] = fit.solution[place] / scale[column]
        }
        self.coefficients = coefficients
        let scaledCovariance = fit.covariance(errors)
        var covariance = Matrix(width, width)
        for (row, left) in kept.enumerated() {
            for (column, right) in kept.enumerated() {
                covariance[left, right] =
                    scaledCovariance[row, column] / (scale[left] * scale[right])
            }
        }
        self.covariance = covariance
        if case .clustered(let clusters) = errors {
            degreesOfFreedom = Double(Set(clusters).count - 1)
        } else {
            degreesOfFreedom = Double(outcome.count - kept.count)
        }
    }

    package func standardError(_ column: Int) -> Double {
        covariance[column, column].squareRoot()
    }

    package func t(_ column: Int) -> Double { coefficients[column] / standardError(column) }

    /// Two-sided, by Student's t.
    package func pValue(_ column: Int) -> Double {
        StudentT(degreesOfFreedom).twoSided(t(column))
    }
}

/// A fit on independent columns.
private struct Fit {
    let rows: [[Double]]
    let weights: [Double]?
    let inverse: Matrix
    let solution: [Double]
    let residuals: [Double]

    init(rows: [[Double]], gram: Matrix, outcome: [Double], weights: [Double]?) {
        self.rows = rows
        self.weights = weights
        let inverse = gram.inverseOfPositiveDefinite ?? Matrix(gram.rowCount, gram.rowCount)
        func projected(_ values: [Double]) -> [Double] {
            var sums = [Double](repeating: 0, count: gram.rowCount)
            for (index, row) in rows.enumerated() {
                let value = values[index] * (weights?[index] ?? 1)
                for column in row.indices { sums[column] += row[column] * value }
            }
            return inverse * sums
        }
        func left(_ solution: [Double]) -> [Double] {
            zip(rows, outcome).map { row, value in
                value - zip(row, solution).reduce(0) { $0 + $1.0 * $1.1 }
            }
        }
        let first = projected(outcome)
        let refined = zip(first, projected(left(first))).map { $0 + $1 }
        self.inverse = inverse
        solution = refined
        residuals = left(refined)
    }

    private func weight(_ index: Int) -> Double { weights?[index] ?? 1 }

    func covariance(_ errors: ErrorModel) -> Matrix {
        let n = Double(rows.count)
        let k = Double(inverse.rowCount)
        switch errors {
        case .homoskedastic:
            let squares = residuals.indices.reduce(0) {
                $0 + weight($1) * residuals[$1] * residuals[$1]
            }
            return inverse.scaled(by: squares / (n - k))
        case .hc0: return sandwich { _ in 1 }
        case .hc1: return sandwich { _ in n / (n - k) }
        case .hc2: return sandwich { 1 / (1 - leverage($0)) }
        case .hc3: return sandwich { 1 / ((1 - leverage($0)) * (1 - leverage($0))) }
        case .clustered(let clusters): return clustered(clusters, n: n, k: k)
        }
    }

    private func leverage(_ index: Int) -> Double {
        weight(index) * zip(rows[index], inverse * rows[index]).reduce(0) { $0 + $1.0 * $1.1 }
    }

    private func sandwich(_ factor: (Int) -> Double) -> Matrix {
        var meat = Matrix(inverse.rowCount, inverse.rowCount)
        for index in rows.indices {
            let score = weight(index) * residuals[index]
            meat.addOuter(rows[index], weight: score * score * factor(index))
        }
        return inverse * meat * inverse
    }

    private func clustered(_ clusters: [Int], n: Double, k: Double) -> Matrix {
        var scores: [Int: [Double]] = [:]
        for (index, row) in rows.enumerated() {
            let score = weight(index) * residuals[index]
            var sum = scores[clusters[index]] ?? [Double](repeating: 0, count: row.count)
            for column in row.indices { sum[column] += row[column] * score }
            scores[clusters[index]] = sum
        }
        var meat = Matrix(inverse.rowCount, inverse.rowCount)
        for (_, score) in scores.sorted(by: { $0.key < $1.key }) { meat.addOuter(score) }
        let g = Double(scores.count)
        let factor = g / (g - 1) * (n - 1) / (n - k)
        return (inverse * meat * inverse).scaled(by: factor)
    }
}

extension Matrix {
    package func scaled(by factor: Double) -> Matrix {
        var matrix = self
        for row in 0..<rowCount {
            for column in 0..<columnCount { matrix[row, column] *= factor }
        }
        return matrix
    }
}
