import Tables

/// Why a table cannot be learned from or scored.
extension TableFault {
    package static let nothingToLearnFrom = TableFault(
        "every column is refused: there is nothing to learn from")

    package static let cancelled = TableFault("training was cancelled")

    /// No column has two values and a name that says it is the outcome.
    static func noTarget(there names: [String]) -> TableFault {
        TableFault(
            "which column is the outcome? Name it with --target; there are "
                + names.joined(separator: ", "))
    }

    static func notTwoOutcomes(column: String, found: Int) -> TableFault {
        TableFault(
            found == 1
                ? "the outcome \(column) is the same in every row: both outcomes are needed"
                : "the outcome \(column) has \(found) values; it must have two")
    }

    static func noSuchOutcome(column: String, value: String, there: [String]) -> TableFault {
        TableFault(
            "the outcome \(column) is never \(value); it is \(there.joined(separator: " or "))")
    }

    static func tooFewRows(successes: Int, failures: Int, least: Int) -> TableFault {
        TableFault(
            """
            training needs at least \(least) rows of each outcome; there are \(successes) \
            successes and \(failures) failures
            """)
    }
}
