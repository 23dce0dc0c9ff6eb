import Foundation

/// One figure of `meshctl evaluate analyzer`.
struct AnalyzerFigure: Encodable {
    /// What was measured: `labelled_set`, `sentiment`, `strategies`, `quality` or `foresight`.
    let part: String
    /// On what: a half of the set, or a file.
    let source: String
    let kind: String
    let measure: String
    let value: Double
    /// What others reach on the same data; nil where nobody says.
    var reference: Double?
    /// How many texts or conversations have the kind.
    var count: Int?
    var precision: Double?
    var recall: Double?
    /// Over folds.
    var spread: Double?
    /// The mean confidence that was stated, where the value is the share that was right.
    var stated: Double?

    /// For a person who reads.
    var line: String {
        var line = "\(source) \(kind): \(measure) \(number(value))"
        if let spread { line += " ± \(number(spread))" }
        if let stated { line += " (said \(number(stated)))" }
        if let precision, let recall {
            line += " (precision \(number(precision)), recall \(number(recall)))"
        }
        if let count { line += ", of \(count)" }
        if let reference {
            line += value >= reference ? ", reaches " : ", short of "
            line += "\(number(reference))"
        }
        return line
    }

    private func number(_ value: Double) -> String { String(format: "%.3f", value) }
}

/// What the report cannot show, in every report.
enum AnalyzerReportLimits {
    static let text = """
        What this cannot show: the shared files are crowd workers who bargain, persuade and share \
        out camping goods for pay, and stand in for agents and clients. The real-estate set was \
        written and labelled by the makers of the engine, whose ideas of how people talk are in \
        both; none of its test messages was read while rules were written, yet they have the same \
        writers, and two thresholds were set with an eye on the third test's figures. \
        No figure here is of a tenant's own conversations.
        """
}
