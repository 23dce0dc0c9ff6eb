import Identifiers
import ROIDomain
import Statistics
import Tables
import Testing

/// What difference-in-differences may claim from few units and from many lines.
@Suite struct StaggeredTests {
    /// Units of each cohort (nil is never) over seven periods; nothing but noise, unless said.
    private func panel(
        _ cohorts: [(start: Int?, count: Int)], gain: Double = 0,
        _ generator: inout SplitMix64
    ) -> Panel {
        var units: [Panel.Unit] = []
        for cohort in cohorts {
            for _ in 0..<cohort.count {
                let level = generator.normal()
                let values = (0..<7).map { period in
                    level + generator.normal() + (period >= cohort.start ?? 7 ? gain : 0)
                }
                units.append(
                    Panel.Unit(
                        name: "u\(units.count)", firstTreated: cohort.start, values: values,
                        cluster: units.count))
            }
        }
        return Panel(outcome: "y", periods: (0..<7).map(String.init), units: units)
    }

    /// Sixty adopters against the last one to three: noise of those few is no effect of the many.
    @Test(arguments: [1, 3, 7])
    func fewLateAdoptersCarryNoClaim(count: Int) throws {
        var generator = SplitMix64(seed: 41)
        for _ in 0..<5 {
            let adoption = try StaggeredAdoption(
                panel([(3, 60), (6, count)], &generator), .notYetTreated)
            for line in adoption.effects() where line.details["event_time"] ?? 0 >= 0 {
                #expect(line.words.hasPrefix("too early"), "\(line.words)")
                #expect(line.controlCount == count)
            }
        }
    }

    /// Forty lines, no effect: pointwise intervals claim something in a third of the files.
    @Test func allLinesTogetherErrInOneFileOfTwenty() throws {
        let seed: UInt64 = 43
        var generator = SplitMix64(seed: seed)
        var parts = 0
        var overall = 0
        var pointwise = 0
        for _ in 0..<25 {
            let lines = try StaggeredAdoption(
                panel([(nil, 30), (3, 30), (4, 30)], &generator), .neverTreated
            ).effects()
            let claims = lines.filter(\.conclusion.isClaim)
            if claims.contains(where: { $0.subgroup != nil }) { parts += 1 }
            if claims.contains(where: { $0.subgroup == nil }) { overall += 1 }
            let isLeftOut = lines.contains { line in
                line.subgroup != nil && line.pValue < 0.05
            }
            if isLeftOut { pointwise += 1 }
        }
        #expect(parts <= 5 && overall <= 5, "\(parts) and \(overall) of 25, seed \(seed)")
        #expect(pointwise >= 4, "\(pointwise): the trap that the band avoids")
    }

