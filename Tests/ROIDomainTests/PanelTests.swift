import Identifiers
import ROIDomain
import Statistics
import Tables
import Testing

/// How a file becomes a panel, and what is no panel.
@Suite struct PanelTests {
    /// Thirty units in six periods, half of them treated by a mark from the fourth on, who gain 3.
    private func rows(
        periods: [String] = (2_000..<2_006).map(String.init),
        mark: (_ isTreated: Bool, _ period: Int) -> String = { $0 && $1 >= 3 ? "1" : "0" }
    ) -> [[String]] {
        var generator = SplitMix64(seed: 17)
        return (0..<30).flatMap { unit -> [[String]] in
            let level = generator.normal(standardDeviation: 3)
            return periods.indices.map { period in
                let gain = unit < 15 && period >= 3 ? 3.0 : 0
                let value = level + Double(period) + gain + 0.3 * generator.normal()
                return ["u\(unit)", periods[period], mark(unit < 15, period), "\(value)"]
            }
        }
    }

    private func report(
        _ rows: [[String]], _ columns: [String] = ["unit", "year", "treated", "y"],
        _ change: (inout CausalReport.Request) -> Void = { _ in }
    ) throws -> CausalReport {
        var request = CausalReport.Request()
        change(&request)
        return try CausalReport(TextTable(columns: columns, rows: rows), request)
    }

    private func overall(_ report: CausalReport) -> EffectEstimate? {
        report.effects.first { $0.method == .overallGroup }
    }

    @Test func aRowThatIsThereTwiceIsAFault() {
        let rows = rows()
        #expect {
            try report(rows + [rows[7]])
        } throws: {
            "\($0)".hasPrefix("unit \"u1\" has two rows in 2001")
        }
    }

    @Test func theOnlyTreatedUnitLacksAYear() {
        let rows = rows().filter {
            ($0[0] == "u0" || Int($0[0].dropFirst()) ?? 0 >= 15)
                && !($0[0] == "u0" && $0[1] == "2001")
        }
        #expect {
            try report(rows)
        } throws: {
            "\($0)".contains("unit \"u0\" has no value in 2001")
        }
    }

    @Test func whatAFileWasTakenForIsSaid() throws {
        let panel = try report(rows())
        #expect(panel.design == .staggered)
        #expect(panel.notes[0].contains("read as staggered adoption: 30 units by \"unit\""))
        let constant = try report(self.rows { isTreated, _ in isTreated ? "1" : "0" })
        #expect(constant.design == .randomised)
        #expect(constant.notes[0].contains("\"treated\" changes in no unit"))
        let once = try report(
            rows().enumerated().map { index, row in
                ["v\(index)", row[1], index % 2 == 0 ? "1" : "0", row[3]]
            }, ["unit", "year", "treated", "y"]
        ) { $0.columns.outcomes = ["y"] }
        #expect(once.design == .randomised)
        #expect(once.notes[0].contains("every unit of \"unit\" has one row"))
    }

    /// All ways in which programs write "never".
    @Test(arguments: ["0", "0.0", "00", "-1", "", "nan", "never", "inf", "9999"])
    func neverIsReadHoweverItIsWritten(_ never: String) throws {
        let rows = self.rows { isTreated, _ in isTreated ? "2003.0" : never }
        let report = try report(rows, ["unit", "year", "first_treated", "y"])
        #expect(report.design == .staggered)
        #expect(abs((overall(report)?.estimate ?? 0) - 3) < 0.5)
        #expect(overall(report)?.controlCount == 15)
    }

    @Test func whatIsNoPeriodIsNamed() {
        let rows = self.rows { isTreated, _ in isTreated ? "2003" : "later" }
        #expect {
            try report(rows, ["unit", "year", "first_treated", "y"])
        } throws: {
            "\($0)".contains("\"later\"")
        }
    }

    @Test(arguments: [
        ["Jan", "Feb", "Mar", "Apr", "May", "Jun"],
        ["September", "OCT", "november", "Dec", "Aug", "Jul"],
        ["W7", "W8", "W9", "W10", "W11", "W12"],
        ["2025-7", "2025-8", "2025-9", "2025-10", "2025-11", "2025-12"],
        ["2025-09-30", "2025-10-1", "2025-10-31", "2025-11-01", "2026-01-01", "2026-1-2"],
        ["2024Q3", "2024-Q4", "2025 Q1", "2025Q2", "2025Q3", "2025Q4"],
        ["2024-W51", "2024-W52", "2025-W1", "2025-W02", "2025-W9", "2025-W10"],
        ["Oct 2024", "Nov 2024", "Dec 2024", "Jan 2025", "Feb 2025", "2025 March"],
        ["Q4 2024", "Q1 2025", "Q2 2025", "Q3 2025", "Q4 2025", "Q1 2026"],
        ["8", "9", "10", "11", "12", "13.0"],
        [
            "2025-01-01 09:00", "2025-01-01 10:00", "2025-01-01 10:30", "2025-01-02 00:00",
            "2025-01-02 01:00", "2025-01-03 00:00",
        ],
    ])
    func periodsComeInTheirOrder(_ periods: [String]) throws {
        let isShuffled = periods[0] == "September"
        let ordered = isShuffled ? ["Jul", "Aug", "September", "OCT", "november", "Dec"] : periods
        let report = try report(rows(periods: ordered), ["unit", "when", "treated", "y"]) {
            $0.time = "when"
        }
        #expect(report.adoption?.panel.periods == ordered)
        #expect(abs((overall(report)?.estimate ?? 0) - 3) < 0.5)
        let groups = report.effects.filter { $0.method == .groupEffect }
        #expect(groups.map(\.subgroup) == ["group=\(ordered[3])"])
    }

    @Test(arguments: [
        (["9/1/2025", "10/1/2025", "11/1/2025", "12/1/2025", "1/1/2026", "2/1/2026"], "1/1/2026"),
        (["Oct", "Nov", "Dec", "Jan", "Feb", "Mar"], "over the end of a year"),
        (["W51", "W52", "W1", "W2", "W3", "W4"], "over the end of a year"),
        (["2025-11", "2025-12", "2025-13", "2025-14", "2025-15", "2025-16"], "2025-13"),
        (["early", "late", "later", "last", "after", "end"], "dates (2025-10-31)"),
    ])
    func whatCannotBeOrderedIsRefused(_ periods: [String], _ words: String) {
        #expect {
            try report(rows(periods: periods), ["unit", "month", "treated", "y"])
        } throws: {
            "\($0)".contains(words)
        }
    }

    @Test func aTreatmentThatEndsIsAFault() {
        let rows = self.rows { isTreated, period in
            isTreated && (2...3).contains(period) ? "1" : "0"
        }
        #expect {
            try report(rows)
        } throws: {
            "\($0)".contains("is treated in 2002 and no longer in 2004")
        }
    }

    @Test func everyAskedOutcomeIsAnalysed() throws {
        let rows = rows().map { $0 + ["\(-(Double($0[3]) ?? 0))", "7"] }
        let columns = ["unit", "year", "treated", "y", "loss", "size"]
        let both = try report(rows, columns) { $0.columns.outcomes = ["y", "loss"] }
        #expect(Set(both.effects.map(\.outcome)) == ["y", "loss"])
        // Without a word, every number that changes over time: not the size of a unit.
        let all = try report(rows, columns)
        #expect(Set(all.effects.map(\.outcome)) == ["y", "loss"])
    }
}
