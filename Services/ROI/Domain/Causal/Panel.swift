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

        package init(name: String, firstTreated: Int?, values: [Double], cluster: Int) {
            self.name = name
            self.firstTreated = firstTreated
            self.values = values
            self.cluster = cluster
        }
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
        let found = request.outcome == nil ? try columns.outcomes(table) : []
        guard let outcome = request.outcome ?? found.first else {
            throw TableFault("no numeric column is left that could be an outcome: say --outcome")
        }
        self.outcome = table.columns[try table.place(of: outcome)]
        let values = try table.numbers(outcome)
        let scale = try PeriodScale(try table.texts(columns.time), column: columns.time)
        periods = scale.names
        let names = try table.texts(columns.unit)
        let starts = try columns.starts(table, scale)
        var byUnit: [String: [Double?]] = [:]
        for (row, name) in names.enumerated() {
            guard let period = scale.place[row] else { continue }
            var series = byUnit[name] ?? [Double?](repeating: nil, count: scale.names.count)
            guard series[period] == nil else {
                throw TableFault(
                    """
                    unit "\(name)" has two rows in \(scale.names[period]): add them up, or say which \
                    column names the unit with --unit
                    """)
            }
            series[period] = values[row]
            byUnit[name] = series
        }
        let whole = byUnit.filter { $0.value.allSatisfy { $0 != nil } }.sorted { $0.key < $1.key }
        guard !whole.isEmpty else {
            throw TableFault("no unit was observed in every period: a panel is needed")
        }
        if let fault = Self.lostTreated(byUnit, starts, periods) { throw fault }
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

    /// Units were treated, and each of them lacks a period.
    private static func lostTreated(
        _ byUnit: [String: [Double?]], _ starts: [String: Int?], _ periods: [String]
    ) -> TableFault? {
        let treated = byUnit.filter { (starts[$0.key] ?? nil) != nil }
        let lacking = treated.compactMap { name, series in
            series.firstIndex { $0 == nil }.map { (name, periods[$0]) }
        }
        guard !treated.isEmpty, lacking.count == treated.count,
            let (name, period) = lacking.min(by: { $0.0 < $1.0 })
        else { return nil }
        return TableFault(
            """
            every treated unit lacks a period (unit "\(name)" has no value in \(period)): a panel \
            needs a value of each unit in each period
            """)
    }
}

/// The periods of a column of time, in order.
struct PeriodScale {
    /// As the file writes them.
    let names: [String]
    /// Of each row, an index into `names`; nil where the row has none.
    let place: [Int?]
    let notation: PeriodNotation
    let keys: [Double]

    init(_ texts: [String], column: String) throws(TableFault) {
        let notation = try PeriodNotation(Set(texts.filter { !$0.isMissing }), column: column)
        let rowKeys = texts.map { $0.isMissing ? nil : notation.key(of: $0) }
        var names: [Double: String] = [:]
        for (text, key) in zip(texts, rowKeys) {
            if let key, names[key] == nil { names[key] = text }
        }
        let sorted = names.sorted { $0.key < $1.key }
        guard sorted.count > 1 else {
            throw TableFault("column \"\(column)\" has one period: two are needed")
        }
        keys = sorted.map(\.key)
        self.names = sorted.map(\.value)
        self.notation = notation
        let places = Dictionary(uniqueKeysWithValues: keys.enumerated().map { ($1, $0) })
        place = rowKeys.map { key in key.flatMap { places[$0] } }
    }

    /// The index of the first treated period; nil for never, which is an empty field, "never", a
    /// number of 0 or less that lies before the periods, or anything after the last one.
    func start(_ text: String, column: String) throws(TableFault) -> Int? {
        let number = Double(text)
        if text.isMissing || text.lowercased() == "never" || number?.isInfinite == true {
            return nil
        }
        if let number, number <= 0, notation != .number || number <= keys[0] { return nil }
        guard let key = notation.key(of: text) else {
            throw TableFault(
                """
                column "\(column)" has "\(text)", which is no period as "\(names[0])" is one: leave \
                the field empty, or write 0 or never, where a unit was never treated
                """)
        }
        return keys.firstIndex { $0 >= key }
    }
}

