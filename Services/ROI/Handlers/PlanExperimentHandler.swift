import CoachingContract
import Identifiers
import ROIContract
import ROIDomain
import RPC
import Runtime

/// Serves `ROI.planExperiment`: what an experiment of a size would find, before anybody is assigned.
struct PlanExperimentHandler: Sendable {
    let courses: ExperimentCourseStore
    let coaching: Client<Coaching>

    func handle(_ request: PlanExperiment, _ call: Call) async throws -> ExperimentPlan {
        try requireManager(call, of: request.tenantID, agent: nil)
        try check(request.unitsPerArm, in: 2...StoredExperiment.plannedUnitsMax, "units_per_arm")
        let share = request.treatedShare ?? 0.5
        guard share > 0, share < 1 else {
            throw RPCError.invalid("treated_share", "must be more than 0 and less than 1")
        }
        let metric = try request.metric.map { name throws(RPCError) in
            try AgentOutcomes.Metric(named: name, in: "metric")
        }
        let plan = StudyPlan(share: share)
        let answer = plan.answer(meanPerArm: request.unitsPerArm)
        var now: MetricNow?
        if let metric { now = MetricNow(metric, try await units(request, call), answer) }
        return ExperimentPlan(
            words: answer.words,
            detectable: plan.detectable(around: request.unitsPerArm).map {
                DetectableEffect(unitsPerArm: $0.perArm, effect: $0.effectInSD)
            },
            treatedUnits: answer.treated, controlUnits: answer.control,
            metric: now)
    }

    /// Who would be drawn, with what they did in the last four whole weeks.
    private func units(_ request: PlanExperiment, _ call: Call) async throws -> [AgentOutcomes] {
        let today = call.now.utcDay
        let agents = try await courses.usual(
            request.tenantID, in: today.adding(days: -Self.dayCount)..<today.adding(days: 1))
        guard request.byTeam == true else { return agents }
        let teams = try await coaching.listTeams(ListTeams(tenantID: request.tenantID)).teams
        return UsualOutcomes.byTeam(
            agents, teams: teams.map { (name: $0.teamID.rawValue, agents: $0.agents) })
    }

    /// Long enough to even out a week's chance, short enough to be of the agents of today.
    private static let dayCount = 28
}

extension MetricNow {
    /// Nil where units do not tell how much they vary.
    fileprivate init?(
        _ metric: AgentOutcomes.Metric, _ units: [AgentOutcomes], _ answer: StudyPlan.Answer
    ) {
        guard let usual = UsualOutcomes(metric, of: units) else { return nil }
        self.init(
            name: metric.rawValue, units: usual.units, mean: usual.mean,
            standardDeviation: usual.standardDeviation,
            detectable: answer.effectInSD * usual.standardDeviation,
            words: usual.words(detecting: answer))
    }
}
