import CoachingContract
import CoachingDomain
import Identifiers
import Postgres
import Runtime
import Wire

/// Shows a letter on the pages that its addressee has open: an event, which every gateway reads.
struct ScreenCarrier: Carrier {
    let database: Database
    let events: EventLog
    let now: @Sendable () -> Instant

    func carry(_ letter: Letter) async -> DeliveryOutcome {
        do {
            // The letter's own id: carried twice it is shown once.
            let id = EventID(rawValue: letter.id.rawValue)
            try await database.withTransaction(.tenant(letter.tenant)) { transaction in
                try await events.append(
                    NotificationSent(letter), eventID: id, tenant: letter.tenant,
                    agent: letter.addressee.agentID.rawValue.isEmpty
                        ? nil : letter.addressee.agentID,
                    at: now(), in: transaction)
            }
            return .delivered(reference: "\(id)")
        } catch {
            return .unavailable("the event was not stored: \(error)")
        }
    }
}

extension NotificationSent {
    init(_ letter: Letter) {
        let (agent, user) = (letter.addressee.agentID, letter.addressee.userName)
        self.init(
            notificationID: letter.id, agentID: agent.rawValue.isEmpty ? nil : agent,
            userName: user.isEmpty ? nil : user, channel: Open(letter.channel),
            kind: letter.kind.rawValue, priority: Open(letter.priority), title: letter.title,
            body: letter.body, subject: letter.subject, createdAt: letter.createdAt,
            aboutAgentID: letter.kind == .escalation && agent.rawValue.isEmpty
                ? AgentID(letter.subject) : nil)
    }
}
