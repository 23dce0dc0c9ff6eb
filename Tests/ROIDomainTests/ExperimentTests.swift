import Identifiers
import ROIDomain
import Statistics
import Tables
import Testing

@Suite struct ExperimentTests {
    private func table(_ text: String) throws -> TextTable { try TextTable(parsing: text.utf8) }

    private func report(
        _ text: String, _ change: (inout CausalReport.Request) -> Void = { _ in }
    ) throws -> CausalReport {
        var request = CausalReport.Request()
        change(&request)
        return try CausalReport(table(text), request)
    }

    /// Rows of two arms, in strata, clusters and with a covariate; the treated have 2 more.
    static let sample: String = {
        var generator = SplitMix64(seed: 4)
        var text = "agent_id,arm,stratum,team,pre_sales,sales,calls,office\n"
        for index in 0..<80 {
            let isTreated = (index / 4) % 2 == 0
            let before = generator.normal(mean: 10, standardDeviation: 3)
            let own = generator.normal()
            let sales = before + own + (isTreated ? 2 : 0)
            text += """
                a\(index),\(isTreated ? "coached" : "control"),\(index % 3 == 0 ? "new" : "old"),\
                t\(index / 4),\(before),\(sales),\(20 + index % 7),\(index / 8 % 2)

                """
        }
        return text
    }()

