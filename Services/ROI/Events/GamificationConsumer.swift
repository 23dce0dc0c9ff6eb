import GamificationContract
import Identifiers
import MeshContract
import Postgres
import Runtime

/// Keeps which achievements agents unlocked, since whether the game is played is part of adoption,
/// and who met which arm of an experiment on it.
struct GamificationConsumer: Sendable {
    let adoption: AdoptionStore
    let experiments: ExperimentStore

    var consumer: EventConsumer {
        EventConsumer(
            from: "gamification", kinds: [AchievementUnlocked.kind, PlayArmMet.kind],
            gathering: CoachingConsumer.gathering, apply: apply)
    }

    /// Who does not see the game does not play it, whatever they would have unlocked.
    @Sendable func apply(_ envelope: EventEnvelope, _ transaction: Transaction) async throws {
        if let event = try envelope.decode(AchievementUnlocked.self), event.isShown {
            try await adoption.unlocked(
                event.achievementID, by: event.agentID, envelope.tenantID,
                at: envelope.occurredAt, in: transaction)
        } else if let event = try envelope.decode(PlayArmMet.self) {
            try await experiments.expose(
                event.agentID, to: event.arm, of: event.experimentID, envelope.tenantID,
                team: event.team, stratum: nil, at: envelope.occurredAt, in: transaction)
        }
    }
}
