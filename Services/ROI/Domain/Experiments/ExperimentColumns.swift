import Tables

/// Which column of a table plays which part.
package struct ExperimentColumns: Hashable, Sendable {
    package var arm: String
    package var control: String
    package var outcomes: [String]
    package var unit: String?
    package var stratum: String?
    package var cluster: String?
    /// Measured before the experiment, by the outcome that it belongs to.
    package var covariates: [String: String]
    /// What was decided about clusters, and why.
    package var notes: [String] = []

    /// What a person may say about a table; what is left open is found by its name.
    package struct Request: Hashable, Sendable {
        package var outcomes: [String] = []
        package var arm: String?
        package var control: String?
        package var unit: String?
        package var stratum: String?
        package var cluster: String?
        package var covariate: String?

        package init() {}
    }

    package init(_ table: TextTable, _ request: Request = Request()) throws(TableFault) {
        arm = try Self.arm(of: table, request)
        control = try Self.control(of: table, arm: arm, request)
        unit = try Self.role(request.unit, ["unitid", "unit", "agentid", "userid", "id"], table)
        stratum = try Self.role(
            request.stratum, ["stratum", "strata", "block", "segment"], table)
        cluster = try Self.role(
            request.cluster, ["cluster", "clusterid", "team", "teamid", "group", "groupid"],
            table, except: [arm])
        if request.cluster == nil, let found = cluster,
            try Self.mixedShare(of: found, arm: arm, table) > Self.mixedShareMax
        {
            cluster = nil
            notes.append(
                """
                "\(found)" has both arms within it, so its members were assigned and not the whole: \
                rows are compared; say --cluster \(found) to compare by it
                """)
        }
        if cluster == nil, let unit, Set(try table.texts(unit)).count < table.rows.count {
            cluster = unit
            notes.append(
                """
                \(table.rows.count) rows of \(Set(try table.texts(unit)).count) units: rows of one \
                unit are not independent, so \(unit) is the cluster
                """)
        }
        let roles = Set([arm, unit, stratum, cluster].compactMap { $0 })
        covariates = [:]
        outcomes = try Self.outcomes(of: table, request, roles: roles)
        for outcome in outcomes {
            if let covariate = request.covariate {
                covariates[outcome] = table.columns[try table.place(of: covariate)]
            } else {
                covariates[outcome] = table.columns.first {
                    Self.isBefore($0, outcome) && table.isNumeric($0)
                }
            }
        }
    }

    private static let armNames = [
        "arm", "variant", "treatment", "treat", "treated", "condition", "bucket", "assignment",
        "group",
    ]

    private static func arm(
        of table: TextTable, _ request: Request
    ) throws(TableFault) -> String {
        if let arm = try role(request.arm, armNames, table) { return arm }
        let found = table.columns.filter { holdsArms($0, of: table, request) }
        if found.count == 1, let arm = found.first { return arm }
        throw TableFault(
            """
            no column says which arm a row was in: name it arm, variant, treatment, treat, group \
            or condition, or say --arm COLUMN; the file has \
            \(table.columns.joined(separator: ", "))
            """)
    }

    /// Whether a column of another name says it by its values: some text, one of it a control.
    private static func holdsArms(
        _ column: String, of table: TextTable, _ request: Request
    ) -> Bool {
        guard !table.isNumeric(column), let texts = try? table.texts(column) else { return false }
        let arms = Set(texts.filter(\.isArm))
        guard (2...armCountMax).contains(arms.count) else { return false }
        if let control = request.control { return arms.contains(control) }
        return arms.contains { plainControlNames.contains($0.lowercased()) }
    }

    /// Words that mean a control wherever they stand.
    private static let plainControlNames: Set<String> = [
        "control", "ctrl", "controls", "placebo", "untreated", "holdout", "status quo", "bau",
        "business as usual", "usual care",
    ]

    /// Words that mean a control in a column of arms.
    private static let controlNames = plainControlNames.union([
        "c", "baseline", "none", "off", "0", "0.0", "false", "no", "a", "standard", "current",
        "existing", "usual", "old", "default",
    ])

    /// More arms are categories of something else.
    static let armCountMax = 20

    private static func control(
        of table: TextTable, arm: String, _ request: Request
    ) throws(TableFault) -> String {
        let arms = Set(try table.texts(arm).filter(\.isArm)).sorted()
        guard (2...armCountMax).contains(arms.count) else {
            let found =
                arms.count > 1
                ? "\(arms.count) different values" : arms.first.map { "only \"\($0)\"" }
            throw TableFault(
                """
                column "\(arm)" has \(found ?? "no value"): \
                an experiment has 2 to \(armCountMax) arms; say --arm COLUMN
                """)
        }
        for spellings in Dictionary(grouping: arms, by: { $0.lowercased() }).values
        where spellings.count > 1 {
            let names = spellings.map { "\"\($0)\"" }.joined(separator: " and ")
            throw TableFault(
                "column \"\(arm)\" has \(names), which differ in case alone: write them the same")
        }
        if let control = request.control {
            guard arms.contains(control) else {
                throw TableFault(
                    "no row is in arm \"\(control)\": the arms are \(arms.joined(separator: ", "))")
            }
            return control
        }
        let known = arms.filter { controlNames.contains($0.lowercased()) }
        // Of A, B and C the first is the control; of A and C, or of A and a plain word, the other.
        let isLettered = arms.contains { $0.lowercased() == "b" }
        let letters: Set = isLettered ? ["c"] : ["a"]
        let plain = known.first { plainControlNames.contains($0.lowercased()) }
        let sure = plain ?? known.first { !letters.contains($0.lowercased()) }
        guard let control = sure ?? known.first else {
            throw TableFault(
                "which of \(arms.joined(separator: ", ")) is the control? Say --control ARM")
        }
        return control
    }

    private static func role(
        _ asked: String?, _ names: [String], _ table: TextTable, except: [String] = []
    ) throws(TableFault) -> String? {
        if let asked { return table.columns[try table.place(of: asked)] }
        for name in names {
            let found = table.columns.first { $0.bare == name && !except.contains($0) }
            if let found { return found }
        }
        return nil
    }

    /// Of clusters that were assigned as a whole a few may be contaminated; of those whose members were
    /// assigned one by one at least half are mixed.
    private static let mixedShareMax = 0.25

    /// The share of clusters of two rows and more that have rows in several arms.
    private static func mixedShare(
        of cluster: String, arm: String, _ table: TextTable
    ) throws(TableFault) -> Double {
        var members: [String: (rows: Int, arms: Set<String>)] = [:]
        for (name, arm) in zip(try table.texts(cluster), try table.texts(arm)) where arm.isArm {
            members[name, default: (0, [])].rows += 1
            members[name, default: (0, [])].arms.insert(arm)
        }
        let several = members.values.filter { $0.rows > 1 }
        guard !several.isEmpty else { return 0 }
        return Double(several.count { $0.arms.count > 1 }) / Double(several.count)
    }

    private static func outcomes(
        of table: TextTable, _ request: Request, roles: Set<String>
    ) throws(TableFault) -> [String] {
        if !request.outcomes.isEmpty {
            for outcome in request.outcomes {
                for column in outcome.ratioParts ?? [outcome] {
                    if roles.contains(column) {
                        throw TableFault(
                            "column \"\(column)\" says how rows were assigned: it is no outcome")
                    }
                    _ = try table.numbers(column)
                }
            }
            return request.outcomes
        }
        let found = table.columns.filter { column in
            !roles.contains(column) && !column.isIdentifier && table.isNumeric(column)
                && !Panel.timeNames.contains(column.bare)
                && !table.columns.contains { $0 != column && isBefore(column, $0) }
        }
        guard !found.isEmpty else {
            if let column = spoilt(table).first { _ = try table.numbers(column) }
            throw TableFault(
                "no numeric column is left that could be an outcome: say --outcome COLUMN")
        }
        return found
    }

    /// Columns that would be numbers but for some of their fields.
    static func spoilt(_ table: TextTable) -> [String] {
        table.columns.filter { column in
            guard !table.isNumeric(column), let texts = try? table.texts(column) else {
                return false
            }
            return 2 * texts.count { $0.isMissing || Double($0) != nil } > texts.count
                && texts.contains { Double($0) != nil }
        }
    }

    /// Whether a column is the outcome as it was before: `pre_profit`, `profit_before`, …
    static func isBefore(_ column: String, _ outcome: String) -> Bool {
        let words = ["pre", "before", "baseline", "prior", "lag", "preperiod"]
        return words.contains {
            column.bare == $0 + outcome.bare || column.bare == outcome.bare + $0
        }
    }
}

extension String {
    /// Lower case, letters and digits alone.
    var bare: String { String(lowercased().filter { $0.isLetter || $0.isNumber }) }

    /// A field of a column of arms; `none` is an arm there and no missing value.
    var isArm: Bool { !isMissing || lowercased() == "none" }

    var isIdentifier: Bool { lowercased().hasSuffix("_id") || bare == "id" || bare == "unit" }

    /// The two columns of a ratio, `numerator/denominator`.
    package var ratioParts: [String]? {
        let parts = split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        return parts.count == 2 && parts.allSatisfy { !$0.isEmpty } ? parts : nil
    }
}
