import GradientBoosting
import PredictionDomain
import Tables

/// A model of a table: what it learned from, and what turns its margin into a statement.
package struct TableModel: Sendable {
    package let version: String
    package let schema: TableSchema
    package let encoder: TableEncoder
    let booster: Booster
    let calibration: Calibration
    let reliability: Reliability
    let abstention: Abstention

    /// Factors told of a row.
    private static let factorCountMax = 6
    /// Smaller parts, in log-odds, are not told.
    private static let contributionMin = 0.02

    /// What one row is given.
    package struct Statement: Sendable {
        package var probability: Double
        /// 90 %.
        package var interval: ClosedRange<Double>
        package var abstains: Bool
        /// Largest contribution first.
        package var factors: [Factor]
    }

    /// One column's part in a statement.
    package struct Factor: Hashable, Sendable {
        package var column: String
        package var value: String
        /// SHAP value in log-odds.
        package var contribution: Double
    }

    /// Foresees every row of a table that has the columns of the schema.
    package func foresee(_ table: TextTable) throws(TableFault) -> [Statement] {
        let features = try encoder.features(of: table)
        var places: [Int] = []
        for column in encoder.columns { places.append(try table.place(of: column.name)) }
        do throws(BoostingError) {
            let rows = try matrix(features, features.indices, width: encoder.featureCount)
            return zip(try booster.contributions(of: rows), table.rows).map { parts, row in
                statement(parts, places.map { row[$0] })
            }
        } catch {
            throw TableFault("\(error)")
        }
    }

    private func statement(_ parts: Contributions, _ values: [String]) -> Statement {
        let margin = parts.features.reduce(parts.bias, +)
        let probability = calibration.probability(of: margin)
        let columns = encoder.byColumn(parts.features)
        let leading = columns.indices
            .filter { abs(columns[$0]) >= Self.contributionMin }
            .sorted { abs(columns[$0]) > abs(columns[$1]) }
            .prefix(Self.factorCountMax)
        return Statement(
            probability: probability, interval: reliability.interval(of: probability),
            abstains: abstention.abstains(on: probability),
            factors: leading.map {
                Factor(
                    column: encoder.columns[$0].name, value: values[$0],
                    contribution: columns[$0])
            })
    }
}
