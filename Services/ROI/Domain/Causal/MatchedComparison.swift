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
    /// The effect on an outcome, and a placebo: the "effect" on a covariate that was measured before
    /// treatment, matched on the others, which must be none.
    package static func report(
        _ table: TextTable, _ columns: ExperimentColumns, covariates asked: [String]
    ) throws(TableFault) -> (effects: [EffectEstimate], notes: [String]) {
        let arms = try table.texts(columns.arm)
        let outcome = columns.outcomes[0]
        let names = asked.isEmpty ? covariates(of: table, columns) : asked
        guard !names.isEmpty else {
            throw TableFault("matching needs covariates: say --covariates a,b,c")
        }
        let values = try table.numbers(outcome)
        let numbers = try names.map { name throws(TableFault) in try table.numbers(name) }
        let rows = arms.indices.filter { row in
            !arms[row].isMissing && values[row] != nil && numbers.allSatisfy { $0[row] != nil }
        }
        let isTreated = rows.map { arms[$0] != columns.control }
        let matrix = rows.map { row in numbers.map { $0[row] ?? 0 } }
        let match = try MatchedComparison(
            rows.map { values[$0] ?? 0 }, isTreated: isTreated, covariates: matrix, names: names)
        var effects = [
            line(.matched, match, outcome, isTreated, controlMean: nil, columns)
        ]
        var notes = match.balance.filter { abs($0.after) > imbalanceMax }.map {
            """
            after matching "\($0.covariate)" still differs by \($0.after.rounded(places: 2)) \
            standard deviations
            """
        }
        if names.count > 1 {
            let last = names.count - 1
            let placebo = try MatchedComparison(
                matrix.map { $0[last] }, isTreated: isTreated,
                covariates: matrix.map { Array($0[..<last]) }, names: Array(names[..<last]))
            effects.append(
                line(.placebo, placebo, names[last], isTreated, controlMean: nil, columns))
            let p = placebo.difference.pValue
            notes.append(
                """
                placebo: the "effect" on \(names[last]), measured before treatment, \
                \(p < 0.05 ? "is not zero, so something else differs" : "is not detectable") \
                (p \(p.brief))
                """)
        }
        return (effects, notes)
    }

    /// Every numeric column that is neither an outcome nor a role.
    private static func covariates(of table: TextTable, _ columns: ExperimentColumns) -> [String] {
        let roles = [columns.arm, columns.unit, columns.stratum, columns.cluster].compactMap { $0 }
        return table.columns.filter {
            !roles.contains($0) && $0 != columns.outcomes[0] && !$0.isIdentifier
                && table.isNumeric($0)
        }
    }

    private static func line(
        _ method: EffectEstimate.Method, _ match: MatchedComparison, _ outcome: String,
        _ isTreated: [Bool], controlMean: Double?, _ columns: ExperimentColumns
    ) -> EffectEstimate {
        var line = EffectEstimate(
            method, of: outcome, arm: "treated", control: columns.control, match.difference,
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
        line.conclusion =
            method == .placebo
            ? .placebo(differs: line.pValue < 0.05) : EffectConclusion(line, lowerIsBetter: false)
        return line
    }
}
