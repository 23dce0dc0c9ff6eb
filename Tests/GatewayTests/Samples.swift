import CoachingContract
import GatewayDomain
import Identifiers
import Wire

let noon = Instant("2026-01-05T12:00:00Z") ?? Instant(microseconds: 0)
let harbor: TenantID = "harbor"

func manager(of tenant: TenantID = harbor) -> Person {
    person("maria", .manager, nil, of: tenant)
}

func agentPerson(_ agent: AgentID) -> Person { person(agent.rawValue, .agent, agent, of: harbor) }

private func person(
    _ userName: String, _ role: PersonRole, _ agent: AgentID?, of tenant: TenantID
) -> Person {
    guard
        let person = Person(tenant: tenant, userName: userName, role: role, agent: agent, team: nil)
    else { preconditionFailure("only an agent without an agent id is nobody") }
    return person
}

func message(
    _ number: Int, agent: AgentID = "ana", conversation: ConversationID = "c1",
    text: String? = nil, score: Double = 71
) -> LiveMessage {
    LiveMessage(
        conversation: conversation, agent: agent, category: "housing",
        id: MessageID("\(conversation)-m\(number)"), role: number % 2 == 0 ? "agent" : "client",
        text: text ?? "message \(number)", sentAt: noon + .seconds(number), messageCount: number,
        qualityScore: score)
}

func alert(
    _ number: Int, agent: AgentID = "ana", priority: CoachingPriority = .high,
    title: String = "Answer the price with figures", answer: LiveAnswer? = nil
) -> LiveAlert {
    LiveAlert(
        id: AlertID(at: noon + .seconds(number)), agent: agent, conversation: "c1",
        message: "c1-m1",
        type: "real_time_suggestion", priority: priority, confidence: 0.8, title: title,
        text: "The client finds it too expensive.", suggestedAction: "Name two recent sales.",
        evidence: ["price objection"], createdAt: noon + .seconds(number),
        successProbability: 0.42, answer: answer)
}

func cursor(_ number: Int) -> LiveCursor { LiveCursor(transaction: UInt64(number), position: 1) }

/// A session that is active since noon.
func session(
    of agent: AgentID, in tenant: TenantID = harbor, _ status: CoachingSessionStatus = .active
) -> CoachingSession {
    CoachingSession(
        sessionID: SessionID(at: noon), tenantID: tenant, agentID: agent, status: Open(status),
        intensity: Open(.moderate), startedAt: noon, conversationsMonitored: 0, alertsSent: 3,
        realTimeInterventions: 0, isRealTimeEnabled: true, areNotificationsEnabled: true,
        preferredChannels: [], timeZone: "UTC")
}
