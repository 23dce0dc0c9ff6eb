/// Rows of features, one after another in memory; a value that is missing is NaN.
package struct FeatureMatrix: Sendable {
    package let columnCount: Int
    package private(set) var values: [Float] = []

    package init(columnCount: Int) { self.columnCount = columnCount }

    package var rowCount: Int { columnCount == 0 ? 0 : values.count / columnCount }

    /// One row, from 0.
    package subscript(row: Int) -> ArraySlice<Float> {
        values[row * columnCount..<(row + 1) * columnCount]
    }

    /// Adds a row; a row of another width or with an infinite value is refused.
    package mutating func append(_ row: some Collection<Float>) throws(BoostingError) {
        guard row.count == columnCount else {
            throw .wrongFeatureCount(expected: columnCount, found: row.count)
        }
        for (feature, value) in row.enumerated() where value.isInfinite {
            throw .infiniteValue(feature: feature)
        }
        values.append(contentsOf: row)
    }
}
