import CrashTest
import Foundation
import Testing

/// A short form of `meshctl bench crash`.
@Suite(.serialized)
struct CrashTests {
    @Test(.timeLimit(.minutes(5)), arguments: [UInt64(1)])
    func `whatever is killed, full or cut, nothing acknowledged is lost and nothing comes twice`(
        seed: UInt64
    ) async throws {
        let test = try await CrashTest(start: [Self.probe])
        let plans = CrashPlan.runs(test.faults.count, of: test.faults, seed: seed)
        let outcomes = try await Self.outcomes(of: plans, on: test)
        #expect(outcomes.count == plans.count)
        for outcome in outcomes { #expect(outcome.isRight, "seed \(seed): \(outcome)") }
    }

    @Test(.timeLimit(.minutes(5)))
    func `a server that forgets what it acknowledged is caught`() async throws {
        let test = try await CrashTest(start: [Self.probe], on: .forgetful)
        let plans = CrashPlan.runs(2, of: [.postgresKilled], seed: 1)
        let outcomes = try await Self.outcomes(of: plans, on: test)
        #expect(outcomes.contains { $0.lost > 0 }, "\(outcomes)")
    }

    @Test func `every fault comes once before one comes again`() {
        for seed in UInt64(0)..<32 {
            let plans = CrashPlan.runs(2 * CrashFault.allCases.count, seed: seed)
            let first = plans.prefix(CrashFault.allCases.count).map(\.fault)
            #expect(Set(first).count == CrashFault.allCases.count, "seed \(seed)")
            #expect(CrashPlan.runs(16, seed: seed) == plans, "the same seed, the same runs")
        }
    }

    private static let probe = URL(filePath: CommandLine.arguments[0]).resolvingSymlinksInPath()
        .deletingLastPathComponent().appending(path: "event-probe").path

    private static func outcomes(
        of plans: [CrashPlan], on test: CrashTest
    ) async throws -> [CrashTest.Outcome] {
        var outcomes: [CrashTest.Outcome] = []
        do {
            try await test.run(plans) { outcomes.append($0) }
        } catch {
            await test.close()
            throw error
        }
        await test.close()
        return outcomes
    }
}
