import Tables

/// Units that were each observed in the same periods, some treated from a period on.
package struct Panel: Hashable, Sendable {
    package struct Unit: Hashable, Sendable {
        package let name: String
        /// The first treated period, as an index into `periods` or beyond; nil for never.
        package let firstTreated: Int?
        /// One value a period.
        package let values: [Double]
        package let cluster: Int
    }

    package let outcome: String
    /// In order, as the file names them.
    package let periods: [String]
    package let units: [Unit]
    package let notes: [String]

    /// Which column is what; nil is found by its name.
    package struct Request: Hashable, Sendable {
        package var outcome: String?
        package var unit: String?
        package var time: String?
        package var firstTreated: String?

        package init() {}
    }

    package init(
        outcome: String, periods: [String], units: [Unit], notes: [String] = []
    ) {
        self.outcome = outcome
        self.periods = periods
        self.units = units
        self.notes = notes
    }

    static let timeNames = ["year", "time", "period", "month", "week", "quarter", "day", "date"]
    static let cohortNames = [
        "firsttreat", "firsttreated", "cohort", "gname", "g", "adoption", "adopted", "adoptedat",
        "treatedfrom", "treatmentyear", "treatmenttime", "firsttreatment", "startperiod",
    ]
    static let treatedNames = ["treated", "treat", "treatment", "d", "coached", "active"]

    /// Whether a table looks like one: a column of time, and one that says since when.
    package static func fits(_ table: TextTable) -> Bool {
        let bare = Set(table.columns.map(\.bare))
        guard !bare.isDisjoint(with: timeNames) else { return false }
        return !bare.isDisjoint(with: cohortNames) || !bare.isDisjoint(with: treatedNames)
    }

    package init(_ table: TextTable, _ request: Request = Request()) throws(TableFault) {
        let columns = try PanelColumns(table, request)
        let values = try table.numbers(columns.outcome)
        let times = try table.texts(columns.time)
        let periods = Self.ordered(times)
        guard periods.count > 1 else {
            throw TableFault("column \"\(columns.time)\" has one period: two are needed")
        }
        let place = Dictionary(uniqueKeysWithValues: periods.enumerated().map { ($1, $0) })
        let names = try table.texts(columns.unit)
        let starts = try columns.starts(table, periods, names: names, times: times)
        var byUnit: [String: [Double?]] = [:]
        for row in names.indices {
            guard let period = place[times[row]] else { continue }
            var series = byUnit[names[row]] ?? [Double?](repeating: nil, count: periods.count)
            guard series[period] == nil else {
                throw TableFault(
                    """
                    unit "\(names[row])" has two rows in \(times[row]): add them up, or say which \
                    column names the unit with --unit
                    """)
            }
            series[period] = values[row]
            byUnit[names[row]] = series
        }
        let whole = byUnit.filter { $0.value.allSatisfy { $0 != nil } }.sorted { $0.key < $1.key }
        guard !whole.isEmpty else {
            throw TableFault("no unit was observed in every period: a panel is needed")
        }
        outcome = columns.outcome
        self.periods = periods
        units = whole.enumerated().map { index, pair in
            Unit(
                name: pair.key, firstTreated: starts[pair.key] ?? nil,
                values: pair.value.compactMap { $0 }, cluster: index)
        }
        let lost = byUnit.count - whole.count
        notes =
            lost == 0
            ? [] : ["\(lost) of \(byUnit.count) units lack a period and are left out"]
    }

    /// Numbers in their order, other texts (dates) in theirs.
    private static func ordered(_ texts: [String]) -> [String] {
        let different = Set(texts.filter { !$0.isMissing })
        guard different.allSatisfy({ Double($0) != nil }) else { return different.sorted() }
        return different.sorted { (Double($0) ?? 0) < (Double($1) ?? 0) }
    }
}

/// The columns of a panel.
private struct PanelColumns {
    let outcome: String
    let unit: String
    let time: String
    let cohort: String?
    let treated: String?

    init(_ table: TextTable, _ request: Panel.Request) throws(TableFault) {
        func named(_ asked: String?, _ names: [String]) throws(TableFault) -> String? {
            if let asked { return table.columns[try table.place(of: asked)] }
            for name in names {
                if let column = table.columns.first(where: { $0.bare == name }) { return column }
            }
            return nil
        }
        guard let time = try named(request.time, Panel.timeNames) else {
            throw TableFault(
                "no column of time: name it year, month, period or date, or say --time COLUMN")
        }
        self.time = time
        cohort = try named(request.firstTreated, Panel.cohortNames)
        treated = cohort == nil ? try named(nil, Panel.treatedNames) : nil
        guard let start = cohort ?? treated else {
            throw TableFault(
                """
                no column says since when a unit was treated: name it first_treated, or treated \
                (0 or 1 in each period), or say --first-treated COLUMN
                """)
        }
        if let asked = request.unit {
            unit = table.columns[try table.place(of: asked)]
        } else if let found = try Self.unit(table, time: time, start: start) {
            unit = found
        } else {
            throw TableFault("no column names the unit of a row: say --unit COLUMN")
        }
        let taken = [time, start, unit]
        if let asked = request.outcome {
            outcome = table.columns[try table.place(of: asked)]
        } else if let last = table.columns.last(where: { column in
            !taken.contains(column) && table.isNumeric(column)
                && !Panel.treatedNames.contains(column.bare)
        }) {
            outcome = last
        } else {
            throw TableFault("no numeric column is left that could be an outcome: say --outcome")
        }
    }

    /// A column that with time names every row once and is no measurement.
    private static func unit(
        _ table: TextTable, time: String, start: String
    ) throws(TableFault) -> String? {
        let times = try table.texts(time)
        let periods = Set(times).count
        for column in table.columns where column != time && column != start {
            let texts = try table.texts(column)
            let different = Set(texts)
            let isMeasured = texts.contains { Double($0) != nil && $0.contains(".") }
            guard !isMeasured, different.count > 1,
                different.count * periods >= texts.count
            else { continue }
            let pairs = Set(zip(texts, times).map { "\($0)\u{1F}\($1)" })
            if pairs.count == texts.count { return column }
        }
        return nil
    }

    /// The index of each unit's first treated period.
    func starts(
        _ table: TextTable, _ periods: [String], names: [String], times: [String]
    ) throws(TableFault) -> [String: Int?] {
        var starts: [String: Int?] = [:]
        if let cohort {
            for (name, text) in zip(names, try table.texts(cohort)) {
                let start = Self.index(of: text, in: periods)
                if let known = starts[name], known != start {
                    throw TableFault(
                        "unit \"\(name)\" has two values in column \"\(cohort)\": one is needed")
                }
                starts[name] = start
            }
        } else if let treated {
            let place = Dictionary(uniqueKeysWithValues: periods.enumerated().map { ($1, $0) })
            let isTreated = try table.numbers(treated)
            for row in names.indices {
                let known = starts[names[row]] ?? nil
                guard (isTreated[row] ?? 0) > 0, let period = place[times[row]] else {
                    starts[names[row]] = .some(known)
                    continue
                }
                starts[names[row]] = .some(min(known ?? period, period))
            }
        }
        return starts
    }

    /// 0, empty and what lies after the last period are "never".
    private static func index(of text: String, in periods: [String]) -> Int? {
        guard !text.isMissing, text != "0", text.lowercased() != "never" else { return nil }
        if let exact = periods.firstIndex(of: text) { return exact }
        guard let start = Double(text), start > 0, start.isFinite else {
            return periods.firstIndex { $0 >= text }
        }
        return periods.firstIndex { (Double($0) ?? -.infinity) >= start }
    }
}
