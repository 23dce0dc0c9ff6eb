import CoachingContract
import Identifiers
import MeshContract
import ROIDomain
import ROISamples
import Wire

extension EventEnvelope {
    static func of<Event: MeshEvent>(
        _ event: Event, agent: AgentID, at instant: Instant
    ) -> EventEnvelope {
        EventEnvelope(
            position: .start, eventID: EventID(at: instant), tenantID: ROIRig.tenant,
            kind: Event.kind, agentID: agent, occurredAt: instant, payload: event.wireBytes())
    }

    static func started(_ session: SessionID, of agent: AgentID, at instant: Instant) -> Self {
        of(
            SessionStarted(
                sessionID: session, agentID: agent, intensity: Open(.moderate), timeZone: "UTC"),
            agent: agent, at: instant)
    }

    static func ended(
        _ session: SessionID, of agent: AgentID, at instant: Instant, after coached: Duration,
        as status: CoachingSessionStatus = .completed
    ) -> Self {
        of(
            SessionChanged(
                sessionID: session, agentID: agent, status: Open(status), coachedTime: coached,
                conversationsMonitored: 1, alertsSent: 0, timeZone: "UTC"),
            agent: agent, at: instant)
    }

    static func heard(
        _ conversation: ConversationID, of agent: AgentID, at instant: Instant, count: Int,
        role: MessageRole = .agent, outcome: ConversationOutcome = .inProgress,
        lead: LeadID? = nil
    ) -> Self {
        of(
            MessageObserved(
                conversationID: conversation, agentID: agent, leadID: lead, category: "housing",
                messageID: MessageID("\(conversation)-\(count)"), role: Open(role),
                action: Open(.message), text: "Hello", sentAt: instant, messageCount: count,
                overallQualityScore: 50, outcome: Open(outcome), timeZone: "UTC"),
            agent: agent, at: instant)
    }
}

/// Ten days of one agent: a session of an hour a day, four conversations in an hour of activity,
/// two of them won.
func goodDays(of agent: AgentID) -> [EventEnvelope] {
    (0..<10).flatMap { day -> [EventEnvelope] in
        let morning = march.start + .seconds(day * 86_400 + 9 * 3_600)
        let session = SessionID(
            rawValue: UUIDv7(
                high: UInt64(day) << 16 | 0x7000,
                low: agent.rawValue.utf8.reduce(0) { $0 * 31 + UInt64($1) }))
        let conversations = (0..<4).flatMap { number -> [EventEnvelope] in
            let name = ConversationID("\(agent)-\(day)-\(number)")
            let began = morning + .seconds(number * 900)
            let won: ConversationOutcome = number < 2 ? .appointmentScheduled : .leadLost
            return [
                .heard(name, of: agent, at: began, count: 1, role: .client),
                .heard(name, of: agent, at: began + .seconds(60), count: 2),
                .heard(name, of: agent, at: began + .seconds(120), count: 3, outcome: won),
            ]
        }
        return [.started(session, of: agent, at: morning)] + conversations + [
            .ended(session, of: agent, at: morning + .seconds(3_600), after: .seconds(3_600))
        ]
    }
}
