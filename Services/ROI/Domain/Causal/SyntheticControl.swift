import Statistics
import Tables

/// One treated unit against a weighted mean of untreated ones that moved as it did before.
///
/// Weights are at least 0 and sum to 1. The p-value is that of the permutation of the treatment over
/// all units by the mean gap against the error before, so it is never below 1/(donors + 1). An error
/// before counts at least as the median one of all units: a fit of few periods by many donors may be
/// perfect by chance.
///
/// Source: A. Abadie, A. Diamond and J. Hainmueller, JASA 105 (2010).
package struct SyntheticControl: Sendable {
    package struct Fit: Hashable, Sendable {
        package let weights: [Double]
        /// Treated less synthetic, one a period.
        package let gaps: [Double]
        package let errorBefore: Double
        package let errorAfter: Double
    }

    package let outcome: String
    package let unit: String
    package let donors: [String]
    package let periods: [String]
    package let start: Int
    package let fit: Fit
    /// The mean gap after the start.
    package let effect: Double
    package let pValue: Double
    /// The mean gaps of donors in the treated unit's place.
    package let placeboEffects: [Double]
    /// Half the 95 % interval; infinite when there are too few donors for one.
    package let reach: Double
    private let panelNotes: [String]

    package init(_ panel: Panel, unit name: String? = nil) throws(TableFault) {
        let treated = panel.units.filter { $0.firstTreated != nil }
        guard let unit = name.map({ name in treated.first { $0.name == name } }) ?? treated.first
        else {
            throw TableFault("no treated unit\(name.map { " \"\($0)\"" } ?? "") is in the file")
        }
        guard name != nil || treated.count == 1 else {
            throw TableFault(
                "\(treated.count) units were treated: say which one with --treated-unit NAME")
        }
        let start = unit.firstTreated ?? 0
        guard start >= 2 else {
            throw TableFault("a synthetic control needs at least 2 periods before the start")
        }
        let pool = panel.units.filter { $0.firstTreated == nil }
        guard pool.count >= 2 else {
            throw TableFault("a synthetic control needs at least 2 units that were never treated")
        }
        outcome = panel.outcome
        panelNotes = panel.notes
        self.unit = unit.name
        donors = pool.map(\.name)
        periods = panel.periods
        self.start = start
        let fit = Self.fit(unit.values, pool.map(\.values), start: start)
        self.fit = fit
        effect = Array(fit.gaps[start...]).mean
        let placebos = pool.indices.map { index in
            Self.fit(
                pool[index].values,
                pool.enumerated().filter { $0.offset != index }.map(\.element.values), start: start)
        }
        placeboEffects = placebos.map { Array($0.gaps[start...]).mean }
        let errors = (placebos + [fit]).map(\.errorBefore).sorted()
        let floor = max(quantile(0.5, ofSorted: errors), 1e-12)
        func statistic(_ fit: Fit) -> Double {
            abs(Array(fit.gaps[start...]).mean) / max(fit.errorBefore, floor)
        }
        let others = placebos.map(statistic).sorted(by: >)
        let own = statistic(fit)
        pValue = Double(1 + others.count { $0 >= own }) / Double(1 + others.count)
        // As many placebos may be as large before 5 % is passed.
        let allowed = Int(0.05 * Double(1 + others.count)) - 1
        reach = allowed < 0 ? .infinity : others[allowed] * max(fit.errorBefore, floor)
    }

    private static func fit(_ own: [Double], _ pool: [[Double]], start: Int) -> Fit {
        let weights = simplexWeights(
            target: Array(own[..<start]), columns: pool.map { Array($0[..<start]) })
        let gaps = own.indices.map { period in
            own[period] - zip(weights, pool).reduce(0) { $0 + $1.0 * $1.1[period] }
        }
        func error(_ part: ArraySlice<Double>) -> Double {
            (part.reduce(0) { $0 + $1 * $1 } / Double(max(1, part.count))).squareRoot()
        }
        return Fit(
            weights: weights, gaps: gaps, errorBefore: error(gaps[..<start]),
            errorAfter: error(gaps[start...]))
    }

    /// More steps change nothing that is printed.
    private static let stepCountMax = 20_000

    /// The search ends when so small a share of the squared error is left to be gained, or of the
    /// usual distance of a column.
    private static let gainShareMin = (ofError: 1e-6, ofDistance: 1e-10)

    /// The w ≥ 0, Σw = 1 with the least squared error, by pairwise Frank–Wolfe: each step moves
    /// weight from the worst column in use to the best. O(columns² × periods + steps × columns).
    ///
    /// Works on the columns' distances from the target, so that the outcome's level plays no part.
    static func simplexWeights(target: [Double], columns: [[Double]]) -> [Double] {
        let distances = columns.map { column in zip(column, target).map { $0 - $1 } }
        let gram = distances.map { left in
            distances.map { right in zip(left, right).reduce(0) { $0 + $1.0 * $1.1 } }
        }
        var weights = [Double](repeating: 1 / Double(columns.count), count: columns.count)
        var slopes = gram.map { row in zip(row, weights).reduce(0) { $0 + $1.0 * $1.1 } }
        let distance = quantile(0.5, ofSorted: gram.indices.map { gram[$0][$0] }.sorted())
        let gainMin = gainShareMin.ofDistance * distance
        for _ in 0..<stepCountMax {
            var best = 0
            var worst = -1
            var error = 0.0
            for index in slopes.indices {
                if slopes[index] < slopes[best] { best = index }
                error += weights[index] * slopes[index]
                let isUsed = weights[index] > 0
                if isUsed, worst < 0 || slopes[index] > slopes[worst] { worst = index }
            }
            let gain = slopes[worst] - slopes[best]
            let curvature = gram[best][best] - 2 * gram[best][worst] + gram[worst][worst]
            guard gain > max(gainMin, gainShareMin.ofError * error), curvature > 0 else { break }
            let step = min(weights[worst], gain / curvature)
            weights[best] += step
            weights[worst] -= step
            for index in slopes.indices {
                slopes[index] += step * (gram[best][index] - gram[worst][index])
            }
        }
        return weights
    }
}

