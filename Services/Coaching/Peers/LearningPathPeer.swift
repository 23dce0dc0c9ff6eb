import CoachingContract
import CoachingDomain
import Identifiers
import PredictionContract
import RPC
import Wire

/// Asks Prediction what an agent should learn next; without its answer the rules make the plan alone.
struct LearningPathPeer: Sendable {
    /// Somebody waits for the plan.
    static let budget = Duration.milliseconds(500)

    let prediction: Client<Prediction>

    /// Empty when Prediction does not answer in time.
    func path(
        of agent: AgentID, _ tenant: TenantID, _ standing: PlanStanding, _ library: ModuleLibrary
    ) async -> [PathStep] {
        let question = PlanLearning(
            tenantID: tenant, agentID: agent,
            areas: standing.areas.map { LearningArea(area: $0.area, score: $0.score) },
            results: standing.progress.compactMap { ModuleResult($0.key, $0.value) },
            modules: library.modules.map { TeachableModule($0) })
        do throws(RPCError) {
            return try await prediction.planLearning(question, timeout: Self.budget).steps
                .compactMap { PathStep($0, in: library) }
        } catch {
            return []
        }
    }
}

extension PathStep {
    /// Nil for a review: what was passed is in no plan.
    fileprivate init?(_ step: LearningStep, in library: ModuleLibrary) {
        guard step.kind != "review", let module = library[ModuleID(step.moduleID)] else {
            return nil
        }
        self.init(type: module.type, reason: step.reason)
    }
}

extension ModuleResult {
    /// Nil for a module that was not assessed.
    fileprivate init?(_ module: ModuleID, _ progress: ModuleProgress) {
        guard let score = progress.bestScore, let at = progress.completedAt ?? progress.startedAt
        else { return nil }
        self.init(
            moduleID: module.rawValue, completedAt: at, score: min(1, max(0, score / 100)))
    }
}

extension TeachableModule {
    fileprivate init(_ module: TrainingModule) {
        self.init(
            moduleID: module.id.rawValue, type: Open(module.type), stage: module.level.rawValue,
            minutes: module.minutes)
    }
}
