import Tables

/// What a table is by its shape, and why; a fault of a panel's row stays a fault.
struct DesignChoice {
    let answer: (CausalDesign, reason: [String])

    init(_ table: TextTable, _ request: CausalReport.Request) throws(TableFault) {
        if let design = request.design {
            answer = (design, [])
            return
        }
        let isSaid = request.firstTreated != nil || request.time != nil
        guard request.columns.arm == nil, isSaid || Panel.fits(table) else {
            answer = (.randomised, [])
            return
        }
        if !isSaid, let reason = try Self.reasonAgainstPanel(table, request.panel) {
            answer = (
                .randomised,
                [
                    "read as a randomised experiment, for \(reason); --design staggered says otherwise"
                ]
            )
            return
        }
        let columns = try PanelColumns(table, request.panel)
        let scale = try PeriodScale(try table.texts(columns.time), column: columns.time)
        let starts = try columns.starts(table, scale)
        let treated = starts.values.count { $0 != nil }
        guard treated > 0 else {
            throw TableFault(
                """
                column "\(columns.start)" says that no unit was ever treated: there is nothing to \
                estimate
                """)
        }
        let design: CausalDesign = treated == 1 && starts.count > 2 ? .synthetic : .staggered
        answer = (
            design,
            [
                """
                read as \(design == .synthetic ? "one treated unit (synthetic control)" : """
                staggered adoption
                """): \(starts.count) units by "\(columns.unit)" in \(scale.names.count) periods by \
                "\(columns.time)", \(treated) of them treated by "\(columns.start)"; --design says \
                otherwise
                """
            ]
        )
    }

    /// Columns of experiments, whatever else a file has.
    private static let armNames: Set = ["arm", "variant", "condition", "bucket", "assignment"]

    /// Why a table with a column of time and one of treatment is none.
    private static func reasonAgainstPanel(
        _ table: TextTable, _ request: Panel.Request
    ) throws(TableFault) -> String? {
        if let arm = table.columns.first(where: { armNames.contains($0.bare) }) {
            return "column \"\(arm)\" names arms"
        }
        guard !table.columns.contains(where: { Panel.cohortNames.contains($0.bare) }) else {
            return nil
        }
        guard let columns = try? PanelColumns(table, request) else {
            return "no column names a unit that has several rows"
        }
        let units = try table.texts(columns.unit)
        let marks = try table.texts(columns.start)
        var ofUnit: [String: Set<String>] = [:]
        for (unit, mark) in zip(units, marks) { ofUnit[unit, default: []].insert(mark) }
        if ofUnit.count == units.count { return "every unit of \"\(columns.unit)\" has one row" }
        guard ofUnit.values.allSatisfy({ $0.count == 1 }) else { return nil }
        return "\"\(columns.start)\" changes in no unit, so there is no before"
    }
}
