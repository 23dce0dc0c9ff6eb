/// Why a table cannot be learned from or scored.
package enum TableFault: Error, Hashable, Sendable {
    case notATable
    case tooManyColumns(Int)
    case columnTwice(String)
    case uneven(line: Int, expected: Int, found: Int)
    case openQuote(line: Int)
    case noColumn(String, there: [String])
    /// No column has two values and a name that says it is the outcome.
    case noTarget(there: [String])
    case notTwoOutcomes(column: String, found: Int)
    case noSuchOutcome(column: String, value: String, there: [String])
    case tooFewRows(successes: Int, failures: Int, least: Int)
    case nothingToLearnFrom
    case cancelled
    case training(String)
}

extension TableFault: CustomStringConvertible {
    package var description: String {
        switch self {
        case .notATable:
            "it is no table: the first line must name two columns or more, with , ; or a tab between"
        case .tooManyColumns(let count):
            "it names \(count) columns, more than the 2000 that a table may have"
        case .columnTwice(let name):
            "the column \(name) is there twice: rename one"
        case .uneven(let line, let expected, let found):
            "line \(line) has \(found) fields where the first line names \(expected) columns"
        case .openQuote(let line):
            "the record that begins at line \(line) has a quote that never closes"
        case .noColumn(let name, let there):
            "there is no column \(name); there are \(there.joined(separator: ", "))"
        case .noTarget(let there):
            "which column is the outcome? Name it with --target; there are "
                + there.joined(separator: ", ")
        case .notTwoOutcomes(let column, let found):
            "the outcome \(column) has \(found) values; it must have two"
        case .noSuchOutcome(let column, let value, let there):
            "the outcome \(column) is never \(value); it is \(there.joined(separator: " or "))"
        case .tooFewRows(let successes, let failures, let least):
            "training needs at least \(least) rows of each outcome; there are \(successes) "
                + "successes and \(failures) failures"
        case .nothingToLearnFrom:
            "every column is refused: there is nothing to learn from"
        case .cancelled:
            "training was cancelled"
        case .training(let reason):
            reason
        }
    }
}
