import CoachingContract
import Identifiers
import MeshContract
import Postgres
import Runtime
import Wire

/// Keeps what Coaching's events say about sessions, conversations and activity.
struct CoachingConsumer: Sendable {
    let activity: ActivityStore

    var consumer: EventConsumer {
        EventConsumer(
            from: "coaching",
            kinds: [SessionStarted.kind, SessionChanged.kind, MessageObserved.kind], apply: apply)
    }

    @Sendable func apply(_ envelope: EventEnvelope, _ transaction: Transaction) async throws {
        if let event = try envelope.decode(MessageObserved.self) {
            try await activity.apply(
                HeardMessage(event), envelope.tenantID, in: transaction)
        } else if let event = try envelope.decode(SessionStarted.self) {
            try await activity.apply(
                SessionState(
                    id: event.sessionID, agentID: event.agentID, status: .active,
                    coachedTime: .zero, changedAt: envelope.occurredAt),
                envelope.tenantID, in: transaction)
        } else if let event = try envelope.decode(SessionChanged.self) {
            // A status that only a newer Coaching knows is one in which the session goes on.
            try await activity.apply(
                SessionState(
                    id: event.sessionID, agentID: event.agentID,
                    status: event.status.known ?? .active, coachedTime: event.coachedTime,
                    changedAt: envelope.occurredAt),
                envelope.tenantID, in: transaction)
        }
    }
}

/// What a message says about a conversation and about its agent's activity.
struct HeardMessage: Hashable, Sendable {
    let conversationID: ConversationID
    let agentID: AgentID
    let sentAt: Instant
    let messageCount: Int
    let outcome: ConversationOutcome
    let isAgents: Bool

    init(_ event: MessageObserved) {
        conversationID = event.conversationID
        agentID = event.agentID
        sentAt = event.sentAt
        messageCount = event.messageCount
        // An outcome that only a newer Coaching knows is none that can be counted yet.
        outcome = event.outcome.known ?? .inProgress
        isAgents = event.role.known == .agent
    }
}

/// How a session stands.
struct SessionState: Hashable, Sendable {
    let id: SessionID
    let agentID: AgentID
    let status: CoachingSessionStatus
    let coachedTime: Duration
    let changedAt: Instant
}
