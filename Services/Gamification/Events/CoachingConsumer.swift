import Cache
import CoachingContract
import GamificationContract
import GamificationDomain
import Identifiers
import MeshContract
import Postgres
import Runtime
import Wire

/// Pays for coached conversations, answered alerts and completed sessions, and keeps the days of the
/// streak.
struct CoachingConsumer: Sendable {
    /// A toast may come a moment after what it is for.
    static let gathering = Duration.milliseconds(250)

    let rules: RuleMemory
    let awards: Awards
    let days: ActiveDayStore

    var consumer: EventConsumer {
        EventConsumer(
            from: "coaching",
            kinds: [MessageObserved.kind, AlertAnswered.kind, SessionChanged.kind],
            gathering: Self.gathering, apply: apply)
    }

    @Sendable func apply(_ envelope: EventEnvelope, _ transaction: Transaction) async throws {
        if let event = try envelope.decode(MessageObserved.self) {
            try await apply(event, of: envelope, in: transaction)
        } else if let event = try envelope.decode(AlertAnswered.self) {
            try await apply(event, of: envelope, in: transaction)
        } else if let event = try envelope.decode(SessionChanged.self) {
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
        let rules = try await rules(at: event.sentAt, for: envelope, in: transaction)
        try await give(
            rules.facts(of: message), rules.entries(for: message), event.agentID, envelope,
            in: transaction)
        let isChanged = try await days.add(
            moment, timeZone: event.timeZone, envelope.tenantID, in: transaction)
        guard isChanged else { return }
        try await awards.takeTurn(in: transaction)
        try await awards.unlock(
            \.ofStreaks, of: event.agentID, envelope.tenantID, at: envelope.occurredAt,
            in: transaction)
    }

    private func apply(
        _ event: AlertAnswered, of envelope: EventEnvelope, in transaction: Transaction
    ) async throws {
        let answer = AnsweredAlert(
            alertID: event.alertID,
            moment: AgentMoment(event.agentID, at: envelope.occurredAt, in: event.timeZone),
            isAccepted: event.response.known == .accepted, isActedOn: event.actedOn == true)
        let rules = try await rules(at: envelope.occurredAt, for: envelope, in: transaction)
        try await give(
            rules.facts(of: answer), rules.entries(for: answer), event.agentID, envelope,
            in: transaction)
    }

    private func apply(
        _ event: SessionChanged, of envelope: EventEnvelope, in transaction: Transaction
    ) async throws {
        guard event.status.known == .completed else { return }
        let session = CompletedSession(
            sessionID: event.sessionID,
            moment: AgentMoment(event.agentID, at: envelope.occurredAt, in: event.timeZone),
            coachedTime: event.coachedTime)
        let rules = try await rules(at: envelope.occurredAt, for: envelope, in: transaction)
        try await give(
            rules.facts(of: session), rules.entries(for: session), event.agentID, envelope,
            in: transaction)
    }

    private func rules(
        at instant: Instant, for envelope: EventEnvelope, in transaction: Transaction
    ) async throws(DatabaseError) -> PointRules {
        try await rules.book(envelope.tenantID, in: transaction).rules(at: instant)
    }

    private func give(
        _ facts: [Fact], _ entries: [LedgerEntry], _ agent: AgentID, _ envelope: EventEnvelope,
        in transaction: Transaction
    ) async throws {
        try await awards.give(
            Proof(eventID: envelope.eventID, agentID: agent, facts: facts, entries: entries),
            envelope.tenantID, at: envelope.occurredAt, in: transaction)
    }
}
