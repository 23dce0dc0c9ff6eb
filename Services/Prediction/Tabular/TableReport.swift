import PredictionDomain

/// What was found of a table and of a model trained on it.
package struct TableReport: Sendable {
    /// Rows judged by models that had not learned from them, and how far they had moved.
    package struct Split: Sendable {
        package var quality: Quality
        /// The share of rows on which the model does not abstain.
        package var statedShare: Double
        /// How often it is right there; nil when it always abstains.
        package var statedAccuracy: Double?
        /// Between what was learned from and what was judged, the furthest first.
        package var drift: [ColumnDrift]

        package var level: DriftLevel { drift.map(\.index.level).max() ?? .steady }
    }

    package struct ColumnDrift: Hashable, Sendable {
        package var column: String
        package var index: StabilityIndex
    }

    /// The error in one group.
    package struct Group: Sendable {
        package var column: String
        package var value: String
        package var quality: Quality
        /// What was given less what came, on average.
        package var bias: Double
    }

    package var schema: TableSchema
    package var rowCount: Int
    package var rounds: Int
    /// Folds dealt at random: as good as the model looks while nothing changes.
    package var random: Split
    /// The last fifth by a model of the first four: as good as it was when it was needed.
    package var timeOrdered: Split
    /// The last fifth by a model without the columns that were moving already; nil when none were.
    package var timeOrderedOfSteady: Quality?
    package var movingColumns: [String]
    package var groups: [Group]
    package var importances: [FeatureImportance]
    package var reliability: ReliabilityPlot
    /// How well each refused or suspected column foresees alone, by its AUC.
    package var aloneAUC: [String: Double]
}
