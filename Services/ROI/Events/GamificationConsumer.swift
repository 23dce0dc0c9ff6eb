import GamificationContract
import Identifiers
import MeshContract
import Postgres
import Runtime

/// Keeps which achievements agents unlocked: whether the game is played is part of adoption.
struct GamificationConsumer: Sendable {
    let adoption: AdoptionStore

    var consumer: EventConsumer {
        EventConsumer(
            from: "gamification", kinds: [AchievementUnlocked.kind],
            gathering: CoachingConsumer.gathering, apply: apply)
    }

    @Sendable func apply(_ envelope: EventEnvelope, _ transaction: Transaction) async throws {
        guard let event = try envelope.decode(AchievementUnlocked.self) else { return }
        try await adoption.unlocked(
            event.achievementID, by: event.agentID, envelope.tenantID, at: envelope.occurredAt,
            in: transaction)
    }
}
