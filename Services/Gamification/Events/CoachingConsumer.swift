import Cache
import CoachingContract
import GamificationDomain
import Identifiers
import MeshContract
import Postgres
import Runtime
import Wire

/// Pays for coached conversations and answered alerts, and keeps the days of the streak.
struct CoachingConsumer: Sendable {
    let rules: PointRules
    let awards: Awards
    let days: ActiveDayStore

    var consumer: EventConsumer {
        EventConsumer(
            from: "coaching", kinds: [MessageObserved.kind, AlertAnswered.kind], apply: apply)
    }

    @Sendable func apply(_ envelope: EventEnvelope, _ transaction: Transaction) async throws {
        if let event = try envelope.decode(MessageObserved.self) {
            try await apply(event, of: envelope, in: transaction)
        } else if let event = try envelope.decode(AlertAnswered.self) {
            try await apply(event, of: envelope, in: transaction)
        }
    }

    /// A message that no session heard was not coached.
    private func apply(
        _ event: MessageObserved, of envelope: EventEnvelope, in transaction: Transaction
    ) async throws {
        guard event.sessionID != nil else { return }
        let moment = AgentMoment(event.agentID, at: event.sentAt, in: event.timeZone)
        let message = CoachedMessage(conversationID: event.conversationID, moment: moment)
        try await awards.give(
            rules.entries(for: message), envelope.tenantID, at: envelope.occurredAt,
            in: transaction)
        let isChanged = try await days.add(
            moment, timeZone: event.timeZone, envelope.tenantID, in: transaction)
        guard isChanged else { return }
        transaction.announce(change: CacheTag(envelope.tenantID), in: "gamification")
        try await awards.unlockStreaks(
            of: event.agentID, envelope.tenantID, at: envelope.occurredAt, in: transaction)
    }

    private func apply(
        _ event: AlertAnswered, of envelope: EventEnvelope, in transaction: Transaction
    ) async throws {
        let answer = AnsweredAlert(
            alertID: event.alertID,
            moment: AgentMoment(event.agentID, at: envelope.occurredAt, in: event.timeZone),
            isAccepted: event.response.known == .accepted, isActedOn: event.actedOn == true)
        try await awards.give(
            rules.entries(for: answer), envelope.tenantID, at: envelope.occurredAt,
            in: transaction)
    }
}
