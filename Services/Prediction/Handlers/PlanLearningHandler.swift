import Identifiers
import PredictionContract
import PredictionDomain
import RPC
import Runtime
import Wire

/// Serves `Prediction.planLearning`: put what helps most in order, and say when the next level comes.
struct PlanLearningHandler: Sendable {
    private static let minutesPerWeek = 5...2_400
    /// Ten kinds at three stages, several times over.
    private static let moduleCountMax = 500
    /// A week of learning; far longer ones are due at a time that no instant can hold.
    private static let moduleMinutesMax = 2_400

    let skills: SkillStore
    let pools: SkillPools

    func handle(_ request: PlanLearning, _ call: Call) async throws -> LearningPlan {
        try Access(call, to: request.tenantID).require(request.agentID)
        let (agent, library) = try read(request)
        let path = LearningPath(for: agent, from: library, at: call.now)
        let milestone = try await milestone(request, at: call.now)
        return LearningPlan(
            steps: path.steps.map(LearningStep.init), milestone: milestone.map(SkillMilestone.init))
    }

    private func read(
        _ request: PlanLearning
    ) throws(RPCError) -> (LearningPath.Agent, [LearningModule]) {
        guard Self.minutesPerWeek.contains(request.minutesPerWeek) else {
            throw RPCError.invalid("minutes_per_week", "must be 5 to 2400")
        }
        guard request.modules.count <= Self.moduleCountMax,
            request.results.count <= Self.moduleCountMax
        else {
            throw RPCError.invalid("modules", "must be \(Self.moduleCountMax) at most, as results")
        }
        guard request.modules.allSatisfy({ $0.minutes <= Self.moduleMinutesMax }) else {
            throw RPCError.invalid("modules.minutes", "must be \(Self.moduleMinutesMax) at most")
        }
        guard request.results.allSatisfy({ (0...1).contains($0.score) }) else {
            throw RPCError.invalid("results.score", "must be 0 to 1")
        }
        guard request.areas.allSatisfy({ (0...100).contains($0.score) && $0.impact >= 0 }) else {
            throw RPCError.invalid("areas", "need a score of 0 to 100 and an impact of 0 or more")
        }
        return (
            LearningPath.Agent(request),
            request.modules.isEmpty
                ? LearningModule.first : request.modules.compactMap(LearningModule.init)
        )
    }

    private func milestone(
        _ request: PlanLearning, at now: Instant
    ) async throws -> SkillForecast.Milestone? {
        let skill = SkillStore.overallQuality
        let points = try await skills.points(of: request.agentID, skill, request.tenantID)
        guard points.count >= SkillForecast.pointCountMin else { return nil }
        let pool = try await pools.pool(skill, request.tenantID)
        return SkillForecast(of: points, dynamics: pool.dynamics, at: now)?.milestone
    }
}

extension LearningModule {
    /// The modules that every library begins with.
    fileprivate static let first = [
        LearningModule(
            id: "lead_qual_beginner", type: .leadQualification, stage: .beginner, minutes: 45),
        LearningModule(
            id: "objection_handling_intermediate", type: .objectionHandling, stage: .intermediate,
            minutes: 60),
        LearningModule(
            id: "closing_advanced", type: .closingTechniques, stage: .advanced, minutes: 75),
    ]

    /// Nil for a kind or a stage that only a newer version knows.
    fileprivate init?(_ summary: TeachableModule) {
        guard let type = summary.type.known, let stage = Stage(rawValue: summary.stage),
            summary.minutes > 0
        else { return nil }
        self.init(id: summary.moduleID, type: type, stage: stage, minutes: summary.minutes)
    }
}

extension LearningPath.Agent {
    fileprivate init(_ request: PlanLearning) {
        self.init(
            scores: Dictionary(
                request.areas.map { ($0.area, $0.score) }, uniquingKeysWith: { $1 }),
            results: request.results.map {
                LearningResult(
                    moduleID: $0.moduleID, completedAt: $0.completedAt, score: $0.score)
            })
        impacts = Dictionary(
            request.areas.map { ($0.area, $0.impact) }, uniquingKeysWith: { $1 })
        minutesPerWeek = request.minutesPerWeek
    }
}

extension LearningStep {
    fileprivate init(_ step: LearningPath.Step) {
        self.init(
            moduleID: step.module.id, kind: step.kind.rawValue, minutes: step.minutes,
            dueBy: step.dueBy, gap: step.gap, reason: step.reason)
    }
}
