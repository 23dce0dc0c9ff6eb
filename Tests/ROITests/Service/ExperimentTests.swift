import GamificationContract
import Identifiers
import ROIContract
import ROISamples
import RPC
import Testing

@Suite struct ExperimentTests {
    private let start = StartExperiment(
        tenantID: ROIRig.tenant, experimentID: "live-coaching", feature: "real_time_coaching",
        arms: ["control", "coached"], shares: [], metrics: ["conversion_rate", "conversations"],
        seed: 7, byTeam: false, ramp: 1, plannedUnits: 10)

    private func assign(_ agent: AgentID, team: String? = nil) -> AssignArm {
        AssignArm(
            tenantID: ROIRig.tenant, experimentID: "live-coaching", agentID: agent, team: team)
    }

    @Test func aPlanSaysWhatASizeFindsAndKeepsNothing() async throws {
        try await ROIRig.with { rig in
            let plan = try await rig.roi.planExperiment(
                PlanExperiment(tenantID: ROIRig.tenant, unitsPerArm: 12))
            #expect(plan.words.contains("12 against 12 units"))
            let effects = plan.detectable.map(\.effect)
            #expect(effects == effects.sorted(by: >) && plan.detectable.map(\.unitsPerArm)[2] == 12)
            let ten = try #require(plan.detectable.first { $0.unitsPerArm == 10 })
            #expect(abs(ten.effect - 1.32) < 0.005)
            let error = await #expect(throws: RPCError.self) {
                try await rig.roi.planExperiment(
                    PlanExperiment(tenantID: ROIRig.tenant, unitsPerArm: 1))
            }
            #expect(error?.code == .invalidArgument)
            let all = try await rig.roi.listExperiments(ListExperiments(tenantID: ROIRig.tenant))
            #expect(all.experiments == [])
        }
    }

    @Test func whatItCanFindIsSaidBeforeTheStart() async throws {
        try await ROIRig.with { rig in
            let state = try await rig.roi.startExperiment(start)
            #expect(state.caution.contains("at least 1.32 standard deviations"))
            #expect(state.seed == 7)
            #expect(try await rig.roi.startExperiment(start) == state)
            var other = start
            other.metrics = ["conversations"]
            let error = await #expect(throws: RPCError.self) {
                try await rig.roi.startExperiment(other)
            }
            #expect(error?.code == .alreadyExists)
            other.experimentID = "b"
            other.metrics = ["smiles"]
            let refusal = await #expect(throws: RPCError.self) {
                try await rig.roi.startExperiment(other)
            }
            #expect(refusal?.code == .invalidArgument)
        }
    }

    @Test func anAgentKeepsTheirArmAndAStopSwitchesItOff() async throws {
        try await ROIRig.with { rig in
            var ramped = start
            ramped.ramp = 0.5
            _ = try await rig.roi.startExperiment(ramped)
            let agents = (0..<40).map { AgentID("agent-\($0)") }
            var before: [AgentID: String] = [:]
            for agent in agents { before[agent] = try await rig.roi.assignArm(assign(agent)).arm }
            #expect((8...32).contains(before.count))
            let change = ChangeExperiment(
                tenantID: ROIRig.tenant, experimentID: "live-coaching", ramp: 1, stop: false)
            #expect(try await rig.roi.changeExperiment(change).ramp == 1)
            for agent in agents {
                let now = try await rig.roi.assignArm(assign(agent))
                #expect(now.isOn == (now.arm == "coached"))
                if let arm = before[agent] { #expect(now.arm == arm) }
            }
            let stop = ChangeExperiment(
                tenantID: ROIRig.tenant, experimentID: "live-coaching", ramp: nil, stop: true)
            #expect(try await rig.roi.changeExperiment(stop).stoppedAt != nil)
            #expect(try await rig.roi.assignArm(assign("agent-1")).arm == nil)
            #expect(try await rig.roi.assignArm(assign("agent-1")).isOn == false)
        }
    }

    /// Gamification switches the game and logs who met which arm; everything else is Coaching's.
    @Test func anExperimentOnTheGameIsGamifications() async throws {
        try await ROIRig.with { rig in
            _ = try await rig.roi.startExperiment(start)
            var game = start
            game.experimentID = "does-it-help"
            game.feature = "gamification"
            _ = try await rig.roi.startExperiment(game)
            #expect(rig.switches.told == ["coaching live-coaching", "gamification does-it-help"])
            let now = Instant.wallClock
            let met = PlayArmMet(experimentID: "does-it-help", agentID: "ann", arm: "control")
            for _ in 0..<2 { try await rig.apply([.of(met, agent: "ann", at: now)]) }
            #expect(try await rig.exposure(of: "ann") == now)
        }
    }

    @Test func aTeamGoesTogether() async throws {
        try await ROIRig.with { rig in
            var byTeam = start
            byTeam.byTeam = true
            _ = try await rig.roi.startExperiment(byTeam)
            let error = await #expect(throws: RPCError.self) {
                try await rig.roi.assignArm(assign("ann"))
            }
            #expect(error?.message.contains("team") == true)
            let arms = try await [
                rig.roi.assignArm(assign("ann", team: "north")).arm,
                rig.roi.assignArm(assign("bob", team: "north")).arm,
            ]
            #expect(arms[0] == arms[1] && arms[0] != nil)
        }
    }

    /// Exposed agents in the coached arm win about every second conversation, the others none.
    @Test func theReportFollowsFromExposuresAndEvents() async throws {
        try await ROIRig.with { rig in
            _ = try await rig.roi.startExperiment(start)
            let query = GetExperiment(tenantID: ROIRig.tenant, experimentID: "live-coaching")
            #expect(try await rig.roi.getExperiment(query).notes[0].hasPrefix("too early: nobody"))
            for number in 0..<60 {
                let agent = AgentID("agent-\(number)")
                let arm = try #require(try await rig.roi.assignArm(assign(agent)).arm)
                let now = try #require(try await rig.exposure(of: agent))
                try await rig.apply(
                    (0..<6).map { talk in
                        .heard(
                            ConversationID("\(agent)-\(talk)"), of: agent,
                            at: now, count: 2,
                            outcome: arm == "coached" && talk < 2 + number % 3
                                ? .appointmentScheduled : .leadLost)
                    })
            }
            let report = try await rig.roi.getExperiment(query)
            let rate = try #require(report.effects.first { $0.metric == "conversion_rate" })
            #expect(rate.method == "ratio_delta")
            #expect(abs(rate.estimate - 0.5) < 0.1)
            #expect(rate.conclusion.hasPrefix("effect:"))
            #expect(rate.armUnits + rate.controlUnits == 60)
            let count = try #require(report.effects.first { $0.metric == "conversations" })
            #expect(!count.conclusion.hasPrefix("effect"))
        }
    }

    @Test func onlyManagersStartAndAgentsAskForThemselves() async throws {
        try await ROIRig.with { rig in
            _ = try await rig.roi.startExperiment(start)
            let ann = rig.roi.acting(as: RecordingTests.agent)
            #expect(try await ann.assignArm(assign("ann")).arm != nil)
            let other = await #expect(throws: RPCError.self) {
                try await ann.assignArm(assign("bob"))
            }
            #expect(other?.code == .permissionDenied)
            let begun = await #expect(throws: RPCError.self) {
                try await ann.startExperiment(start)
            }
            #expect(begun?.code == .permissionDenied)
        }
    }
}
