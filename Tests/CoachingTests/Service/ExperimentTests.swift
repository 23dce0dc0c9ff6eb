import AnalyzerContract
import CoachingContract
import Identifiers
import RPC
import Statistics
import Testing
import Wire

@Suite struct ExperimentTests {
    private static let arms = ["without", "with"]

    private func trial(stopped: Bool = false, byTeam: Bool = false) -> FeatureSwitch {
        FeatureSwitch(
            tenantID: CoachingRig.tenant, experimentID: "spring", feature: Coaching.promptsFeature,
            arms: Self.arms, shares: [1, 1], seed: 7, byTeam: byTeam, ramp: 1, isStopped: stopped)
    }

    /// One agent of each arm, control first.
    private func agents() throws -> [AgentID] {
        let assignment = try Assignment(
            experiment: "spring", seed: 7, arms: Self.arms, shares: [1, 1], ramp: 1)
        return try Self.arms.map { arm in
            let names = (0..<100).map { "agent-\($0)" }
            return AgentID(try #require(names.first { assignment.arm(of: $0) == arm }))
        }
    }

    private static let breach = {
        var breach = opportunity("fair_housing", .critical, confidence: 0.6)
        breach.isCompliance = true
        return breach
    }()

    @Test func theControlArmHearsComplianceAndNothingElse() async throws {
        try await CoachingRig.with { rig in
            let (control, treated) = (try agents()[0], try agents()[1])
            _ = try await rig.coaching.switchFeature(trial())
            for agent in [control, treated] { _ = try await rig.start(agent, .critical) }
            rig.analyzer.find { _ in (72, [opportunity("push", .critical), Self.breach]) }
            let held = try await rig.coaching.observeMessage(said(1, in: "c", by: control))
            #expect(held.alert?.title == "Title of fair_housing")
            let told = try await rig.coaching.observeMessage(said(1, in: "t", by: treated))
            #expect(told.alert?.title == "Title of push")
            rig.analyzer.find { _ in (72, [opportunity("other")]) }
            let quiet = try await rig.coaching.observeMessage(said(2, in: "c", by: control))
            #expect(quiet.alert == nil)
            let spoken = try await rig.coaching.observeMessage(said(2, in: "t", by: treated))
            #expect(spoken.alert != nil)
            let met = Set(try await rig.events(ArmMet.self).map { "\($0.agentID) \($0.arm)" })
            #expect(met == ["\(control) without", "\(treated) with"])
        }
    }

    @Test func aStoppedExperimentHoldsNothingBack() async throws {
        try await CoachingRig.with { rig in
            let control = try agents()[0]
            _ = try await rig.coaching.switchFeature(trial())
            _ = try await rig.coaching.switchFeature(trial(stopped: true))
            _ = try await rig.start(control)
            rig.analyzer.find { _ in (72, [opportunity("a")]) }
            #expect(try await rig.coaching.observeMessage(said(1, by: control)).alert != nil)
            #expect(try await rig.events(ArmMet.self).isEmpty)
        }
    }

    @Test func anAgentOfNoTeamTakesNoPartWhereTeamsAreAssigned() async throws {
        try await CoachingRig.with { rig in
            _ = try await rig.coaching.switchFeature(trial(byTeam: true))
            _ = try await rig.start()
            rig.analyzer.find { _ in (72, [opportunity("a")]) }
            #expect(try await rig.coaching.observeMessage(said(1)).alert != nil)
            #expect(try await rig.events(ArmMet.self).isEmpty)
        }
    }

    @Test func armsThatCannotBeAreRefused() async throws {
        try await CoachingRig.with { rig in
            var wrong = trial()
            wrong.shares = [1]
            let refused = await #expect(throws: RPCError.self) {
                try await rig.coaching.switchFeature(wrong)
            }
            #expect(refused?.code == .invalidArgument)
        }
    }
}
