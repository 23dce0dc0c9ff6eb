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
            gathering: Self.gathering, applyTogether: apply)
    }

    @Sendable func apply(_ envelopes: [EventEnvelope], _ transaction: Transaction) async throws {
        guard let tenant = envelopes.first?.tenantID else { return }
        let book = try await rules.book(tenant, in: transaction)
        var proofs: [Proof] = []
        var coachedDays: [ActiveDayStore.Day] = []
        var news: [AgentID: Instant] = [:]
        for envelope in envelopes {
            if let event = try envelope.decode(MessageObserved.self) {
                // A message that no session heard was not coached.
                guard event.sessionID != nil else { continue }
                let message = CoachedMessage(event)
                proofs.append(proof(of: message, at: event.sentAt, envelope, book))
                coachedDays.append((message.moment, event.timeZone))
                let known = news[event.agentID] ?? envelope.occurredAt
                news[event.agentID] = max(known, envelope.occurredAt)
            } else if let event = try envelope.decode(AlertAnswered.self) {
                proofs.append(proof(of: AnsweredAlert(event, envelope), envelope, book))
            } else if let event = try envelope.decode(SessionChanged.self),
                event.status.known == .completed
            {
                proofs.append(proof(of: CompletedSession(event, envelope), envelope, book))
            }
        }
        try await awards.give(proofs, tenant, in: transaction)
        let changed = Set(try await days.add(coachedDays, tenant, in: transaction))
        guard !changed.isEmpty else { return }
        try await awards.takeTurn(in: transaction)
        try await awards.unlock(
            { catalogue, _ in catalogue.ofStreaks }, tenant,
            at: news.filter { changed.contains($0.key) }, in: transaction)
    }

    private func proof(
        of message: CoachedMessage, at sentAt: Instant, _ envelope: EventEnvelope, _ book: RuleBook
    ) -> Proof {
        let rules = book.rules(at: sentAt)
        return Proof(
            envelope, message.moment.agentID, facts: rules.facts(of: message),
            entries: rules.entries(for: message))
    }

    private func proof(
        of answer: AnsweredAlert, _ envelope: EventEnvelope, _ book: RuleBook
    ) -> Proof {
        let rules = book.rules(at: envelope.occurredAt)
        return Proof(
            envelope, answer.moment.agentID, facts: rules.facts(of: answer),
            entries: rules.entries(for: answer))
    }

    private func proof(
        of session: CompletedSession, _ envelope: EventEnvelope, _ book: RuleBook
    ) -> Proof {
        let rules = book.rules(at: envelope.occurredAt)
        return Proof(
            envelope, session.moment.agentID, facts: rules.facts(of: session),
            entries: rules.entries(for: session))
    }
}

extension Proof {
    init(_ envelope: EventEnvelope, _ agent: AgentID, facts: [Fact], entries: [LedgerEntry]) {
        self.init(
            eventID: envelope.eventID, occurredAt: envelope.occurredAt, agentID: agent,
            facts: facts, entries: entries)
    }
}

extension CoachedMessage {
    fileprivate init(_ event: MessageObserved) {
        self.init(
            conversationID: event.conversationID,
            moment: AgentMoment(event.agentID, at: event.sentAt, in: event.timeZone))
    }
}

extension AnsweredAlert {
    fileprivate init(_ event: AlertAnswered, _ envelope: EventEnvelope) {
        self.init(
            alertID: event.alertID,
            moment: AgentMoment(event.agentID, at: envelope.occurredAt, in: event.timeZone),
            isAccepted: event.response.known == .accepted, isActedOn: event.actedOn == true)
    }
}

extension CompletedSession {
    fileprivate init(_ event: SessionChanged, _ envelope: EventEnvelope) {
        self.init(
            sessionID: event.sessionID,
            moment: AgentMoment(event.agentID, at: envelope.occurredAt, in: event.timeZone),
            coachedTime: event.coachedTime)
    }
}
