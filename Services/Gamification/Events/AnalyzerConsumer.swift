import AnalyzerContract
import GamificationDomain
import Identifiers
import MeshContract
import Postgres
import Runtime
import Wire

/// Pays for what the Analyzer finds: quality, objections resolved, appointments and skills shown.
///
/// Its events carry no time zone, so the day that a limit counts in is the UTC day.
struct AnalyzerConsumer: Sendable {
    let rules: RuleMemory
    let awards: Awards

    var consumer: EventConsumer {
        EventConsumer(
            from: "analyzer", kinds: [MessageAnalyzed.kind],
            gathering: CoachingConsumer.gathering, applyTogether: apply)
    }

    @Sendable func apply(_ envelopes: [EventEnvelope], _ transaction: Transaction) async throws {
        guard let tenant = envelopes.first?.tenantID else { return }
        let book = try await rules.book(tenant, in: transaction)
        let proofs = try envelopes.compactMap { envelope -> Proof? in
            guard let event = try envelope.decode(MessageAnalyzed.self) else { return nil }
            let message = AnalyzedMessage(event)
            let rules = book.rules(at: event.sentAt)
            return Proof(
                envelope, event.agentID, facts: rules.facts(of: message),
                entries: rules.entries(for: message))
        }
        try await awards.give(proofs, tenant, in: transaction)
    }
}

extension AnalyzedMessage {
    fileprivate init(_ event: MessageAnalyzed) {
        let isAgents = event.role.known == .agent
        self.init(
            conversationID: event.conversationID,
            moment: AgentMoment(event.agentID, at: event.sentAt, in: "UTC"),
            ordinal: event.ordinal, overallQuality: event.overallQualityScore,
            objectionsResolved: event.objectionsResolved,
            isAppointmentSet: event.appointmentScheduled,
            isComplianceBreach: event.isComplianceBreach,
            isLeadAdvanced: [.leadAdvanced, .appointmentScheduled].contains(event.outcome.known),
            acts: isAgents ? Set(event.findings.acts.compactMap(\.known)) : [],
            timeToWrite: isAgents ? event.typingStartedAt.map { event.sentAt - $0 } : nil)
    }
}

extension AgentMoment {
    init(_ agentID: AgentID, at instant: Instant, in timeZone: String) {
        self.init(
            agentID: agentID, instant: instant,
            day: LocalCalendar.day(of: instant, in: timeZone))
    }
}
