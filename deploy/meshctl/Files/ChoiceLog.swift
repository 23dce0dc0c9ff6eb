import PredictionDomain
import Tables

/// Reads a log of choices: columns `arm`, `reward`, `propensity`, and `position` if there is one (CSV).
enum ChoiceLog {
    /// Throws `InputFault` with the first row that cannot be used.
    static func read(_ path: String) throws -> [LoggedChoice] {
        let bytes = try InputFile.data(path)
        do throws(TableFault) {
            return try choices(of: TextTable(parsing: bytes))
        } catch {
            throw InputFault(file: path, line: nil, problem: error.description)
        }
    }

    private static func choices(of table: TextTable) throws(TableFault) -> [LoggedChoice] {
        let arms = try wholeNumbers(table, "arm")
        let (rewards, propensities) = (
            try numbers(table, "reward"), try numbers(table, "propensity")
        )
        let places = table.columns.contains("position") ? try wholeNumbers(table, "position") : nil
        if let row = propensities.firstIndex(where: { $0 <= 0 || $0 > 1 }) {
            throw TableFault("row \(row + 1): a propensity must be above 0 and at most 1")
        }
        return arms.indices.map { row in
            LoggedChoice(
                place: places?[row] ?? 0, arm: arms[row], reward: rewards[row],
                propensity: propensities[row])
        }
    }

    private static func numbers(
        _ table: TextTable, _ column: String
    ) throws(TableFault) -> [Double] {
        let values = try table.numbers(column)
        if let row = values.firstIndex(of: nil) {
            throw TableFault("row \(row + 1) has no \(column)")
        }
        return values.compactMap { $0 }
    }

    private static func wholeNumbers(
        _ table: TextTable, _ column: String
    ) throws(TableFault) -> [Int] {
        var whole: [Int] = []
        for (row, value) in try numbers(table, column).enumerated() {
            guard let value = Int(exactly: value) else {
                throw TableFault("row \(row + 1): \(column) must be a whole number")
            }
            whole.append(value)
        }
        return whole
    }
}
