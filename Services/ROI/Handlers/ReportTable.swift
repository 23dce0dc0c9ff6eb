import Identifiers
import ROIContract
import ROIDomain

/// A report as CSV (RFC 4180): one row a figure, then the money, then what has to be known of them.
///
/// Every row has the columns of a figure; a row of words has its words in the second.
struct ReportTable {
    let reading: ReportReader.Reading
    let query: GetReport

    private static let columns = [
        "figure", "unit", "baseline", "measured", "change", "lower95", "upper95", "observations",
        "target",
    ]

    var csv: String {
        let report = reading.report
        let rows: [[String]] =
            [Self.columns] + report.figures.map(Self.row) + money(report)
            + words.map { [$0.name, $0.text] }
        return rows.map(Self.line).joined()
    }

    private static func row(_ figure: Figure) -> [String] {
        [
            figure.name.rawValue, figure.unit, "\(figure.baseline)", "\(figure.measured)",
            "\(figure.change)", "\(figure.interval.lower)", "\(figure.interval.upper)",
            "\(figure.observations)", figure.target.map { "\($0)" } ?? "",
        ]
    }

    private func money(_ report: ReturnOnCoaching) -> [[String]] {
        func row(_ name: String, _ amount: Money, _ rest: [String] = []) -> [String] {
            [name, "minor units of \(amount.currency)", "", "\(amount.minorUnits)"] + rest
        }
        let net = report.netValue
        return [
            row(
                "net_value", net.estimate,
                [
                    "", "\(net.lower.minorUnits)", "\(net.upper.minorUnits)",
                    "\(report.conversations)",
                ]), row("coaching_cost", report.coachingCost),
        ] + report.accounts.map { row("account_\($0.name.rawValue)", $0.amount) }
    }

    private var words: [(name: String, text: String)] {
        [
            ("tenant", query.tenantID.rawValue), ("subject", query.subject),
            ("period_start", "\(query.periodStart)"), ("period_end", "\(query.periodEnd)"),
            ("as_of", "\(reading.asOf)"), ("agents", "\(reading.report.agents)"),
            ("conclusion", reading.report.conclusion.description),
        ] + reading.report.assumptions.enumerated().map { ("assumption_\($0 + 1)", $1) }
    }

    private static func line(_ cells: [String]) -> String {
        let empty = [String](repeating: "", count: max(0, columns.count - cells.count))
        return (cells + empty).map(field).joined(separator: ",") + "\r\n"
    }

    /// In quotes where it has to be (RFC 4180 § 2). What a spreadsheet would take for a formula is
    /// kept from it by a leading apostrophe, unless it is a number.
    private static func field(_ text: String) -> String {
        let isFormula = text.first.map { "=+-@".contains($0) } ?? false
        let text = isFormula && Double(text) == nil ? "'" + text : text
        guard text.contains(where: { $0 == "," || $0 == "\"" || $0.isNewline }) else { return text }
        return "\"" + text.replacing("\"", with: "\"\"") + "\""
    }
}
