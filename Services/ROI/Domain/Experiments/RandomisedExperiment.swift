import Statistics
import Tables

/// An experiment whose arms were drawn at random, and what it says.
///
/// For each outcome and arm: the difference of means (Welch), with strata the post-stratified
/// difference, with a covariate from before CUPED; for `numerator/denominator` the ratio by the delta
/// method; and for either an interval that holds however often one looks. Where rows go together in
/// clusters, every line is computed by cluster. p-values of the same method are adjusted over outcomes
/// and arms (Benjamini and Hochberg).
package struct RandomisedExperiment: Sendable {
    package let columns: ExperimentColumns
    package let effects: [EffectEstimate]
    package let sampleRatio: SampleRatio
    /// What a reader should know before believing a line.
    package let notes: [String]

    package struct Options: Hashable, Sendable {
        /// Outcomes of which less is better, such as hours of training.
        package var lowerIsBetter: Set<String> = []
        /// Report each level of this column, and whether they differ.
        package var subgroups: String?
        /// Shares that assignment meant, by arm; equal unless said.
        package var shares: [String: Double] = [:]

        package init() {}
    }

    package init(
        _ table: TextTable, _ columns: ExperimentColumns, _ options: Options = Options()
    ) throws(TableFault) {
        self.columns = columns
        let arms = try table.texts(columns.arm)
        let others = Set(arms.filter { $0.isArm && $0 != columns.control }).sorted()
        let assigned = try Self.assigned(table, columns)
        sampleRatio = try SampleRatio(assigned, shares: options.shares)
        var notes = sampleRatio.note.map { [$0] } ?? []
        notes.append(contentsOf: columns.notes)
        let armless = arms.count { !$0.isArm }
        if armless > 0 {
            notes.append("rows without an arm are left out: \(armless) of \(arms.count)")
        }
        try notes.append(contentsOf: Self.repetitions(table, columns))
        notes.append(contentsOf: Self.leftOut(table, columns))
        var effects: [EffectEstimate] = []
        for outcome in columns.outcomes {
            for arm in others {
                let comparison = try ArmComparison(table, columns, outcome: outcome, arm: arm)
                notes.append(contentsOf: comparison.notes)
                effects.append(contentsOf: comparison.effects)
                if let column = options.subgroups {
                    let groups = try Subgroups(comparison, table, column)
                    effects.append(contentsOf: groups.effects)
                    notes.append(groups.note)
                }
            }
        }
        guard !effects.isEmpty else { throw TableFault(notes.joined(separator: "; ")) }
        self.effects = Self.concluded(effects, options)
        self.notes = notes + Self.verdicts(self.effects)
    }

    /// The arm of each thing that was assigned: a cluster, else a unit, else a row.
    private static func assigned(
        _ table: TextTable, _ columns: ExperimentColumns
    ) throws(TableFault) -> [String] {
        let arms = try table.texts(columns.arm)
        guard let column = columns.cluster ?? columns.unit else { return arms }
        var seen: Set<[String]> = []
        return zip(try table.texts(column), arms).filter { seen.insert([$0, $1]).inserted }
            .map(\.1)
    }

    /// Where the lines of one question differ: which of them is the answer.
    private static func verdicts(_ effects: [EffectEstimate]) -> [String] {
        effects.filter { $0.method == .alwaysValid }.compactMap { anytime in
            let others = effects.filter {
                $0.outcome == anytime.outcome && $0.arm == anytime.arm && $0.subgroup == nil
                    && $0.method != .alwaysValid && $0.conclusion.isClaim
            }
            guard !anytime.conclusion.isClaim, !others.isEmpty else { return nil }
            return """
                \(anytime.outcome), \(anytime.arm): \
                \(others.map(\.method.rawValue).joined(separator: ", ")) would claim what \
                always_valid does not yet: as long as the experiment runs always_valid is the \
                verdict; the others hold for one look, at the end that was planned
                """
        }
    }

    /// Adjusts p-values within each method and concludes.
    private static func concluded(
        _ effects: [EffectEstimate], _ options: Options
    ) -> [EffectEstimate] {
        var effects = effects
        for method in Set(effects.map(\.method)) {
            let places = effects.indices.filter {
                effects[$0].method == method && effects[$0].pValue.isFinite
            }
            let adjusted = benjaminiHochberg(places.map { effects[$0].pValue })
            for (place, p) in zip(places, adjusted) where places.count > 1 {
                effects[place].adjustedPValue = p
            }
        }
        for index in effects.indices {
            effects[index].conclusion = EffectConclusion(
                effects[index],
                lowerIsBetter: options.lowerIsBetter.contains(effects[index].outcome))
        }
        return effects
    }

    /// Columns that are no outcomes because of a few fields: silence would hide them.
    private static func leftOut(_ table: TextTable, _ columns: ExperimentColumns) -> [String] {
        let roles = [columns.arm, columns.unit, columns.stratum, columns.cluster]
        return ExperimentColumns.spoilt(table).filter { !roles.contains($0) }.compactMap { column in
            do throws(TableFault) {
                _ = try table.numbers(column)
                return nil
            } catch {
                return "left out: \(error)"
            }
        }
    }

    /// A unit that has several rows, or rows in two arms.
    private static func repetitions(
        _ table: TextTable, _ columns: ExperimentColumns
    ) throws(TableFault) -> [String] {
        guard let unit = columns.unit else { return [] }
        var armsOf: [String: Set<String>] = [:]
        let units = try table.texts(unit)
        for (name, arm) in zip(units, try table.texts(columns.arm)) {
            armsOf[name, default: []].insert(arm)
        }
        var notes: [String] = []
        let contaminated = armsOf.count { $0.value.count > 1 }
        if contaminated > 0 {
            notes.append(
                """
                contamination: \(contaminated) of \(armsOf.count) units have rows in more than one \
                arm, so the arms are not apart
                """)
        }
        return notes
    }
}

/// Whether the arms have the sizes that assignment meant.
package struct SampleRatio: Hashable, Sendable {
    package let counts: [String: Int]
    package let pValue: Double

    /// A check that runs on every report must not cry wolf: one in a thousand.
    package static let level = 0.001

    static let notePrefix = "sample ratio mismatch"

    package init(_ arms: [String], shares: [String: Double]) throws(TableFault) {
        var counts: [String: Int] = [:]
        for arm in arms where arm.isArm { counts[arm, default: 0] += 1 }
        let names = counts.keys.sorted()
        if !shares.isEmpty {
            guard Set(shares.keys) == Set(names), shares.values.allSatisfy({ $0 > 0 }) else {
                throw TableFault(
                    "shares must be positive and name every arm: \(names.joined(separator: ", "))")
            }
        }
        self.counts = counts
        pValue =
            chiSquareTest(
                names.map { counts[$0] ?? 0 }, shares: names.map { shares[$0] ?? 1 }
            ).pValue
    }

    var note: String? {
        guard pValue < Self.level else { return nil }
        let sizes = counts.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }
        return """
            \(Self.notePrefix): \(sizes.joined(separator: ", ")) is not what the planned shares \
            give (p \(pValue.brief)): assignment or logging went wrong, unless other shares were \
            meant (--shares)
            """
    }
}