    /// Zero is outside the band exactly where the adjusted p-value is below 5 %.
    @Test func bandAndAdjustedPValueAgree() throws {
        var generator = SplitMix64(seed: 44)
        let lines = try StaggeredAdoption(
            panel([(nil, 40), (3, 40), (5, 40)], gain: 1.2, &generator), .neverTreated
        ).effects()
        for line in lines {
            let adjusted = try #require(line.adjustedPValue)
            let excludes = line.interval.lower > 0 || line.interval.upper < 0
            #expect(adjusted >= line.pValue)
            if abs(adjusted - 0.05) > 0.004 { #expect(excludes == (adjusted < 0.05)) }
            #expect(line.interval.lower <= line.details["pointwise_lower"] ?? 0)
        }
        #expect(lines.contains { $0.conclusion == .effect })
    }

    /// Of one group in one period all three averages are the same: nothing is paid for them.
    @Test func linesThatAreTheSameCostNothing() throws {
        var generator = SplitMix64(seed: 45)
        let one = try StaggeredAdoption(panel([(nil, 30), (6, 30)], &generator), .neverTreated)
        let overall = one.effects().filter { $0.subgroup == nil }
        for line in overall { #expect(abs((line.adjustedPValue ?? 0) - line.pValue) < 0.03) }
    }

    @Test func oneUnitAgainstOneSaysNothing() throws {
        var generator = SplitMix64(seed: 46)
        let adoption = try StaggeredAdoption(panel([(nil, 1), (3, 1)], &generator), .neverTreated)
        #expect(adoption.effects().allSatisfy { $0.words.hasPrefix("too early") })
        #expect(adoption.notes.contains { $0.contains("parallel trends cannot be checked") })
    }

    @Test func lessMayBeBetter() throws {
        var generator = SplitMix64(seed: 47)
        let panel = panel([(nil, 40), (3, 40)], gain: -3, &generator)
        let adoption = try StaggeredAdoption(panel, .neverTreated)
        let simple = adoption.effects().first { $0.method == .simple }
        #expect(simple?.conclusion == .harm)
        let hours = adoption.effects(lowerIsBetter: true).first { $0.method == .simple }
        #expect(hours?.conclusion == .effect)
    }
}

/// One treated unit, and matched rows.
@Suite struct ComparisonTests {
    /// A unit that is near a mix of others, and gains from the seventh of twelve periods on.
    private func panel(level: Double, gain: Double = 3) -> Panel {
        var generator = SplitMix64(seed: 61)
        let shared = (0..<2).map { _ in (0..<12).map { _ in generator.normal() } }
        let units = (0..<25).map { unit in
            let pull = [generator.normal(), generator.normal()]
            let values = (0..<12).map { period in
                level + pull[0] * shared[0][period] + pull[1] * shared[1][period]
                    + 0.2 * generator.normal() + (unit == 0 && period >= 6 ? gain : 0)
            }
            return Panel.Unit(
                name: "u\(unit)", firstTreated: unit == 0 ? 6 : nil, values: values, cluster: unit)
        }
        return Panel(
            outcome: "y", periods: (0..<12).map(String.init), units: units,
            notes: ["2 of 27 units lack a period and are left out"])
    }

    @Test(arguments: [1e3, 1e6, 1e8])
    func theOutcomesLevelChangesNothing(level: Double) throws {
        let plain = try SyntheticControl(panel(level: 0))
        let lifted = try SyntheticControl(panel(level: level))
        #expect(abs(lifted.effect - plain.effect) < 0.01)
        #expect(abs(lifted.fit.errorBefore - plain.fit.errorBefore) < 1e-3)
        #expect(lifted.pValue == plain.pValue)
        #expect(abs(plain.effect - 3) < 1)
    }

    @Test func unitsThatWereLeftOutAreTold() throws {
        #expect(try SyntheticControl(panel(level: 0)).notes[0].hasPrefix("2 of 27 units"))
    }

    @Test func lessMayBeBetterForOneTeam() throws {
        let control = try SyntheticControl(panel(level: 20, gain: -6))
        #expect(control.effects()[0].conclusion == .harm)
        #expect(control.effects(lowerIsBetter: true)[0].conclusion == .effect)
    }

    /// Three arms of 150, two outcomes; coaching lowers `hours` by 2.
    private func table() -> TextTable {
        var generator = SplitMix64(seed: 62)
        let rows = (0..<450).map { row -> [String] in
            let arm = ["control", "coached", "book"][row % 3]
            let (a, b) = (generator.normal(), generator.normal())
            let hours = 10 + a + generator.normal() - (arm == "coached" ? 2 : 0)
            return [arm, "\(a)", "\(b)", "\(hours)", "\(b + generator.normal())"]
        }
        return TextTable(columns: ["arm", "a", "b", "hours", "deals"], rows: rows)
    }

    private func matched(_ change: (inout CausalReport.Request) -> Void) throws -> CausalReport {
        var request = CausalReport.Request()
        request.design = .matched
        change(&request)
        return try CausalReport(table(), request)
    }

    @Test func everyArmAndOutcomeIsMatched() throws {
        let report = try matched {
            $0.columns.outcomes = ["hours", "deals"]
            $0.options.lowerIsBetter = ["hours"]
        }
        let lines = report.effects.filter { $0.method == .matched }
        #expect(
            lines.map { "\($0.arm) \($0.outcome)" }
                == ["book hours", "book deals", "coached hours", "coached deals"])
        #expect(lines[2].conclusion == .effect)
        #expect(!lines[0].conclusion.isClaim)
        // The other outcome is no covariate, and what was guessed is said.
        #expect(Set(report.effects.filter { $0.method == .placebo }.map(\.outcome)) == ["b"])
        #expect(report.notes[0].contains("(a, b)"))
    }

    @Test func anOutcomeIsNotGuessedForMatching() {
        #expect {
            try matched { _ in }
        } throws: {
            "\($0)".contains("say --outcome")
        }
        #expect {
            try matched {
                $0.columns.outcomes = ["deals"]
                $0.options.lowerIsBetter = ["hour"]
            }
        } throws: {
            "\($0)".contains("--lower-is-better names hour")
        }
    }
}
