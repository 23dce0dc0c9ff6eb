import Statistics
import Tables

/// One arm against the control in one outcome, by every method that the columns allow.
struct ArmComparison {
    /// A row that has everything it takes.
    struct Row {
        let index: Int
        let isTreated: Bool
        let value: Double
        let denominator: Double
        let covariate: Double?
        let stratum: String
        /// Numbered from 0.
        let cluster: Int
    }

    let outcome: String
    let arm: String
    let control: String
    let rows: [Row]
    /// The rows, of a ratio with one value each whose mean in its arm is the arm's ratio.
    let measured: [Row]
    /// Nil when every row stands for itself.
    let clusters: ClusterCounts?
    private(set) var effects: [EffectEstimate] = []
    private(set) var notes: [String] = []

    init(
        _ table: TextTable, _ columns: ExperimentColumns, outcome: String, arm: String
    ) throws(TableFault) {
        self.outcome = outcome
        self.arm = arm
        control = columns.control
        let (rows, missing) = try Self.rows(table, columns, outcome, arm)
        self.rows = rows
        measured = outcome.ratioParts == nil ? rows : Self.linearised(rows)
        clusters = columns.cluster == nil ? nil : ClusterCounts(rows)
        if missing > 0 {
            notes.append(
                """
                \(outcome): \(missing) rows without a value\
                \(columns.cluster.map { " or a \($0)" } ?? "") are left out; check that no arm lost \
                more
                """)
        }
        for isTreated in [true, false] where rows.count(where: { $0.isTreated == isTreated }) < 2 {
            throw TableFault(
                """
                \(outcome): arm "\(isTreated ? arm : control)" has fewer than 2 rows with a value: \
                nothing can be compared
                """)
        }
        let isRatio = outcome.ratioParts != nil
        if clusters == nil {
            add(isRatio ? ratio() : .success(welch()), "ratio")
        } else {
            add(clusterRobust(isRatio ? .ratioDelta : .clusterRobust), "effect by cluster")
        }
        guard !effects.isEmpty else { return }
        if columns.stratum != nil { add(postStratified(), "post-stratification") }
        if columns.covariates[outcome] != nil { add(cuped(), "CUPED") }
        effects.append(alwaysValid())
    }

    /// Each row's part in its arm's ratio, so that means and their errors are those of the ratio by
    /// the delta method.
    private static func linearised(_ rows: [Row]) -> [Row] {
        let ratios = [true, false].map { isTreated in
            let own = rows.filter { $0.isTreated == isTreated }
            return RatioOfMeans(own.map(\.value), over: own.map(\.denominator))
        }
        return rows.map { row in
            let ratio = row.isTreated ? ratios[0] : ratios[1]
            return row.measuring(ratio.linearised(row.value, over: row.denominator))
        }
    }

    private mutating func add(_ effect: Result<EffectEstimate, TableFault>, _ method: String) {
        switch effect {
        case .success(let effect): effects.append(effect)
        case .failure(let fault): notes.append("\(outcome): no \(method): \(fault)")
        }
    }

    /// The fourth power of it times as many rows as a file may have is still a number.
    private static let magnitudeMax = 1e70

    private static func rows(
        _ table: TextTable, _ columns: ExperimentColumns, _ outcome: String, _ arm: String
    ) throws(TableFault) -> (rows: [Row], missing: Int) {
        let parts = outcome.ratioParts
        let values = try table.numbers(parts?[0] ?? outcome)
        let denominators = try parts.map { parts throws(TableFault) in try table.numbers(parts[1]) }
        let arms = try table.texts(columns.arm)
        func texts(_ column: String?) throws(TableFault) -> [String]? {
            guard let column else { return nil }
            return try table.texts(column)
        }
        let strata = try texts(columns.stratum)
        let clusters = try texts(columns.cluster)
        var numbers: [String: Int] = [:]
        var covariates: [Double?]?
        if let covariate = columns.covariates[outcome] {
            covariates = try table.numbers(covariate)
        }
        var rows: [Row] = []
        var missing = 0
        for index in arms.indices where arms[index] == arm || arms[index] == columns.control {
            let denominator: Double? = denominators.map { $0[index] } ?? 1
            let cluster = clusters?[index] ?? "\(index)"
            guard let value = values[index], let denominator, !cluster.isMissing else {
                missing += 1
                continue
            }
            let number = numbers[cluster] ?? numbers.count
            numbers[cluster] = number
            guard abs(value) <= magnitudeMax, abs(denominator) <= magnitudeMax else {
                throw TableFault(
                    """
                    column "\(outcome)" has a value beyond ±\(magnitudeMax) in row \(index + 1): \
                    squares of such cannot be summed; use a larger unit
                    """)
            }
            rows.append(
                Row(
                    index: index, isTreated: arms[index] == arm, value: value,
                    denominator: denominator, covariate: covariates?[index] ?? nil,
                    stratum: strata?[index] ?? "", cluster: number))
        }
        return (rows, missing)
    }
}
