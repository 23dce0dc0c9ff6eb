import Statistics
import Tables

/// Treated units against the most similar untreated ones.
///
/// One nearest neighbour by Mahalanobis's distance, with replacement, the rest of the difference in
/// covariates taken out by regression among the controls; the effect on the treated.
///
/// Sources: A. Abadie and G. W. Imbens, Econometrica 74 (2006) for the error, Journal of Business &
/// Economic Statistics 29 (2011) for the adjustment. O(treated × controls).
package struct MatchedComparison: Sendable {
    package let difference: MeanDifference
    /// Standardised differences of the covariates' means, before and after matching.
    package let balance: [(covariate: String, before: Double, after: Double)]
    /// How many controls stand for all treated units.
    package let usedControlCount: Int

    /// Beyond it a covariate still differs; the usual bound.
    package static let imbalanceMax = 0.1

    /// - Parameters:
    ///   - values: the outcome, one a row.
    ///   - covariates: one row each, measured before treatment.
    package init(
        _ values: [Double], isTreated: [Bool], covariates: [[Double]], names: [String]
    ) throws(TableFault) {
        let treated = isTreated.indices.filter { isTreated[$0] }
        let controls = isTreated.indices.filter { !isTreated[$0] }
        guard treated.count > 1, controls.count > names.count + 2 else {
            throw TableFault(
                "matching needs 2 treated rows and \(names.count + 3) controls at least")
        }
        let metric = Metric(covariates)
        let matches = treated.map { metric.nearest(to: $0, among: controls) }
        let fit = LeastSquares(
            controls.map { values[$0] }, on: controls.map { [1] + covariates[$0] })
        func predicted(_ row: Int) -> Double {
            zip(fit.coefficients, [1] + covariates[row]).reduce(0) { sum, pair in
                pair.0.isNaN ? sum : sum + pair.0 * pair.1
            }
        }
        let gaps = zip(treated, matches).map { row, match in
            values[row] - values[match] - (predicted(row) - predicted(match))
        }
        var uses: [Int: Double] = [:]
        for match in matches { uses[match, default: 0] += 1 }
        let estimate = gaps.mean
        let n = Double(treated.count)
        var squares = gaps.reduce(0) { $0 + ($1 - estimate) * ($1 - estimate) }
        for (row, count) in uses.sorted(by: { $0.key < $1.key }) where count > 1 {
            let twin = metric.nearest(to: row, among: controls.filter { $0 != row })
            let distance = values[row] - values[twin]
            squares += (count * count - count) * distance * distance / 2
        }
        difference = MeanDifference(
            estimate: estimate, standardError: (squares / (n * n)).squareRoot(),
            degreesOfFreedom: .infinity)
        usedControlCount = uses.count
        balance = names.indices.map { column in
            let own = treated.map { covariates[$0][column] }
            let all = controls.map { covariates[$0][column] }
            let chosen = matches.map { covariates[$0][column] }
            let spread = ((own.variance + all.variance) / 2).squareRoot()
            func standardised(_ other: [Double]) -> Double {
                spread > 0 ? (own.mean - other.mean) / spread : 0
            }
            return (names[column], standardised(all), standardised(chosen))
        }
    }

    /// Rows by their distance in standardised, uncorrelated covariates.
    private struct Metric {
        let points: [[Double]]

        init(_ rows: [[Double]]) {
            let width = rows.first?.count ?? 0
            let means = (0..<width).map { column in rows.map { $0[column] }.mean }
            var covariance = Matrix(width, width)
            for row in rows {
                covariance.addOuter(
                    zip(row, means).map { $0 - $1 }, weight: 1 / Double(max(1, rows.count - 1)))
            }
            let kept = covariance.independentColumns
            let part = Matrix(rows: kept.map { row in kept.map { covariance[row, $0] } })
            guard let factor = part.cholesky else {
                points = rows.map { _ in [] }
                return
            }
            points = rows.map { row in
                // Forward substitution: distances of L⁻¹x are Mahalanobis's.
                var x = kept.map { row[$0] - means[$0] }
                for index in x.indices {
                    for inner in 0..<index { x[index] -= factor[index, inner] * x[inner] }
                    x[index] /= factor[index, index]
                }
                return x
            }
        }

        /// The first of the nearest.
        func nearest(to row: Int, among others: [Int]) -> Int {
            var best = others[0]
            var least = Double.infinity
            for other in others {
                var sum = 0.0
                for (left, right) in zip(points[row], points[other]) {
                    sum += (left - right) * (left - right)
                }
                if sum < least { (least, best) = (sum, other) }
            }
            return best
        }
    }
}

