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
        let cluster: String

        fileprivate func measuring(_ value: Double) -> Row {
            Row(
                index: index, isTreated: isTreated, value: value, denominator: 1,
                covariate: covariate, stratum: stratum, cluster: cluster)
        }
    }

    let outcome: String
    let arm: String
    let control: String
    let rows: [Row]
    /// The rows, of a ratio with one value each whose mean in its arm is the arm's ratio.
    private let measured: [Row]
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
        let isRatio = outcome.ratioParts != nil
        measured = isRatio ? Self.linearised(rows) : rows
        if missing > 0 {
            notes.append(
                "\(outcome): \(missing) rows without a value are left out; check that no arm lost more"
            )
        }
        for isTreated in [true, false] where rows.count(where: { $0.isTreated == isTreated }) < 2 {
            throw TableFault(
                """
                \(outcome): arm "\(isTreated ? arm : control)" has fewer than 2 rows with a value: \
                nothing can be compared
                """)
        }
        effects = [isRatio ? ratio() : welch()]
        // A ratio over nothing has no value that could be tested.
        guard measured.allSatisfy(\.value.isFinite) else { return }
        if columns.stratum != nil { add(postStratified(), "post-stratification") }
        if columns.covariates[outcome] != nil { add(cuped(), "CUPED") }
        if columns.cluster != nil { add(clusterRobust(), "cluster-robust errors") }
        effects.append(alwaysValid())
    }

    /// How far the arms are apart among some of the rows.
    func difference(of rows: [Row]) -> MeanDifference {
        let measured = outcome.ratioParts == nil ? rows : Self.linearised(rows)
        return .welch(moments(true, of: measured), moments(false, of: measured))
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
        var covariates: [Double?]?
        if let covariate = columns.covariates[outcome] {
            covariates = try table.numbers(covariate)
        }
        var rows: [Row] = []
        var missing = 0
        for index in arms.indices where arms[index] == arm || arms[index] == columns.control {
            let denominator: Double? = denominators.map { $0[index] } ?? 1
            guard let value = values[index], let denominator else {
                missing += 1
                continue
            }
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
                    stratum: strata?[index] ?? "", cluster: clusters?[index] ?? ""))
        }
        return (rows, missing)
    }

    // MARK: - Methods

    func moments(
        _ isTreated: Bool, of rows: [Row], _ value: (Row) -> Double = \.value
    ) -> Moments {
        Moments(rows.lazy.filter { $0.isTreated == isTreated }.map(value))
    }

    func effect(
        _ method: EffectEstimate.Method, _ difference: MeanDifference, of rows: [Row]
    ) -> EffectEstimate {
        let control = moments(false, of: rows)
        return EffectEstimate(
            method, of: outcome, arm: arm, control: self.control, difference,
            controlMean: control.mean, armCount: rows.count { $0.isTreated },
            controlCount: control.count)
    }

    private func welch() -> EffectEstimate {
        let treated = moments(true, of: rows)
        let control = moments(false, of: rows)
        var effect = effect(.welch, .welch(treated, control), of: rows)
        effect.details["arm_mean"] = treated.mean
        effect.details["control_mean"] = control.mean
        effect.details["degrees_of_freedom"] =
            MeanDifference.welch(treated, control).degreesOfFreedom
        let pooled = ((treated.variance + control.variance) / 2).squareRoot()
        let mde = Power(treated: treated.count, control: control.count).minimumDetectableEffect()
        effect.details["minimum_detectable_effect"] = mde * pooled
        effect.details["minimum_detectable_effect_in_sd"] = mde
        effect.assumptions = [
            "Units were assigned at random, and one unit's arm does not touch another's outcome."
        ]
        return effect
    }

    /// Differences within strata, weighted by the strata's share of all rows; the degrees of freedom
    /// are Satterthwaite's over all cells.
    ///
    /// Source: L. W. Miratrix, J. S. Sekhon and B. Yu, JRSS B 75 (2013).
    private func postStratified() -> Result<EffectEstimate, TableFault> {
        var estimate = 0.0
        var variance = 0.0
        var squares = 0.0
        let strata = Dictionary(grouping: measured, by: \.stratum)
        for (name, rows) in strata.sorted(by: { $0.key < $1.key }) {
            let cells = [moments(true, of: rows), moments(false, of: rows)]
            guard cells.allSatisfy({ $0.count > 1 }) else {
                return .failure(TableFault("stratum \"\(name)\" has fewer than 2 rows in an arm"))
            }
            let weight = Double(rows.count) / Double(measured.count)
            estimate += weight * (cells[0].mean - cells[1].mean)
            for cell in cells {
                let part = weight * weight * cell.variance / Double(cell.count)
                variance += part
                squares += part * part / Double(cell.count - 1)
            }
        }
        let difference = MeanDifference(
            estimate: estimate, standardError: variance.squareRoot(),
            degreesOfFreedom: squares > 0 ? variance * variance / squares : .infinity)
        var effect = effect(.postStratified, difference, of: measured)
        effect.details["strata"] = Double(strata.count)
        effect.assumptions = ["Assignment was random within each stratum."]
        return .success(effect)
    }

    /// Takes out what a covariate from before explains, with one slope for all rows.
    ///
    /// Source: A. Deng, Y. Xu, R. Kohavi and T. Walker, WSDM 2013. The variance of all adjusted
    /// values is 1 − ρ² of that of the values.
    private func cuped() -> Result<EffectEstimate, TableFault> {
        let rows = measured.filter { $0.covariate != nil }
        let covariates = rows.map { $0.covariate ?? 0 }
        guard let adjustment = CUPED(rows.map(\.value), covariates) else {
            return .failure(TableFault("the covariate does not vary"))
        }
        let treated = Moments(
            zip(rows, adjustment.adjusted).filter { $0.0.isTreated }.map(\.1))
        let control = Moments(
            zip(rows, adjustment.adjusted).filter { !$0.0.isTreated }.map(\.1))
        guard treated.count > 1, control.count > 1 else {
            return .failure(TableFault("fewer than 2 rows of an arm have the covariate"))
        }
        var effect = effect(.cuped, .welch(treated, control), of: rows)
        effect.details["variance_ratio"] = adjustment.varianceRatio
        effect.details["correlation"] = adjustment.correlation
        effect.assumptions = ["The covariate was measured before anyone was treated."]
        return .success(effect)
    }

    private func clusterRobust() -> Result<EffectEstimate, TableFault> {
        let names = Set(measured.map(\.cluster)).sorted()
        let numbers = Dictionary(uniqueKeysWithValues: names.enumerated().map { ($1, $0) })
        let perArm = [true, false].map { isTreated in
            Set(measured.filter { $0.isTreated == isTreated }.map(\.cluster)).count
        }
        guard perArm.allSatisfy({ $0 > 1 }) else {
            return .failure(TableFault("each arm needs at least 2 clusters"))
        }
        let fit = LeastSquares(
            measured.map(\.value), on: measured.map { [1, $0.isTreated ? 1 : 0] },
            errors: .clustered(measured.map { numbers[$0.cluster] ?? 0 }))
        var effect = effect(
            .clusterRobust,
            MeanDifference(
                estimate: fit.coefficients[1], standardError: fit.standardError(1),
                degreesOfFreedom: fit.degreesOfFreedom), of: measured)
        effect.details["clusters"] = Double(names.count)
        let plain = MeanDifference.welch(moments(true, of: measured), moments(false, of: measured))
        let inflation = fit.standardError(1) / plain.standardError
        effect.details["design_effect"] = inflation * inflation
        effect.assumptions = [
            """
            Clusters are independent of one another\(names.count < 30 ? """
            ; with fewer than 30 of them the error is too small by some tenths
            """ : "").
            """
        ]
        return .success(effect)
    }

    private func ratio() -> EffectEstimate {
        let parts = [true, false].map { isTreated in
            let own = rows.filter { $0.isTreated == isTreated }
            return RatioOfMeans(own.map(\.value), over: own.map(\.denominator))
        }
        let error = (parts[0].variance + parts[1].variance).squareRoot()
        var effect = effect(
            .ratioDelta,
            MeanDifference(
                estimate: parts[0].ratio - parts[1].ratio, standardError: error,
                degreesOfFreedom: .infinity), of: rows)
        effect.relativeLift =
            parts[1].ratio > 0 ? (parts[0].ratio - parts[1].ratio) / parts[1].ratio : nil
        effect.details["arm_mean"] = parts[0].ratio
        effect.details["control_mean"] = parts[1].ratio
        effect.assumptions = ["Rows are independent; within a row both parts may go together."]
        return effect
    }

    private func alwaysValid() -> EffectEstimate {
        let treated = moments(true, of: measured)
        let control = moments(false, of: measured)
        let test = AnytimeTest()
        let range = test.interval(treated, control)
        var effect = effect(.alwaysValid, .welch(treated, control), of: measured)
        effect.pValue = min(1, 1 / test.evidence(treated, control))
        effect.interval = Interval(lower: range.lowerBound, upper: range.upperBound)
        effect.assumptions = [
            "The chance of a false claim stays below 5 % however often one looked."
        ]
        return effect
    }
}