    @Test func everyMethodThatTheColumnsAllowIsUsed() throws {
        let alone = Self.sample.replacing("team", with: "desk", maxReplacements: 1)
        let report = try report(alone) { $0.columns.outcomes = ["sales"] }
        #expect(
            report.effects.map(\.method)
                == [.welch, .postStratified, .cuped, .alwaysValid])
        let cuped = try #require(report.effects.first { $0.method == .cuped })
        let welch = try #require(report.effects.first { $0.method == .welch })
        #expect(abs(cuped.estimate - 2) < 4 * cuped.standardError)
        #expect(cuped.standardError < 0.6 * welch.standardError)
        #expect(cuped.words.hasPrefix("effect: sales: coached against control, between"))
        #expect(welch.details["degrees_of_freedom"] ?? 0 > 60)
    }

    @Test func columnsAreFoundByTheirNames() throws {
        let columns = try ExperimentColumns(table(Self.sample))
        #expect(columns.arm == "arm")
        #expect(columns.control == "control")
        #expect(columns.outcomes == ["sales", "calls", "office"])
        #expect(columns.stratum == "stratum")
        #expect(columns.cluster == "team")
        #expect(columns.unit == "agent_id")
        #expect(columns.covariates == ["sales": "pre_sales"])
    }

    @Test(arguments: [
        ("", "empty"), ("a,b\n", "no row"), ("a,a\n1,2\n", "there twice"),
        ("arm,y\ncontrol,1\nx\n", "line 3 has 1 fields"),
        ("arm,y\ncontrol,\"1\n", "never ends"),
        ("x,y\n1,2\n", "which arm"), ("arm,y\nx,1\nz,2\n", "which of x, z is the control"),
        ("arm,y\ncontrol,1\ncontrol,2\n", "has only \"control\""),
        ("arm,y\ncontrol,1\nb,soon\n", "no numeric column"),
        ("arm,y\ncontrol,1\ncontrol,2\nb,3\n", "fewer than 2 rows"),
        ("arm,y\ncontrol,1e300\ncontrol,2\nb,3\n", "row 1"),
    ])
    func whatATableLacksIsNamed(_ text: String, _ words: String) {
        #expect { try report(text) } throws: { "\($0)".contains(words) }
    }

    @Test(
        arguments: [
            ("offer,y\nnone,1\nnone,2\nmail,3\nmail,4\n", "offer", "none"),
            ("experiment_group,y\nControl,1\nControl,2\nnew,3\nnew,4\n", nil, "Control"),
            ("Variant,y\nstandard,1\nstandard,2\nnew,3\nnew,4\n", nil, "standard"),
            ("treated,y\n0,1\n0,2\n1,3\n1,4\n", nil, "0"),
            ("variant,y\na,1\na,2\nb,3\nb,4\nc,5\nc,7\n", nil, "a"),
        ] as [(String, String?, String)])
    func armsAreFoundByTheirNamesAndValues(
        text: String, arm: String?, control: String
    ) throws {
        let report = try report(text) { $0.columns.arm = arm }
        #expect(report.effects.first?.control == control)
        #expect(report.effects.first?.estimate == 2)
    }

    @Test func aColumnThatAFieldSpoilsIsTold() throws {
        let rows = (0..<9).map { "\($0 % 2 == 0 ? "control" : "b"),\($0),\($0 == 5 ? "x" : "1")" }
        let report = try report("arm,y,z\n" + rows.joined(separator: "\n"))
        #expect(report.notes.contains { $0.contains("left out") && $0.contains("row 6") })
        let alone = "arm,z\n" + (0..<9).map { "b\($0 % 2),\($0 == 5 ? "x" : "1")\n" }.joined()
        #expect {
            try self.report(alone) { $0.columns.control = "b0" }
        } throws: {
            "\($0)".contains("row 6")
        }
    }

    @Test(arguments: ["nothing", "arm"])
    func anOutcomeThatCannotBeIsNamed(_ outcome: String) {
        #expect {
            try report(Self.sample) { $0.columns.outcomes = [outcome] }
        } throws: {
            "\($0)".contains(outcome)
        }
    }

    @Test func quotedFieldsAndOtherSeparatorsAreRead() throws {
        let text = "\u{FEFF}arm;\"note;1\";y\r\ncontrol;\"a \"\"b\"\"\nc\";1\r\n\r\nb;;2\r\n"
        let table = try table(text)
        #expect(table.columns == ["arm", "note;1", "y"])
        #expect(table.rows == [["control", "a \"b\"\nc", "1"], ["b", "", "2"]])
    }

    @Test func missingValuesAreLeftOutAndTold() throws {
        let rows = (0..<12).map { "\($0 % 2 == 0 ? "control" : "b"),\($0 == 5 ? "NA" : "\($0)")" }
        let report = try report("arm,y\n" + rows.joined(separator: "\n"))
        #expect(report.notes.contains { $0.contains("1 rows without a value") })
        #expect(report.effects[0].armCount == 5)
    }

    @Test func armsOfUnplannedSizesAreTold() throws {
        let rows = (0..<400).map { "\($0 % 3 == 0 ? "control" : "b"),\($0 % 10)" }
        let text = "arm,y\n" + rows.joined(separator: "\n")
        let bare = try report(text)
        #expect(bare.notes.contains { $0.hasPrefix("sample ratio mismatch") })
        let planned = try report(text) { $0.options.shares = ["control": 1 / 3.0, "b": 2 / 3.0] }
        #expect(planned.notes.isEmpty)
    }

    @Test func aUnitInTwoArmsIsContamination() throws {
        let rows = (0..<40).map { "u\($0 / 2),\($0 % 2 == 0 ? "control" : "b"),\($0)" }
        let notes = try report("unit,arm,y\n" + rows.joined(separator: "\n")).notes
        #expect(notes.contains { $0.hasPrefix("contamination: 20 of 20") })
    }

    @Test func harmAndTooEarlyAreSaid() throws {
        let rows = (0..<60).map { "\($0 % 2 == 0 ? "control" : "b"),\($0 % 2 * -5 + $0 % 7)" }
        let text = "arm,y\n" + rows.joined(separator: "\n")
        #expect(try report(text).effects[0].words.hasPrefix("harm: y: b against control"))
        let better = try report(text) { $0.options.lowerIsBetter = ["y"] }
        #expect(better.effects[0].words.hasPrefix("effect:"))
        let few = "arm,y\n" + rows.prefix(10).joined(separator: "\n")
        #expect(
            try report(few).effects[0].words == "too early: b has 5 units, at least 8 are needed")
    }

    @Test func aRatioIsComparedByItsSums() throws {
        let report = try report(Self.sample) { $0.columns.outcomes = ["sales/calls"] }
        let effect = report.effects[0]
        #expect(effect.method == .ratioDelta)
        #expect(effect.estimate > 0 && effect.standardError > 0)
    }

    @Test func partsThatDifferAreTold() throws {
        let rows = (0..<200).map { index -> String in
            let isTreated = index % 2 == 1
            let isNew = index % 4 < 2
            return "\(isTreated ? "b" : "control"),\(isNew ? "new" : "old"),"
                + "\(index % 9 + (isTreated && isNew ? 6 : 0))"
        }
        let report = try report("arm,tenure,y\n" + rows.joined(separator: "\n")) {
            $0.options.subgroups = "tenure"
        }
        #expect(report.effects.count { $0.method == .subgroup } == 2)
        #expect(report.notes.contains { $0.contains("effects by tenure differ") })
    }

    @Test(arguments: UInt64(1)..<6)
    func theVarianceThatCUPEDLeavesIsOneLessRhoSquared(seed: UInt64) throws {
        var generator = SplitMix64(seed: seed)
        let before = (0..<300).map { _ in generator.normal() }
        let values = before.map { 0.7 * $0 + generator.normal() }
        let cuped = try #require(CUPED(values, before))
        let ratio = cuped.adjusted.variance / values.variance
        #expect(abs(ratio - (1 - cuped.correlation * cuped.correlation)) < 1e-12, "seed \(seed)")
        #expect(abs(ratio - cuped.varianceRatio) < 1e-12)
    }

    /// Two arms of the same share of won calls, a look after every ten agents.
    @Test func lookingAtARatioOftenRaisesNoFalseAlarms() throws {
        let seed: UInt64 = 77
        var generator = SplitMix64(seed: seed)
        var alarms = 0
        var peeking = 0
        for _ in 0..<60 {
            var rows: [[String]] = []
            var claims: Set<EffectEstimate.Method> = []
            for agent in 1...120 {
                let calls = 1 + generator.poisson(mean: 20)
                let won = generator.binomial(count: calls, probability: 0.3)
                rows.append([agent % 2 == 0 ? "control" : "b", "\(won)", "\(calls)"])
                guard agent >= 20, agent % 10 == 0 else { continue }
                var request = CausalReport.Request()
                request.columns.outcomes = ["won/calls"]
                let table = TextTable(columns: ["arm", "won", "calls"], rows: rows)
                let effects = try CausalReport(table, request).effects
                claims.formUnion(effects.filter(\.conclusion.isClaim).map(\.method))
            }
            if claims.contains(.alwaysValid) { alarms += 1 }
            if claims.contains(.ratioDelta) { peeking += 1 }
        }
        #expect(alarms <= 8, "\(alarms) of 60, seed \(seed)")
        #expect(peeking > 5, "\(peeking) of 60: the trap that the other line avoids")
    }

    @Test func whereLinesDifferItIsSaidWhichIsTheVerdict() throws {
        // A difference of a quarter of a standard deviation: two and a half errors.
        let rows = (0..<400).map { index -> String in
            let isTreated = index % 2 == 1
            let value = (index / 2 % 2 == 0 ? 1 : -1) + (isTreated ? 0.25 : 0)
            return "\(isTreated ? "b" : "control"),\(value)"
        }
        let report = try report("arm,y\n" + rows.joined(separator: "\n"))
        #expect(report.effects.map(\.conclusion.isClaim) == [true, false])
        #expect(report.notes.contains { $0.contains("always_valid is the verdict") })
    }

    @Test(arguments: [
        ("y", "effect: y: b against control, between 0.9477 and 1.0000"),
        ("size", "too early: within each arm every value is the same"),
        ("same", "too early: nothing varied"),
    ])
    func armsWithoutVarianceAreToldApart(_ outcome: String, _ words: String) throws {
        let rows = (0..<200).map { index -> String in
            index % 2 == 1 ? "b,1,5,3" : "control,0,4,3"
        }
        let report = try report("arm,y,size,same\n" + rows.joined(separator: "\n")) {
            $0.columns.outcomes = [outcome]
        }
        let line = report.effects[0]
        #expect(line.words.hasPrefix(words), "\(line.words)")
        #expect(outcome == "y" ? line.pValue < 1e-9 : line.pValue.isNaN)
    }

    @Test func aRatioOfNothingIsNamed() throws {
        let rows = (0..<40).map { "\($0 % 2 == 1 ? "b" : "control"),\($0),0" }
        let text = "arm,won,calls\n" + rows.joined(separator: "\n")
        #expect {
            try self.report(text) { $0.columns.outcomes = ["won/calls"] }
        } throws: {
            "\($0)".contains("\"calls\" sums to nothing")
        }
        let both = try report(text) { $0.columns.outcomes = ["won/calls", "won"] }
        #expect(both.effects.allSatisfy { $0.outcome == "won" })
        #expect(both.notes.contains { $0.contains("sums to nothing") })
    }

    @Test func armsThatDifferInCaseAloneAreRefused() {
        #expect {
            try self.report("arm,y\nControl,1\ncontrol,2\nb,3\nb,4\n")
        } throws: {
            "\($0)".contains("\"Control\" and \"control\"")
        }
    }
}
