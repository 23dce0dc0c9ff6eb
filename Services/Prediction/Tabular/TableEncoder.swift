import GradientBoosting
import Tables

/// Turns rows of text into features: a number as it is, a label as one feature for each value.
package struct TableEncoder: Hashable, Sendable {
    package let columns: [TableSchema.Column]
    /// The place in `columns` of each feature.
    package let columnOf: [Int]

    package init(_ columns: [TableSchema.Column]) {
        self.columns = columns
        columnOf = columns.enumerated().flatMap { place, column in
            switch column.kind {
            case .number: [place]
            case .label(let labels): Array(repeating: place, count: labels.count)
            }
        }
    }

    package var featureCount: Int { columnOf.count }

    /// The direction that each feature may move the prediction in.
    func monotone(_ directions: [String: Int]) -> [Int] {
        guard !directions.isEmpty else { return [] }
        return columnOf.map { place in
            columns[place].kind == .number ? directions[columns[place].name, default: 0] : 0
        }
    }

    /// Every row's features; a table that lacks a column is refused.
    package func features(of table: TextTable) throws(TableFault) -> [[Float]] {
        var places: [Int] = []
        for column in columns { places.append(try table.place(of: column.name)) }
        let labels = columns.map { column in
            switch column.kind {
            case .number: [String: Int]()
            case .label(let labels):
                Dictionary(uniqueKeysWithValues: labels.enumerated().map { ($1, $0) })
            }
        }
        return table.rows.map { row in
            var features: [Float] = []
            features.reserveCapacity(featureCount)
            for (place, column) in zip(places, columns.indices) {
                switch columns[column].kind {
                case .number:
                    features.append(Float(TableSchema.number(row[place])))
                case .label(let known):
                    let start = features.count
                    features.append(contentsOf: repeatElement(0, count: known.count))
                    if let hit = labels[column][row[place]] { features[start + hit] = 1 }
                }
            }
            return features
        }
    }

    /// SHAP values of features, added up column by column.
    func byColumn(_ contributions: [Double]) -> [Double] {
        var sums = [Double](repeating: 0, count: columns.count)
        for (feature, contribution) in contributions.enumerated() {
            sums[columnOf[feature]] += contribution
        }
        return sums
    }
}

func matrix(
    _ rows: [[Float]], _ chosen: some Sequence<Int>, width: Int
) throws(BoostingError) -> FeatureMatrix {
    var matrix = FeatureMatrix(columnCount: width)
    for row in chosen { try matrix.append(rows[row]) }
    return matrix
}
