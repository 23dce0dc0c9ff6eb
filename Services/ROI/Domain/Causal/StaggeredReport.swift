import Statistics

extension StaggeredAdoption {
    static let assumptions = [
        "Without treatment, groups would have moved in parallel with those they are compared with.",
        "Nobody acted on the treatment before it came, and nobody left it again.",
    ]

    /// Every effect as a line of a report: group-time, by group, by time since adoption, overall.
    package var effects: [EffectEstimate] {
        groupTimes.map { cell in
            var line = line(.groupTime, cell.effect, cell.treatedCount, cell.controlCount)
            line.subgroup = "group=\(panel.periods[cell.group]), time=\(panel.periods[cell.time])"
            line.details["event_time"] = Double(cell.exposure)
            if cell.exposure < 0 { line.conclusion = .placebo(differs: line.pValue < 0.05) }
            return line
        }
            + groupEffects().map { group, effect in
                var line = line(.groupEffect, effect, count(of: group), controlCount)
                line.subgroup = "group=\(panel.periods[group])"
                return line
            }
            + dynamicEffects().map { exposure, effect in
                let groups = Set(groupTimes.filter { $0.exposure == exposure }.map(\.group))
                var line = line(
                    .dynamic, effect, groups.reduce(0) { $0 + count(of: $1) }, controlCount)
                line.subgroup = "event_time=\(exposure)"
                line.details["event_time"] = Double(exposure)
                if exposure < 0 { line.conclusion = .placebo(differs: line.pValue < 0.05) }
                return line
            }
            + [
                overall(.simple, simpleEffect()),
                overall(.overallDynamic, overallDynamicEffect()),
                overall(.overallGroup, overallGroupEffect()),
            ]
    }

    private var controlCount: Int {
        comparison == .neverTreated
            ? panel.units.count { $0.firstTreated == nil } : panel.units.count
    }

    private func count(of group: Int) -> Int {
        panel.units.count { $0.firstTreated == group }
    }

    private func overall(_ method: EffectEstimate.Method, _ effect: Effect) -> EffectEstimate {
        var line = line(
            method, effect, panel.units.count { $0.firstTreated != nil }, controlCount)
        if let test = preTrendTest() { line.details["pre_trend_p_value"] = test.pValue }
        return line
    }

    private func line(
        _ method: EffectEstimate.Method, _ effect: Effect, _ treated: Int, _ control: Int
    ) -> EffectEstimate {
        var line = EffectEstimate(
            method, of: panel.outcome, arm: "treated", control: comparison.rawValue,
            MeanDifference(
                estimate: effect.estimate, standardError: effect.standardError,
                degreesOfFreedom: .infinity),
            armCount: treated, controlCount: control)
        line.assumptions = Self.assumptions
        line.conclusion = EffectConclusion(line, lowerIsBetter: false)
        return line
    }

    /// What a reader should know first.
    package var notes: [String] {
        var notes = panel.notes
        if alwaysTreatedCount > 0 {
            notes.append(
                "\(alwaysTreatedCount) units were treated from the first period on: left out")
        }
        if let test = preTrendTest() {
            notes.append(
                """
                placebo: effects before adoption \
                \(test.pValue < 0.05 ? "differ from zero, so parallel trends are in doubt" : """
                do not detectably differ from zero
                """) \
                (Wald \(test.statistic.brief) on \(test.degreesOfFreedom), p \(test.pValue.brief))
                """)
        } else {
            notes.append("no period before adoption: parallel trends cannot be checked")
        }
        return notes
    }
}
