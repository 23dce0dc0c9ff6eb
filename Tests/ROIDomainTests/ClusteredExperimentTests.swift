import Identifiers
import ROIDomain
import Statistics
import Tables
import Testing

/// Whole teams are assigned: their members go together, and only teams count.
@Suite struct ClusteredExperimentTests {
    /// Agents of teams of several sizes; `share` of the variance is the team's.
    private func teams(
        perArm: Int, of sizes: ClosedRange<Int>, share: Double, effect: Double = 0,
        _ generator: inout SplitMix64
    ) -> TextTable {
        var rows: [[String]] = []
        for team in 0..<2 * perArm {
            let isCoached = team % 2 == 1
            let shared = generator.normal() * share.squareRoot() + (isCoached ? effect : 0)
            for _ in 0..<Int.random(in: sizes, using: &generator) {
                let own = shared + generator.normal() * (1 - share).squareRoot()
                let calls = 1 + generator.poisson(mean: 9)
                let won = Double(calls) * (2 + 0.3 * shared) + generator.normal()
                rows.append([
                    isCoached ? "coached" : "control", "t\(team)", "\(own)", "\(won)", "\(calls)",
                ])
            }
        }
        return TextTable(columns: ["arm", "team", "y", "won", "calls"], rows: rows)
    }

    private func effects(_ table: TextTable, _ outcome: String) throws -> [EffectEstimate] {
        var request = CausalReport.Request()
        request.columns.outcomes = [outcome]
        return try CausalReport(table, request).effects
    }

    /// Two teams against two: a row-wise test would claim an effect in two of three files.
    @Test(arguments: ["y", "won/calls"])
    func twoTeamsAgainstTwoClaimNothing(outcome: String) throws {
        var generator = SplitMix64(seed: 2_026)
        for _ in 0..<10 {
            let table = teams(perArm: 2, of: 40...40, share: 0.3, &generator)
            for line in try effects(table, outcome) {
                #expect(line.words == "too early: coached has 2 clusters, at least 4 are needed")
            }
        }
    }

    /// Without an effect at most 5 % are claimed, with the noise of 60 files.
    @Test(arguments: [(4, 10...10), (5, 2...20), (10, 5...15)], ["y", "won/calls"])
    func noEffectIsClaimedSeldom(_ plan: (Int, ClosedRange<Int>), outcome: String) throws {
        let seed: UInt64 = 11
        var generator = SplitMix64(seed: seed)
        var claims: [EffectEstimate.Method: Int] = [:]
        for _ in 0..<60 {
            let table = teams(perArm: plan.0, of: plan.1, share: 0.3, &generator)
            for line in try effects(table, outcome) where line.conclusion.isClaim {
                claims[line.method, default: 0] += 1
            }
        }
        #expect(claims.values.allSatisfy { $0 <= 9 }, "\(claims), seed \(seed)")
    }

    @Test func anEffectOnTeamsIsFound() throws {
        var generator = SplitMix64(seed: 5)
        let found = try (0..<40).count { _ in
            let table = teams(perArm: 12, of: 10...20, share: 0.2, effect: 1, &generator)
            return try effects(table, "y")[0].conclusion == .effect
        }
        #expect(found >= 36)
    }

    /// Known values: 1, 3 v 6, 10 as means of teams of two; Student's t on 2 degrees of freedom.
    @Test func forTeamsOfOneSizeItIsTheTestOfTheirMeans() throws {
        let values = [(0, 0.0), (0, 2), (1, 2), (1, 4), (2, 5), (2, 7), (3, 9), (3, 11)]
        let rows = values.map { team, value in
            [team < 2 ? "control" : "coached", "t\(team)", "\(value)", "1"]
        }
        let table = TextTable(columns: ["arm", "team", "y", "one"], rows: rows)
        for outcome in ["y", "y/one"] {
            let line = try effects(table, outcome)[0]
            let known = MeanDifference.welch(Moments([6, 10]), Moments([1, 3]))
            #expect(abs(line.estimate - 6) < 1e-12)
            #expect(abs(line.standardError - known.standardError) < 1e-12)
            #expect(abs((line.details["degrees_of_freedom"] ?? 0) - 2) < 1e-9)
        }
    }

    /// Agents were assigned within their teams: then agents count, and it is said.
    @Test func teamsThatHaveBothArmsAreNoClusters() throws {
        let rows = (0..<60).map {
            ["\($0 % 2 == 0 ? "control" : "b")", "t\($0 / 10)", "\($0 % 7)"]
        }
        let table = TextTable(columns: ["arm", "team", "y"], rows: rows)
        let report = try CausalReport(table, CausalReport.Request())
        #expect(report.effects.map(\.method) == [.welch, .alwaysValid])
        #expect(report.notes.contains { $0.contains("say --cluster team") })
        var request = CausalReport.Request()
        request.columns.cluster = "team"
        let asked = try CausalReport(table, request).effects
        #expect(asked.map(\.method) == [.clusterRobust, .alwaysValid])
        #expect(asked[0].clusters?.total == 6)
    }

    /// An agent with many calls is one agent: for the error and for the ratio of the arms.
    @Test func repeatedRowsOfAUnitAreOneUnit() throws {
        var generator = SplitMix64(seed: 8)
        let rows = (0..<100).flatMap { unit -> [[String]] in
            let isHeavy = unit % 2 == 0
            return (0..<(isHeavy ? 30 : 5)).map { _ in
                ["u\(unit)", isHeavy ? "control" : "b", "\(generator.normal())"]
            }
        }
        let report = try CausalReport(
            TextTable(columns: ["agent_id", "arm", "y"], rows: rows), CausalReport.Request())
        #expect(report.sampleRatio?.counts == ["control": 50, "b": 50])
        #expect(!report.notes.contains { $0.hasPrefix("sample ratio mismatch") })
        #expect(report.effects[0].method == .clusterRobust)
        #expect(report.effects[0].details["clusters"] == 100)
    }
}
