import CoachingContract
import Identifiers
import Postgres
import Runtime

/// Holds prompts back from agents who go without them in an experiment.
///
/// Every agent of an experiment is logged at the same place, where a prompt would go out, so that
/// both arms are made of agents whom the coach had something to say to.
struct PromptGate: Sendable {
    let features: FeatureStore
    let events: EventLog

    func holdsBack(
        from agent: AgentID, _ tenant: TenantID, at now: Instant, in transaction: Transaction
    ) async throws -> Bool {
        let arms = try await features.arms(
            of: agent, Coaching.promptsFeature, tenant, in: transaction)
        for arm in arms {
            try await events.append(
                ArmMet(
                    experimentID: arm.experiment, agentID: agent, arm: arm.arm,
                    team: arm.team?.rawValue),
                tenant: tenant, agent: agent, at: now, in: transaction)
        }
        return arms.contains { $0.isControl }
    }
}
