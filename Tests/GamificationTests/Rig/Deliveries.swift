import AnalyzerContract
import CoachingContract
import GamificationSamples
import Identifiers
import MeshContract
import Runtime
import Wire

/// An event on its way from a service.
struct Delivery: Sendable {
    let source: ServiceName
    let envelope: EventEnvelope

    init<Event: MeshEvent>(
        _ event: Event, from source: ServiceName, agent: AgentID, at instant: Instant,
        tenant: TenantID = GamificationRig.tenant
    ) {
        self.source = source
        envelope = EventEnvelope(
            position: .start, eventID: EventID(at: instant), tenantID: tenant, kind: Event.kind,
            agentID: agent, occurredAt: instant, payload: event.wireBytes())
    }

    /// A message that a session heard, or that none did.
    static func heard(
        _ conversation: ConversationID = "c", by agent: AgentID = "ann", at instant: Instant,
        in timeZone: String = "America/Chicago", isCoached: Bool = true,
        tenant: TenantID = GamificationRig.tenant
    ) -> Delivery {
        Delivery(
            MessageObserved(
                conversationID: conversation, agentID: agent, category: "housing",
                messageID: "m", role: Open(.agent), action: Open(.message), text: "Hello",
                sentAt: instant, messageCount: 1, overallQualityScore: 50,
                outcome: Open(.inProgress), sessionID: isCoached ? SessionID(at: instant) : nil,
                timeZone: timeZone),
            from: "coaching", agent: agent, at: instant, tenant: tenant)
    }

    static func analyzed(
        _ conversation: ConversationID = "c", by agent: AgentID = "ann", at instant: Instant,
        ordinal: Int = 10, quality: Double = 50, objections: Int = 0, appointment: Bool = false,
        breach: Bool = false, acts: [MessageAct] = []
    ) -> Delivery {
        Delivery(
            MessageAnalyzed(
                conversationID: conversation, agentID: agent, messageID: "m", ordinal: ordinal,
                role: Open(.agent), action: Open(.message), sentAt: instant,
                findings: MessageFindings(
                    messageID: "m", acts: acts.map { Open($0) }, prices: [], wordCount: 1),
                overallQualityScore: quality, outcome: Open(.inProgress),
                objectionsIdentified: objections, objectionsResolved: objections,
                questionsAsked: 0, appointmentScheduled: appointment, isComplianceBreach: breach),
            from: "analyzer", agent: agent, at: instant)
    }

    static func answered(
        _ alert: AlertID, by agent: AgentID = "ann", at instant: Instant,
        response: AlertResponse = .accepted, actedOn: Bool? = nil
    ) -> Delivery {
        Delivery(
            AlertAnswered(
                alertID: alert, agentID: agent, response: Open(response), actedOn: actedOn,
                timeZone: "America/Chicago"),
            from: "coaching", agent: agent, at: instant)
    }
}
