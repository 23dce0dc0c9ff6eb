import Identifiers
import ROIDomain
import Statistics
import Tables
import Testing

@Suite struct CausalTests {
    /// Teams over twelve months; those named adopt in month 7 and gain 3.
    private func panel(treated: Set<Int>, teams: Int, seed: UInt64) -> String {
        var generator = SplitMix64(seed: seed)
        var text = "team,month,first_treated,sales\n"
        let shared = (0..<12).map { _ in generator.normal() }
        for team in 0..<teams {
            let level = generator.normal(mean: 20, standardDeviation: 3)
            let slope = Double(team % 4) * 0.3
            for month in 0..<12 {
                let gain = treated.contains(team) && month >= 6 ? 3.0 : 0
                let own = generator.normal(standardDeviation: 0.3)
                let value = level + slope * shared[month] + Double(month) * 0.2 + gain + own
                text += "t\(team),\(month + 1),\(treated.contains(team) ? "7" : "0"),\(value)\n"
            }
        }
        return text
    }

    private func report(
        _ text: String, _ change: (inout CausalReport.Request) -> Void = { _ in }
    ) throws -> CausalReport {
        var request = CausalReport.Request()
        change(&request)
        return try CausalReport(TextTable(parsing: text.utf8), request)
    }

    @Test(arguments: UInt64(1)..<5)
    func aPlantedEffectOfAdoptionIsFound(seed: UInt64) throws {
        let report = try report(panel(treated: Set(0..<20), teams: 60, seed: seed))
        #expect(report.design == .staggered)
        let overall = try #require(report.effects.first { $0.method == .simple })
        #expect(abs(overall.estimate - 3) < 5 * overall.standardError, "seed \(seed)")
        #expect(overall.words.hasPrefix("effect:"))
    }

    @Test(arguments: UInt64(1)..<5)
    func aSyntheticControlFindsWhatOneTeamGained(seed: UInt64) throws {
        let report = try report(panel(treated: [3], teams: 25, seed: seed))
        #expect(report.design == .synthetic)
        let effect = try #require(report.effects.first)
        #expect(abs(effect.estimate - 3) < 1, "seed \(seed)")
        #expect(effect.pValue <= 0.05)
        #expect(effect.words.hasPrefix("effect:"))
        let weights = effect.details.filter { $0.key.hasPrefix("weight_") }.values.reduce(0, +)
        #expect(abs(weights - 1) < 0.03)
    }

    @Test func aTeamThatGainedNothingHasNoEffect() throws {
        let text = panel(treated: [], teams: 25, seed: 9).split(separator: "\n").map { line in
            line.hasPrefix("t3,") ? String(line.replacing(",0,", with: ",7,")) : String(line)
        }.joined(separator: "\n")
        let effect = try #require(try report(text).effects.first)
        #expect(effect.method == .syntheticControl)
        #expect(effect.pValue > 0.05)
        #expect(!effect.words.hasPrefix("effect"))
    }

    @Test func fewDonorsAreTooEarly() throws {
        let effect = try #require(
            try report(panel(treated: [3], teams: 10, seed: 2)).effects.first)
        #expect(effect.words.hasPrefix("too early: 9 untreated units"))
    }

    @Test func aMarkOfEachPeriodSaysSinceWhen() throws {
        let marked = panel(treated: Set(0..<20), teams: 60, seed: 1)
            .split(separator: "\n").enumerated().map { index, line -> String in
                if index == 0 { return "team,month,treated,sales" }
                let parts = line.split(separator: ",")
                let isOn = parts[2] == "7" && (Int(parts[1]) ?? 0) >= 7
                return "\(parts[0]),\(parts[1]),\(isOn ? 1 : 0),\(parts[3])"
            }.joined(separator: "\n")
        let plain = try report(panel(treated: Set(0..<20), teams: 60, seed: 1))
        #expect(try report(marked).effects == plain.effects)
    }

    @Test(arguments: [
        ("team,month,first_treated,y\na,1,2,1\na,1,2,2\nb,2,0,1\n", "two rows"),
        ("team,month,first_treated,y\na,1,2,1\nb,2,0,1\n", "in every period"),
        ("team,month,y\na,1,1\na,2,1\n", "since when"),
    ])
    func whatAPanelLacksIsNamed(_ text: String, _ words: String) {
        #expect {
            try report(text) {
                $0.design = .staggered
                $0.columns.unit = "team"
            }
        } throws: {
            "\($0)".contains(words)
        }
    }
}
