/// By how much the inputs of a projection that nobody measured may be off, to each side.
///
/// An assumption of the tenant's, with its source: shares of the input, 0–1, that its value stays
/// within with 95 % confidence.
package struct ProjectionSpreads: Hashable, Sendable {
    /// Of what a success brings, which is the customer's own figure.
    package let valuePerSuccess: Double
    /// Of the year's active hours, which are the period's at the same pace.
    package let activeHours: Double
    /// Of the year's cost, likewise.
    package let annualCost: Double
    /// Where the shares come from.
    package let source: String

    package init(
        valuePerSuccess: Double, activeHours: Double, annualCost: Double, source: String
    ) throws(RecordFault) {
        try RecordFault.check(valuePerSuccess, named: "value_per_success", in: 0...1)
        try RecordFault.check(activeHours, named: "active_hours", in: 0...1)
        try RecordFault.check(annualCost, named: "annual_cost", in: 0...1)
        guard !source.isEmpty else {
            throw RecordFault("source must say where the shares come from")
        }
        self.init(valuePerSuccess, activeHours, annualCost, from: source)
    }

    private init(_ value: Double, _ hours: Double, _ cost: Double, from source: String) {
        valuePerSuccess = value
        activeHours = hours
        annualCost = cost
        self.source = source
    }

    /// As long as the tenant says nothing else.
    package static let product = ProjectionSpreads(
        0.2, 0.1, 0.1, from: "the product's own guess, no measurement")

    /// For a reader of the report.
    var assumption: String {
        """
        A year is projected with the value of a success off by up to \(Self.percent(valuePerSuccess)) \
        to each side, active hours by \(Self.percent(activeHours)) and the cost by \
        \(Self.percent(annualCost)): \(source).
        """
    }

    static func percent(_ share: Double) -> String {
        let percent = share * 100
        return "\(percent.rounded(places: percent == percent.rounded() ? 0 : 1)) %"
    }
}
