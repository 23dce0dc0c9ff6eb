/// A small dense matrix, row by row.
///
/// For tens of columns; a routine of LAPACK would pay from hundreds on.
package struct Matrix: Hashable, Sendable {
    package let rowCount: Int
    package let columnCount: Int
    package private(set) var elements: [Double]

    /// All zero.
    package init(_ rowCount: Int, _ columnCount: Int) {
        self.rowCount = rowCount
        self.columnCount = columnCount
        elements = [Double](repeating: 0, count: rowCount * columnCount)
    }

    /// Rows of one length.
    package init(rows: [[Double]]) {
        self.init(rows.count, rows.first?.count ?? 0)
        elements = rows.flatMap { $0 }
        precondition(elements.count == rowCount * columnCount, "rows differ in length")
    }

    package static func identity(_ count: Int) -> Matrix {
        var matrix = Matrix(count, count)
        for index in 0..<count { matrix[index, index] = 1 }
        return matrix
    }

    package subscript(row: Int, column: Int) -> Double {
        get { elements[row * columnCount + column] }
        set { elements[row * columnCount + column] = newValue }
    }

    package func row(_ index: Int) -> ArraySlice<Double> {
        elements[index * columnCount..<(index + 1) * columnCount]
    }

    package var transposed: Matrix {
        var matrix = Matrix(columnCount, rowCount)
        for row in 0..<rowCount {
            for column in 0..<columnCount { matrix[column, row] = self[row, column] }
        }
        return matrix
    }

    package static func * (left: Matrix, right: Matrix) -> Matrix {
        precondition(left.columnCount == right.rowCount, "shapes do not fit")
        var product = Matrix(left.rowCount, right.columnCount)
        for row in 0..<left.rowCount {
            for inner in 0..<left.columnCount {
                let factor = left[row, inner]
                guard factor != 0 else { continue }
                for column in 0..<right.columnCount {
                    product[row, column] += factor * right[inner, column]
                }
            }
        }
        return product
    }

    package static func * (left: Matrix, right: [Double]) -> [Double] {
        precondition(left.columnCount == right.count, "shapes do not fit")
        return (0..<left.rowCount).map { row in
            zip(left.row(row), right).reduce(0) { $0 + $1.0 * $1.1 }
        }
    }

    /// Adds weight · vectorᵀ · vector.
    package mutating func addOuter(_ vector: some Sequence<Double>, weight: Double = 1) {
        let values = Array(vector)
        for row in values.indices where values[row] != 0 {
            let factor = weight * values[row]
            for column in values.indices { self[row, column] += factor * values[column] }
        }
    }
}

extension Matrix {
    /// Columns that do not help to span the space are left out by pivoted Cholesky; a pivot this
    /// small beside the diagonal it came from is rounding.
    package static let pivotShareMin = 1e-11

    /// The columns of a symmetric positive semidefinite matrix that are not sums of earlier ones.
    package var independentColumns: [Int] {
        var rest = self
        var kept: [Int] = []
        for pivot in 0..<rowCount {
            guard rest[pivot, pivot] > Self.pivotShareMin * self[pivot, pivot],
                self[pivot, pivot] > 0
            else { continue }
            kept.append(pivot)
            for row in (pivot + 1)..<max(pivot + 1, rowCount) {
                let factor = rest[row, pivot] / rest[pivot, pivot]
                guard factor != 0 else { continue }
                for column in pivot..<columnCount {
                    rest[row, column] -= factor * rest[pivot, column]
                }
            }
        }
        return kept
    }

    /// The inverse of a symmetric positive definite matrix, by Cholesky; nil for another.
    package var inverseOfPositiveDefinite: Matrix? {
        guard let factor = cholesky else { return nil }
        var inverse = Matrix(rowCount, rowCount)
        for column in 0..<rowCount {
            var unit = [Double](repeating: 0, count: rowCount)
            unit[column] = 1
            for (row, value) in factor.solved(unit).enumerated() { inverse[row, column] = value }
        }
        return inverse
    }

    /// L with L·Lᵀ the matrix; nil unless it is positive definite.
    package var cholesky: Matrix? {
        var factor = Matrix(rowCount, rowCount)
        for row in 0..<rowCount {
            for column in 0...row {
                var sum = self[row, column]
                for inner in 0..<column { sum -= factor[row, inner] * factor[column, inner] }
                if row != column {
                    factor[row, column] = sum / factor[column, column]
                } else {
                    guard sum > Self.pivotShareMin * 1e-3 * self[row, row], sum > 0 else {
                        return nil
                    }
                    factor[row, row] = sum.squareRoot()
                }
            }
        }
        return factor
    }

    /// The x with L·Lᵀ·x = `right`, for a lower triangular L.
    package func solved(_ right: [Double]) -> [Double] {
        var x = right
        for row in 0..<rowCount {
            for inner in 0..<row { x[row] -= self[row, inner] * x[inner] }
            x[row] /= self[row, row]
        }
        for row in (0..<rowCount).reversed() {
            for inner in (row + 1)..<max(row + 1, rowCount) {
                x[row] -= self[inner, row] * x[inner]
            }
            x[row] /= self[row, row]
        }
        return x
    }
}
