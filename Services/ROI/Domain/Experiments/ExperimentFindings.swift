import Statistics
import Tables

/// What an experiment on agents or teams says: of the first metric whether it moved, of the others
/// under control of the false discovery rate, and by stratum.
package struct ExperimentFindings: Sendable {
    /// A part of the design, and who met it.
    package struct Arm: Hashable, Sendable {
        package let name: String
        /// Meant for it, 0–1.
        package let share: Double
        package let units: Int
        package let agents: Int
        package let conversations: Int
    }

    package let arms: [Arm]
    package let effects: [EffectEstimate]
    /// Of the first metric, by fixed rules.
    package let conclusion: String
    /// What a reader should know before believing a line.
    package let notes: [String]

    /// - Parameter agents: of each exposed agent all that came since the exposure.
    package init(_ agents: [AgentOutcomes], _ design: ExperimentDesign) {
        let units = design.units(agents)
        arms = zip(design.arms, design.proportions).map { name, share in
            let own = units.filter { $0.arm == name }
            return Arm(
                name: name, share: share, units: own.count,
                agents: own.reduce(0) { $0 + $1.agents },
                conversations: own.reduce(0) { $0 + $1.conversations })
        }
        do throws(TableFault) {
            let report = try Self.report(units, design)
            effects = Self.concluded(report.effects, design)
            conclusion = Self.conclusion(effects, design)
            notes = report.notes.filter { !$0.hasPrefix(SampleRatio.notePrefix) }
        } catch {
            effects = []
            conclusion = "too early: \(error.description)"
            notes = [conclusion]
        }
    }

    private static func report(
        _ units: [AgentOutcomes], _ design: ExperimentDesign
    ) throws(TableFault) -> CausalReport {
        guard !units.isEmpty else {
            throw TableFault("nobody was exposed yet: call roi.assignArm where the feature is used")
        }
        // A stratum of everybody's own would be a covariate of nothing.
        let hasStrata = !design.isByTeam && units.contains { $0.stratum != nil }
        var columns = ["unit_id", "arm", "agents", "conversations", "known_outcomes", "successes"]
        columns += ["active_hours"] + (hasStrata ? ["tenure"] : [])
        let rows = units.map { unit in
            [
                unit.unit, unit.arm, "\(unit.agents)", "\(unit.conversations)",
                "\(unit.knownOutcomes)", "\(unit.successes)", "\(unit.activeHours)",
            ] + (hasStrata ? [unit.stratum ?? "unknown"] : [])
        }
        var request = CausalReport.Request()
        request.design = .randomised
        request.columns.arm = "arm"
        request.columns.control = design.control
        request.columns.outcomes = design.metrics.map(\.column)
        if hasStrata {
            request.options.subgroups = "tenure"
            if design.isStratified { request.columns.stratum = "tenure" }
        }
        return try CausalReport(TextTable(columns: columns, rows: rows), request)
    }

    /// Adjusts p-values of each method within the first metric and within the others, names the
    /// metric of each line and concludes anew.
    private static func concluded(
        _ effects: [EffectEstimate], _ design: ExperimentDesign
    ) -> [EffectEstimate] {
        var effects = effects
        let first = design.metrics.first?.column
        let families = Dictionary(grouping: effects.indices) {
            [effects[$0].method.rawValue, effects[$0].outcome == first ? "first" : "other"]
        }
        for places in families.values {
            let known = places.filter { effects[$0].pValue.isFinite }
            let adjusted = benjaminiHochberg(known.map { effects[$0].pValue })
            for place in places { effects[place].adjustedPValue = nil }
            for (place, p) in zip(known, adjusted) where known.count > 1 {
                effects[place].adjustedPValue = p
            }
        }
        for index in effects.indices {
            effects[index].conclusion = EffectConclusion(effects[index], lowerIsBetter: false)
            let metric = design.metrics.first { $0.column == effects[index].outcome }
            effects[index].outcome = metric?.rawValue ?? effects[index].outcome
        }
        return effects
    }

    /// By the line that stays right however often one looked.
    private static func conclusion(_ effects: [EffectEstimate], _ design: ExperimentDesign)
        -> String
    {
        let lines = effects.filter {
            $0.method == .alwaysValid && $0.outcome == design.metrics.first?.rawValue
        }
        guard !lines.isEmpty else {
            return "too early: nothing was observed that could be compared"
        }
        return lines.map(\.sentence).joined(separator: "; ")
    }
}

extension EffectEstimate {
    /// The conclusion for a reader who knows the metric and no column; `words` for any other outcome.
    package var sentence: String {
        guard let metric = AgentOutcomes.Metric(rawValue: outcome) else { return words }
        let sure = "95 % confidence\(method == .alwaysValid ? ", however often one looked" : "")"
        let name = "\(metric.words) of \(arm)\(subgroup.map { " (\($0))" } ?? "")"
        switch conclusion {
        case .effect:
            return """
                effect: the \(name) is between \(metric.size(of: interval.lower)) and \
                \(metric.size(of: interval.upper)) above that of \(control), at \(sure)
                """
        case .harm:
            return """
                harm: the \(name) is between \(metric.size(of: interval.upper)) and \
                \(metric.size(of: interval.lower)) below that of \(control), at \(sure)
                """
        case .noDetectableEffect where interval.lower.isFinite && interval.upper.isFinite:
            return """
                no detectable effect: the \(name) lies between \(bound(interval.lower, metric)) and \
                \(bound(interval.upper, metric)) that of \(control), at \(sure)
                """
        case .noDetectableEffect, .tooEarly, .placebo: return words
        }
    }

    private func bound(_ value: Double, _ metric: AgentOutcomes.Metric) -> String {
        "\(metric.size(of: value)) \(value < 0 ? "below" : "above")"
    }
}
