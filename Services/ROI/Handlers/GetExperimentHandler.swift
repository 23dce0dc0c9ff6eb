import GamificationContract
import Identifiers
import ROIContract
import ROIDomain
import RPC
import Runtime

/// Serves `ROI.getExperiment`: who met which arm, whether the draw went well, and what came of it.
struct GetExperimentHandler: Sendable {
    let experiments: ExperimentStore
    let courses: ExperimentCourseStore
    /// Knows since when agents work here.
    let gamification: Client<Gamification>

    /// Effects by tenure are left out rather than waited for.
    static let tenureTimeout = Duration.seconds(1)

    func handle(_ request: GetExperiment, _ call: Call) async throws -> ExperimentReport {
        try requireManager(call, of: request.tenantID, agent: nil)
        let known = try await experiments.known(request.experimentID, request.tenantID)
        let exposed = try await courses.exposed(known.id, request.tenantID)
        let looks = ExperimentCourse.times(
            from: known.startedAt, to: known.stoppedAt ?? call.now, agents: exposed.agents)
        let course = ExperimentCourse(
            try await courses.stages(
                of: known.id, request.tenantID, from: known.startedAt, at: looks),
            at: looks, known.design)
        let (agents, gap) = await tenured(course.agents, known, request.tenantID)
        let findings = ExperimentFindings(agents, known.design)
        let checks = ExperimentCheck.all(agents, known.design, metOther: exposed.metOther)
        return ExperimentReport(
            state: ExperimentState(known), effects: findings.effects.map(ExperimentEffect.init),
            notes: findings.notes + (gap.map { [$0] } ?? [])
                + checks.filter { $0.state != .passed }.map(\.words),
            arms: findings.arms.map(ExperimentArm.init),
            checks: checks.map(ROIContract.ExperimentCheck.init),
            course: course.looks.map(ExperimentLook.init), conclusion: findings.conclusion)
    }

    /// The agents with their tenure when the experiment started, where nobody named another stratum;
    /// and why that is not known.
    private func tenured(
        _ agents: [AgentOutcomes], _ known: StoredExperiment, _ tenant: TenantID
    ) async -> ([AgentOutcomes], gap: String?) {
        guard !agents.isEmpty, !known.isByTeam, agents.contains(where: { $0.stratum == nil }) else {
            return (agents, nil)
        }
        do {
            let hired = try await gamification.listHireDates(
                ListHireDates(tenantID: tenant), timeout: Self.tenureTimeout
            ).agents
            let day = known.startedAt.utcDay
            let tenures = Dictionary(
                hired.map { ($0.agentID.rawValue, Tenure(hiredOn: $0.hiredOn, on: day).rawValue) },
                uniquingKeysWith: { first, _ in first })
            return (agents.map { $0.stratified($0.stratum ?? tenures[$0.unit]) }, nil)
        } catch {
            return (agents, "effects by tenure are missing: Gamification, which knows it, is away")
        }
    }
}

extension ExperimentEffect {
    fileprivate init(_ effect: EffectEstimate) {
        // What no interval can be given for is told as one without bounds.
        func bounded(_ value: Double) -> Double {
            value.isNaN ? 0 : min(max(value, -1e300), 1e300)
        }
        self.init(
            metric: effect.outcome, arm: effect.arm,
            method: effect.method.rawValue, estimate: bounded(effect.estimate),
            standardError: bounded(effect.standardError), lower: bounded(effect.interval.lower),
            upper: bounded(effect.interval.upper),
            pValue: effect.pValue.isFinite ? effect.pValue : 1,
            adjustedPValue: effect.adjustedPValue, armUnits: effect.armCount,
            controlUnits: effect.controlCount, conclusion: effect.sentence,
            subgroup: effect.subgroup)
    }
}

extension ExperimentArm {
    fileprivate init(_ arm: ExperimentFindings.Arm) {
        self.init(
            name: arm.name, share: arm.share, units: arm.units, agents: arm.agents,
            conversations: arm.conversations)
    }
}

extension ROIContract.ExperimentCheck {
    fileprivate init(_ check: ROIDomain.ExperimentCheck) {
        self.init(name: check.name.rawValue, state: check.state.rawValue, words: check.words)
    }
}

extension ExperimentLook {
    fileprivate init(_ look: ExperimentCourse.Look) {
        self.init(
            at: look.at, arm: look.arm, estimate: look.estimate, lower: look.interval.lower,
            upper: look.interval.upper, armUnits: look.armUnits, controlUnits: look.controlUnits)
    }
}