extension SyntheticControl {
    /// Placebos that it takes for a 95 % interval.
    static let donorCountMin = 19

    package func effects(lowerIsBetter: Bool = false) -> [EffectEstimate] {
        var line = EffectEstimate(
            .syntheticControl, of: outcome, arm: unit, control: "synthetic",
            MeanDifference(
                estimate: effect, standardError: Moments(placeboEffects).standardDeviation,
                degreesOfFreedom: .infinity), armCount: 1, controlCount: donors.count)
        line.pValue = pValue
        line.interval = Interval(lower: effect - reach, upper: effect + reach)
        line.details["error_before"] = fit.errorBefore
        line.details["error_after"] = fit.errorAfter
        for (donor, weight) in zip(donors, fit.weights) where weight > 0.001 {
            line.details["weight_\(donor)"] = weight
        }
        line.assumptions = [
            "A mean of untouched units that moved as the unit did before goes on as it would have.",
            "No untouched unit was touched by the treatment of this one.",
        ]
        line.conclusion = conclusion(line, lowerIsBetter: lowerIsBetter)
        return [line]
    }

    private func conclusion(
        _ line: EffectEstimate, lowerIsBetter: Bool
    ) -> EffectConclusion {
        guard donors.count >= Self.donorCountMin else {
            return .tooEarly(
                """
                \(donors.count) untreated units: with fewer than \(Self.donorCountMin) no placebo \
                test can reach 5 %
                """)
        }
        guard pValue <= 0.05 else { return .noDetectableEffect }
        if line.interval.lower > 0 { return lowerIsBetter ? .harm : .effect }
        guard line.interval.upper < 0 else { return .noDetectableEffect }
        return lowerIsBetter ? .effect : .harm
    }

    package var notes: [String] {
        panelNotes + [
            """
            placebo: of \(donors.count) untreated units in its place, \
            \(Int((pValue * Double(donors.count + 1)).rounded()) - 1) have as large a gap against \
            their error before
            """
        ]
    }
}