extension MatchedComparison {
    /// The effect of each arm on each outcome, and a placebo: the "effect" on the last covariate,
    /// matched on the others, which must be none if it was measured before treatment.
    package static func report(
        _ table: TextTable, _ columns: ExperimentColumns, covariates asked: [String],
        lowerIsBetter: Set<String> = []
    ) throws(TableFault) -> (effects: [EffectEstimate], notes: [String]) {
        let names = asked.isEmpty ? covariates(of: table, columns) : asked
        guard !names.isEmpty else {
            throw TableFault("matching needs covariates: say --covariates a,b,c")
        }
        if let twice = names.first(where: columns.outcomes.contains) {
            throw TableFault("column \"\(twice)\" cannot be both an outcome and a covariate")
        }
        let arms = try table.texts(columns.arm)
        var effects: [EffectEstimate] = []
        var notes: [String] = []
        if asked.isEmpty {
            notes.append(
                """
                matched on every other column of numbers (\(names.joined(separator: ", "))), taken as \
                measured before treatment: where one was not, say --covariates
                """)
        }
        for arm in Set(arms.filter { $0.isArm && $0 != columns.control }).sorted() {
            for (place, outcome) in columns.outcomes.enumerated() {
                let rows = try Rows(table, columns, outcome, covariates: names, arm: arm)
                try rows.add(
                    &effects, &notes, lowerIsBetter: lowerIsBetter.contains(outcome),
                    withPlacebo: place == 0)
            }
        }
        return (effects, notes)
    }

    /// Every numeric column that is neither an outcome nor a role.
    private static func covariates(of table: TextTable, _ columns: ExperimentColumns) -> [String] {
        let roles = [columns.arm, columns.unit, columns.stratum, columns.cluster].compactMap { $0 }
        let parts = columns.outcomes.flatMap { $0.ratioParts ?? [$0] }
        return table.columns.filter {
            !roles.contains($0) && !parts.contains($0) && !$0.isIdentifier && table.isNumeric($0)
        }
    }

    /// The rows of one arm and the control that have the outcome and all covariates.
    private struct Rows {
        let outcome: String
        let names: [String]
        let arm: String
        let control: String
        let values: [Double]
        let isTreated: [Bool]
        let covariates: [[Double]]

        init(
            _ table: TextTable, _ columns: ExperimentColumns, _ outcome: String,
            covariates names: [String], arm: String
        ) throws(TableFault) {
            let arms = try table.texts(columns.arm)
            let values = try table.numbers(outcome)
            let numbers = try names.map { name throws(TableFault) in try table.numbers(name) }
            let rows = arms.indices.filter { row in
                (arms[row] == arm || arms[row] == columns.control) && values[row] != nil
                    && numbers.allSatisfy { $0[row] != nil }
            }
            self.outcome = outcome
            self.names = names
            self.arm = arm
            control = columns.control
            self.values = rows.map { values[$0] ?? 0 }
            isTreated = rows.map { arms[$0] == arm }
            covariates = rows.map { row in numbers.map { $0[row] ?? 0 } }
        }

        func add(
            _ effects: inout [EffectEstimate], _ notes: inout [String], lowerIsBetter: Bool,
            withPlacebo: Bool
        ) throws(TableFault) {
            let match = try MatchedComparison(
                values, isTreated: isTreated, covariates: covariates, names: names)
            var line = line(.matched, match, outcome)
            line.conclusion = EffectConclusion(line, lowerIsBetter: lowerIsBetter)
            effects.append(line)
            notes += match.balance.filter { abs($0.after) > imbalanceMax }.map {
                """
                \(outcome), \(arm): after matching "\($0.covariate)" still differs by \
                \($0.after.rounded(places: 2)) standard deviations
                """
            }
            guard withPlacebo, names.count > 1 else { return }
            let last = names.count - 1
            let placebo = try MatchedComparison(
                covariates.map { $0[last] }, isTreated: isTreated,
                covariates: covariates.map { Array($0[..<last]) }, names: Array(names[..<last]))
            var check = self.line(.placebo, placebo, names[last])
            let differs = check.pValue < 0.05
            check.conclusion = .placebo(differs: differs)
            effects.append(check)
            notes.append(
                """
                placebo: the "effect" of \(arm) on \(names[last]), taken as measured before \
                treatment, \(differs ? "is not zero, so something else differs" : "is not detectable") \
                (p \(check.pValue.brief))
                """)
        }

        private func line(
            _ method: EffectEstimate.Method, _ match: MatchedComparison, _ outcome: String
        ) -> EffectEstimate {
            var line = EffectEstimate(
                method, of: outcome, arm: arm, control: control, match.difference,
                armCount: isTreated.count { $0 }, controlCount: isTreated.count { !$0 })
            line.details["controls_used"] = Double(match.usedControlCount)
            for (name, before, after) in match.balance {
                line.details["imbalance_before_\(name)"] = before
                line.details["imbalance_after_\(name)"] = after
            }
            line.assumptions = [
                "All that decides both who was treated and the outcome is among the covariates.",
                "For every treated unit there is a similar one that was not treated.",
            ]
            return line
        }
    }
}