/// The columns of a panel.
struct PanelColumns {
    let unit: String
    let time: String
    let cohort: String?
    let treated: String?
    /// The column that says who was treated, or since when.
    let start: String

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
        guard let column = cohort ?? treated else {
            throw TableFault(
                """
                no column says since when a unit was treated: name it first_treated, or treated \
                (0 or 1 in each period), or say --first-treated COLUMN
                """)
        }
        start = column
        if let asked = request.unit {
            unit = table.columns[try table.place(of: asked)]
        } else if let found = try Self.unit(table, time: time, start: column) {
            unit = found
        } else {
            throw TableFault("no column names the unit of a row: say --unit COLUMN")
        }
    }

    /// Numeric columns that change within a unit over time and play no other part.
    func outcomes(_ table: TextTable) throws(TableFault) -> [String] {
        let names = try table.texts(unit)
        let taken = [time, start, unit]
        // Where nothing is observed twice the panel's own fault is the better one.
        let isOnce = Set(names).count == names.count
        var found: [String] = []
        for column in table.columns where !taken.contains(column) && !column.isIdentifier {
            guard !Panel.treatedNames.contains(column.bare), table.isNumeric(column) else {
                continue
            }
            var values: [String: Double] = [:]
            for (name, value) in zip(names, try table.numbers(column)) {
                guard let value else { continue }
                if isOnce || values[name, default: value] != value {
                    found.append(column)
                    break
                }
                values[name] = value
            }
        }
        return found
    }

    /// A column that with time names every row once and is no measurement; where rows are there twice,
    /// the one that comes nearest, so that the fault can name the row.
    private static func unit(
        _ table: TextTable, time: String, start: String
    ) throws(TableFault) -> String? {
        let times = try table.texts(time)
        var best: (column: String, pairs: Int)?
        for column in table.columns where column != time && column != start {
            let texts = try table.texts(column)
            let isMeasured = texts.contains { Double($0) != nil && $0.contains(".") }
            guard !isMeasured, Set(texts).count > 1 else { continue }
            let pairs = Set(zip(texts, times).map { [$0, $1] }).count
            if pairs == texts.count { return column }
            guard Double(pairs) >= nearlyAll * Double(texts.count) else { continue }
            if pairs > best?.pairs ?? 0 { best = (column, pairs) }
        }
        return best?.column
    }

    /// With fewer rows of their own it is another column that names the units.
    private static let nearlyAll = 0.9

    /// The index of each unit's first treated period.
    func starts(
        _ table: TextTable, _ scale: PeriodScale
    ) throws(TableFault) -> [String: Int?] {
        let names = try table.texts(unit)
        if let cohort { return try starts(names, cohort: cohort, table, scale) }
        guard let treated else { return [:] }
        let marks = try table.numbers(treated)
        var starts: [String: Int?] = [:]
        for (row, name) in names.enumerated() {
            let known = starts[name] ?? nil
            guard let mark = marks[row], mark > 0, let period = scale.place[row] else {
                starts[name] = .some(known)
                continue
            }
            starts[name] = .some(min(known ?? period, period))
        }
        for (row, name) in names.enumerated() where marks[row] == 0 {
            guard let start = starts[name] ?? nil, let period = scale.place[row], period > start
            else { continue }
            throw TableFault(
                """
                unit "\(name)" is treated in \(scale.names[start]) and no longer in \
                \(scale.names[period]): what is compared here is adoption that lasts; leave out the \
                periods after it ended, or say with --first-treated since when a unit counts
                """)
        }
        return starts
    }

    private func starts(
        _ names: [String], cohort: String, _ table: TextTable, _ scale: PeriodScale
    ) throws(TableFault) -> [String: Int?] {
        var starts: [String: Int?] = [:]
        var known: [String: Int?] = [:]
        for (name, text) in zip(names, try table.texts(cohort)) {
            let start: Int?
            if let read = known[text] {
                start = read
            } else {
                start = try scale.start(text, column: cohort)
                known[text] = .some(start)
            }
            if let other = starts[name], other != start {
                throw TableFault(
                    "unit \"\(name)\" has two values in column \"\(cohort)\": one is needed")
            }
            starts[name] = .some(start)
        }
        return starts
    }
}
