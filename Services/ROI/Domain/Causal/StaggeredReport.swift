import Statistics

extension StaggeredAdoption {
    static let assumptions = [
        "Without treatment, groups would have moved in parallel with those they are compared with.",
        "Nobody acted on the treatment before it came, and nobody left it again.",
    ]

    /// Every effect as a line of a report: group-time, by group, by time since adoption, overall.
    ///
    /// Intervals hold for a family of lines together: one of the three overall averages, and one of
    /// all lines that take the answer apart. p-values are of each line by itself, adjusted ones of its
    /// family.
    package func effects(lowerIsBetter: Bool = false) -> [EffectEstimate] {
        let parts =
            groupTimes.map { cell in
                Line(
                    .groupTime, cell.effect, [cell],
                    subgroup:
                        "group=\(panel.periods[cell.group]), time=\(panel.periods[cell.time])",
                    exposure: cell.exposure)
            }
            + groupEffects().map { group, effect in
                Line(
                    .groupEffect, effect,
                    groupTimes.filter { $0.group == group && $0.exposure >= 0 },
                    subgroup: "group=\(panel.periods[group])")
            }
            + dynamicEffects().map { exposure, effect in
                Line(
                    .dynamic, effect, groupTimes.filter { $0.exposure == exposure },
                    subgroup: "event_time=\(exposure)", exposure: exposure)
            }
        let treated = groupTimes.filter { $0.exposure >= 0 }
        let overall = [
            Line(.simple, simpleEffect(), treated),
            Line(.overallDynamic, overallDynamicEffect(), treated),
            Line(.overallGroup, overallGroupEffect(), treated),
        ]
        return estimates(parts, lowerIsBetter) + estimates(overall, lowerIsBetter)
    }

    /// An effect and the group-times that it averages.
    private struct Line {
        let method: EffectEstimate.Method
        let effect: Effect
        let cells: [GroupTime]
        let subgroup: String?
        let exposure: Int?

        init(
            _ method: EffectEstimate.Method, _ effect: Effect, _ cells: [GroupTime],
            subgroup: String? = nil, exposure: Int? = nil
        ) {
            self.method = method
            self.effect = effect
            self.cells = cells
            self.subgroup = subgroup
            self.exposure = exposure
        }
    }

    /// The lines of one family.
    private func estimates(_ lines: [Line], _ lowerIsBetter: Bool) -> [EffectEstimate] {
        let differences = lines.map { difference($0.effect) }
        let bare = zip(lines, differences).map { estimate($0, $1) }
        let band = SimultaneousBand(
            influences: lines.map(\.effect.influence), pValues: bare.map(\.pValue))
        return bare.indices.map { index in
            var line = bare[index]
            let pointwise = line.interval
            let range = differences[index].interval(1 - band.pointwiseLevel)
            line.interval = Interval(lower: range.lowerBound, upper: range.upperBound)
            line.adjustedPValue = band.adjustedPValues[index]
            line.details["pointwise_lower"] = pointwise.lower
            line.details["pointwise_upper"] = pointwise.upper
            line.details["family_size"] = Double(lines.count)
            line.conclusion = conclusion(line, lines[index], lowerIsBetter)
            return line
        }
    }

    private func conclusion(
        _ line: EffectEstimate, _ source: Line, _ lowerIsBetter: Bool
    ) -> EffectConclusion {
        let plain = EffectConclusion(line, lowerIsBetter: lowerIsBetter)
        if case .tooEarly = plain { return plain }
        if let lone = source.cells.first(where: { $0.treatedCount < 2 }) {
            return .tooEarly(
                """
                one unit alone adopted in \(panel.periods[lone.group]), so its own noise cannot be \
                told from an effect: join periods of adoption
                """)
        }
        guard let exposure = source.exposure, exposure < 0 else { return plain }
        return .placebo(differs: (line.adjustedPValue ?? line.pValue) < 0.05)
    }

    private func estimate(_ source: Line, _ difference: MeanDifference) -> EffectEstimate {
        let groups = Set(source.cells.map(\.group))
        var line = EffectEstimate(
            source.method, of: panel.outcome, arm: "treated", control: comparison.rawValue,
            difference, armCount: groups.reduce(0) { $0 + count(of: $1) },
            // An average is no better known than its least known part.
            controlCount: source.cells.map(\.controlCount).min() ?? 0)
        line.subgroup = source.subgroup
        line.details["degrees_of_freedom"] = difference.degreesOfFreedom
        if let exposure = source.exposure { line.details["event_time"] = Double(exposure) }
        if source.subgroup == nil, let test = preTrendTest() {
            line.details["pre_trend_p_value"] = test.pValue
        }
        line.assumptions = Self.assumptions
        return line
    }

    private func count(of group: Int) -> Int {
        panel.units.count { $0.firstTreated == group }
    }

    /// The error by cohorts, whose units are independent draws: the variance of each grown by
    /// n/(n − 1), the degrees of freedom Satterthwaite's.
    private func difference(_ effect: Effect) -> MeanDifference {
        let n = Double(effect.influence.count)
        var cohorts: [Int: (count: Double, squares: Double)] = [:]
        for (unit, influence) in zip(panel.units, effect.influence) where influence != 0 {
            cohorts[unit.firstTreated ?? -1, default: (0, 0)].count += 1
            cohorts[unit.firstTreated ?? -1, default: (0, 0)].squares += influence * influence
        }
        var variance = 0.0
        var squares = 0.0
        for cohort in cohorts.sorted(by: { $0.key < $1.key }).map(\.value) {
            let freedom = max(1, cohort.count - 1)
            let part = cohort.squares / (n * n) * max(1, cohort.count) / freedom
            variance += part
            squares += part * part / freedom
        }
        return MeanDifference(
            estimate: effect.estimate, standardError: variance.squareRoot(),
            degreesOfFreedom: squares > 0 ? variance * variance / squares : .infinity)
    }

    /// What a reader should know first.
    package var notes: [String] {
        var notes = panel.notes
        if alwaysTreatedCount > 0 {
            notes.append(
                "\(alwaysTreatedCount) units were treated from the first period on: left out")
        }
        notes.append(
            """
            intervals are simultaneous: of the lines by group, by time and by both together 95 % of \
            files have none that leaves out the truth, and so have the three overall ones
            """)
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
            notes.append(
                """
                no period before adoption that can be compared: parallel trends cannot be checked
                """)
        }
        return notes
    }
}
