import GamificationContract
import Identifiers
import ROIContract
import ROISamples
import RPC
import Testing

@Suite struct ExperimentTests {
    private let start = StartExperiment(
        tenantID: ROIRig.tenant, experimentID: "live-coaching", feature: "coaching_prompts",
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

    /// Four agents who win none to three of four conversations.
    @Test func aPlanTellsTheEffectInTheMetricsOwnUnit() async throws {
        try await ROIRig.with { rig in
            var request = PlanExperiment(
                tenantID: ROIRig.tenant, unitsPerArm: 10, treatedShare: 0.25,
                metric: "conversion_rate")
            #expect(try await rig.roi.planExperiment(request).metric == nil)
            for (number, agent) in ["ann", "bob", "cid", "dan"].enumerated() {
                try await rig.apply(
                    (0..<4).map { talk in
                        .heard(
                            ConversationID("\(agent)-\(talk)"), of: AgentID(agent),
                            at: .wallClock, count: 2,
                            outcome: talk < number ? .appointmentScheduled : .leadLost)
                    })
            }
            let plan = try await rig.roi.planExperiment(request)
            #expect(plan.treatedUnits == 5 && plan.controlUnits == 15)
            let now = try #require(plan.metric)
            #expect(now.units == 4 && abs(now.mean - 0.375) < 1e-9)
            #expect(now.words.contains("conversion rate was 37.5 %"))
            // Coaching's one team is of two of them, too few to say.
            request.byTeam = true
            #expect(try await rig.roi.planExperiment(request).metric == nil)
            request.treatedShare = 1
            let error = await #expect(throws: RPCError.self) {
                try await rig.roi.planExperiment(request)
            }
            #expect(error?.message.contains("treated_share") == true)
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

    /// A name with a slip of the pen would compare nothing with nothing.
    @Test func aFeatureThatNobodyHonoursIsRefused() async throws {
        try await ROIRig.with { rig in
            for feature in ["coaching_promts", "Gamification", "own:", ""] {
                var wrong = start
                wrong.feature = feature
                let request = wrong
                let error = await #expect(throws: RPCError.self) {
                    try await rig.roi.startExperiment(request)
                }
                #expect(error?.code == .invalidArgument)
                if !feature.isEmpty {
                    #expect(error?.message.contains("coaching_prompts, gamification") == true)
                }
            }
            var own = start
            own.feature = "own:new dialler"
            let started = try await rig.roi.startExperiment(own)
            #expect(started.feature == "own:new dialler")
        }
    }

    @Test func aFeatureIsInOneRunningExperimentOnly() async throws {
        try await ROIRig.with { rig in
            _ = try await rig.roi.startExperiment(start)
            var other = start
            other.experimentID = "again"
            let second = other
            let error = await #expect(throws: RPCError.self) {
                try await rig.roi.startExperiment(second)
            }
            #expect(error?.code == .failedPrecondition)
            #expect(error?.message.contains("live-coaching") == true)
            _ = try await rig.roi.changeExperiment(
                ChangeExperiment(
                    tenantID: ROIRig.tenant, experimentID: "live-coaching", ramp: nil, stop: true))
            #expect(try await rig.roi.startExperiment(second).experimentID == "again")
            // What is told again changes nothing, whatever runs now.
            #expect(try await rig.roi.startExperiment(start).stoppedAt != nil)
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
            #expect(report.conclusion?.hasPrefix("effect: the conversion rate of coached") == true)
            #expect(report.arms?.map(\.name) == ["control", "coached"])
            #expect(report.arms?.reduce(0) { $0 + $1.agents } == 60)
            #expect(report.arms?.reduce(0) { $0 + $1.conversations } == 360)
            #expect(report.checks?.map(\.state) == ["passed", "passed"])
            let last = try #require(report.course?.last)
            #expect(last.arm == "coached" && abs(last.estimate - rate.estimate) < 1e-9)
            let parts = report.effects.filter { $0.subgroup != nil && $0.metric == rate.metric }
            #expect(parts.map(\.subgroup) == ["tenure=first_year", "tenure=over_three_years"])
            #expect(!report.effects.contains { $0.method == "post_stratified" })
        }
    }

    /// What was said of tenure before the start is done, and an agent in two arms is told of.
    @Test func tenureIsAllowedForWhereItWasNamedAndContaminationIsTold() async throws {
        try await ROIRig.with { rig in
            var stratified = start
            stratified.stratifiedBy = "tenure"
            stratified.metrics = ["conversations", "conversations_per_hour"]
            #expect(try await rig.roi.startExperiment(stratified).stratifiedBy == "tenure")
            let now = Instant.wallClock
            for number in 0..<40 {
                let agent = AgentID("agent-\(number)")
                let arm = number % 4 < 2 ? "control" : "coached"
                let met = PlayArmMet(experimentID: "live-coaching", agentID: agent, arm: arm)
                try await rig.apply([.of(met, agent: agent, at: now)])
                try await rig.apply(
                    (0...number % 3).map { talk in
                        .heard(ConversationID("\(agent)-\(talk)"), of: agent, at: now, count: 1)
                    })
            }
            let other = PlayArmMet(
                experimentID: "live-coaching", agentID: "agent-0", arm: "coached")
            try await rig.apply([.of(other, agent: "agent-0", at: now)])
            let report = try await rig.roi.getExperiment(
                GetExperiment(tenantID: ROIRig.tenant, experimentID: "live-coaching"))
            #expect(report.effects.contains { $0.method == "post_stratified" })
            let check = try #require(report.checks?.first { $0.name == "contamination" })
            #expect(check.state == "failed" && check.words.contains("1 of 40 agents"))
            #expect(report.notes.contains(check.words))
            stratified.experimentID = "b"
            stratified.byTeam = true
            let error = await #expect(throws: RPCError.self) {
                try await rig.roi.startExperiment(stratified)
            }
            #expect(error?.message.contains("stratified_by") == true)
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
            let manager = rig.roi.acting(as: RecordingTests.manager)
            #expect(try await manager.startExperiment(start).experimentID == "live-coaching")
        }
    }
}
