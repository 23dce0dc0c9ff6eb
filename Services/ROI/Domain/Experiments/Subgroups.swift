import Statistics
import Tables

/// Whether an effect differs between parts of the units, such as by tenure.
struct Subgroups {
    private(set) var effects: [EffectEstimate] = []
    let note: String

    /// A numeric column with more values than this is cut into thirds.
    static let levelCountMax = 6

    init(
        _ comparison: ArmComparison, _ table: TextTable, _ column: String
    ) throws(TableFault) {
        let levels = try Self.levels(table, column)
        let groups = Dictionary(grouping: comparison.rows) { levels[$0.index] }
        var differences: [MeanDifference] = []
        for (name, rows) in groups.sorted(by: { $0.key < $1.key }) {
            guard let difference = comparison.difference(of: rows) else { continue }
            var effect = comparison.effect(.subgroup, difference, of: rows)
            effect.subgroup = "\(column)=\(name)"
            effect.assumptions = ["A look at parts after the fact: a lead to follow, no proof."]
            effects.append(effect)
            if difference.standardError > 0 { differences.append(difference) }
        }
        let p = Self.heterogeneity(differences, byCluster: comparison.clusters != nil)
        for index in effects.indices { effects[index].details["heterogeneity_p_value"] = p }
        note = """
            \(comparison.outcome): effects by \(column) \
            \(p < 0.05 ? "differ" : "do not detectably differ") (p \(p.brief))
            """
    }

    /// Cochran's Q over the parts; 1 for fewer than two of them.
    ///
    /// By cluster errors are known from few values, so an F on the fewest degrees of freedom.
    private static func heterogeneity(_ parts: [MeanDifference], byCluster: Bool) -> Double {
        guard parts.count > 1 else { return 1 }
        let weights = parts.map { 1 / ($0.standardError * $0.standardError) }
        let mean =
            zip(parts, weights).reduce(0) { $0 + $1.0.estimate * $1.1 } / weights.reduce(0, +)
        let q = zip(parts, weights).reduce(0.0) { sum, part in
            let distance = part.0.estimate - mean
            return sum + part.1 * distance * distance
        }
        let freedom = Double(parts.count - 1)
        guard byCluster, let fewest = parts.map(\.degreesOfFreedom).min() else {
            return ChiSquare(freedom).upperProbability(q)
        }
        return FisherF(freedom, fewest).upperProbability(q / freedom)
    }

    private static func levels(
        _ table: TextTable, _ column: String
    ) throws(TableFault) -> [String] {
        let texts = try table.texts(column)
        guard Set(texts).count > levelCountMax else { return texts }
        guard table.isNumeric(column) else {
            throw TableFault(
                "column \"\(column)\" has more than \(levelCountMax) values: group them first")
        }
        let numbers = try table.numbers(column)
        let sorted = numbers.compactMap { $0 }.sorted()
        let low = quantile(1 / 3.0, ofSorted: sorted)
        let high = quantile(2 / 3.0, ofSorted: sorted)
        return numbers.map { number in
            guard let number else { return "unknown" }
            if number <= low { return "1: at most \(low.brief)" }
            return number <= high ? "2: to \(high.brief)" : "3: above \(high.brief)"
        }
    }
}
