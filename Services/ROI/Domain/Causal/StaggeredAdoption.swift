import Statistics
import Tables

/// Difference-in-differences where units adopt at different times.
///
/// Group-time average treatment effects without covariates, with a base period that is the last
/// before adoption (before it: the period before), and their averages by group and by time since
/// adoption; errors from influence functions. Two-way fixed effects would compare adopters with
/// earlier adopters and weight some effects negatively, which is why it is not used.
///
/// Source: B. Callaway and P. H. C. Sant'Anna, "Difference-in-Differences with multiple time
/// periods", Journal of Econometrics 225 (2021).
package struct StaggeredAdoption: Sendable {
    package enum Comparison: String, Sendable {
        case neverTreated = "never_treated"
        case notYetTreated = "not_yet_treated"
    }

    /// An effect with its influence function, one value a unit.
    package struct Effect: Hashable, Sendable {
        package let estimate: Double
        package let influence: [Double]

        /// √(Σψ²)/n.
        package var standardError: Double {
            influence.reduce(0) { $0 + $1 * $1 }.squareRoot() / Double(influence.count)
        }
    }

    package struct GroupTime: Hashable, Sendable {
        /// Indices into the panel's periods.
        package let group: Int
        package let time: Int
        package let effect: Effect
        package let treatedCount: Int
        package let controlCount: Int

        /// Periods since adoption; negative before it.
        package var exposure: Int { time - group }
    }

    package let panel: Panel
    package let comparison: Comparison
    package let groupTimes: [GroupTime]
    /// Groups that were treated from the first period on have no before, and say nothing.
    package let alwaysTreatedCount: Int

    package init(_ panel: Panel, _ comparison: Comparison) throws(TableFault) {
        self.comparison = comparison
        alwaysTreatedCount = panel.units.count { $0.firstTreated == 0 }
        let units = panel.units.filter { $0.firstTreated != 0 }
        let kept = Panel(
            outcome: panel.outcome, periods: panel.periods, units: units, notes: panel.notes)
        self.panel = kept
        let groups = Set(units.compactMap(\.firstTreated)).sorted()
        guard !groups.isEmpty else {
            throw TableFault(
                """
                no unit was treated for the first time after the first period: there is no before to \
                compare with
                """)
        }
        if comparison == .neverTreated, !units.contains(where: { $0.firstTreated == nil }) {
            throw TableFault(
                "every unit was treated in the end: compare with --comparison not_yet_treated")
        }
        groupTimes = groups.flatMap { group in
            (1..<panel.periods.count).compactMap { time in
                Self.groupTime(kept, comparison, group: group, time: time)
            }
        }
        guard groupTimes.contains(where: { $0.exposure >= 0 }) else {
            throw TableFault("no treated period has a comparison group that is not treated yet")
        }
    }

    private static func groupTime(
        _ panel: Panel, _ comparison: Comparison, group: Int, time: Int
    ) -> GroupTime? {
        let base = time >= group ? group - 1 : time - 1
        let changes = panel.units.map { $0.values[time] - $0.values[base] }
        let isTreated = panel.units.map { $0.firstTreated == group }
        let isControl = panel.units.map { unit in
            guard let start = unit.firstTreated else { return true }
            return comparison == .notYetTreated && start != group && start > max(time, base)
        }
        let treated = zip(changes, isTreated).filter(\.1).map(\.0)
        let control = zip(changes, isControl).filter(\.1).map(\.0)
        guard !treated.isEmpty, !control.isEmpty else { return nil }
        let (left, right) = (treated.mean, control.mean)
        let n = Double(panel.units.count)
        let influence = changes.indices.map { index -> Double in
            var value = 0.0
            if isTreated[index] { value += n / Double(treated.count) * (changes[index] - left) }
            if isControl[index] { value -= n / Double(control.count) * (changes[index] - right) }
            return value
        }
        return GroupTime(
            group: group, time: time, effect: Effect(estimate: left - right, influence: influence),
            treatedCount: treated.count, controlCount: control.count)
    }
}

// MARK: - Averages

extension StaggeredAdoption {
    /// Over all treated periods of a group.
    package func groupEffects() -> [(group: Int, effect: Effect)] {
        let treated = Dictionary(grouping: groupTimes.filter { $0.exposure >= 0 }, by: \.group)
        return treated.sorted { $0.key < $1.key }.map {
            ($0.key, Self.mean($0.value.map(\.effect)))
        }
    }

    /// Over groups by their size.
    package func overallGroupEffect() -> Effect {
        let groups = groupEffects()
        return weighted(groups.map(\.effect), by: groups.map(\.group))
    }

    /// Over all treated group-times by the size of their groups.
    package func simpleEffect() -> Effect {
        let treated = groupTimes.filter { $0.exposure >= 0 }
        return weighted(treated.map(\.effect), by: treated.map(\.group))
    }

    /// By periods since adoption, groups by their size.
    package func dynamicEffects() -> [(exposure: Int, effect: Effect)] {
        Dictionary(grouping: groupTimes, by: \.exposure).sorted { $0.key < $1.key }.map { pair in
            (pair.key, weighted(pair.value.map(\.effect), by: pair.value.map(\.group)))
        }
    }

    /// The mean over the periods since adoption.
    package func overallDynamicEffect() -> Effect {
        Self.mean(dynamicEffects().filter { $0.exposure >= 0 }.map(\.effect))
    }

    /// Whether groups moved apart before anyone was treated: a Wald test that every effect before
    /// adoption is zero. Nil when there is no period before,
    /// or nothing that varies in it.
    package func preTrendTest() -> (statistic: Double, degreesOfFreedom: Int, pValue: Double)? {
        let before = groupTimes.filter { $0.exposure < 0 }.map(\.effect)
        guard !before.isEmpty else { return nil }
        let n = Double(panel.units.count)
        var covariance = Matrix(before.count, before.count)
        for unit in panel.units.indices {
            covariance.addOuter(before.map { $0.influence[unit] }, weight: 1 / (n * n))
        }
        let kept = covariance.independentColumns
        guard !kept.isEmpty else { return nil }
        let part = Matrix(rows: kept.map { row in kept.map { covariance[row, $0] } })
        guard let factor = part.cholesky else { return nil }
        let estimates = kept.map { before[$0].estimate }
        let statistic = zip(estimates, factor.solved(estimates)).reduce(0) { $0 + $1.0 * $1.1 }
        return (
            statistic, kept.count, ChiSquare(Double(kept.count)).upperProbability(statistic)
        )
    }

    private static func mean(_ effects: [Effect]) -> Effect {
        let share = 1 / Double(effects.count)
        return sum(effects, weights: effects.map { _ in share })
    }

    private static func sum(_ effects: [Effect], weights: [Double]) -> Effect {
        var influence = [Double](repeating: 0, count: effects.first?.influence.count ?? 0)
        for (effect, weight) in zip(effects, weights) {
            for index in influence.indices { influence[index] += weight * effect.influence[index] }
        }
        let estimate = zip(effects, weights).reduce(0) { $0 + $1.0.estimate * $1.1 }
        return Effect(estimate: estimate, influence: influence)
    }

    /// Weights are the groups' shares of all units; that these are estimated too is in the error.
    private func weighted(_ effects: [Effect], by groups: [Int]) -> Effect {
        let n = Double(panel.units.count)
        let shares = groups.map { group in
            Double(panel.units.count { $0.firstTreated == group }) / n
        }
        let total = shares.reduce(0, +)
        let plain = Self.sum(effects, weights: shares.map { $0 / total })
        let influence = panel.units.indices.map { unit -> Double in
            let start = panel.units[unit].firstTreated
            let distances = zip(groups, shares).map { ($0 == start ? 1 : 0) - $1 }
            let sum = distances.reduce(0, +)
            var value = plain.influence[unit]
            for index in groups.indices {
                let weight = distances[index] / total - sum * shares[index] / (total * total)
                value += weight * effects[index].estimate
            }
            return value
        }
        return Effect(estimate: plain.estimate, influence: influence)
    }
}
