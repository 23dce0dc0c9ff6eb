import CoachingContract
import Identifiers
import MeshContract
import Postgres
import Runtime
import Wire

/// Keeps what Coaching's events say about sessions, conversations and activity, and about what
/// agents do with prompts and modules.
struct CoachingConsumer: Sendable {
    /// Nobody looks at returns by the second.
    static let gathering = Duration.seconds(1)

    let activity: ActivityStore
    let adoption: AdoptionStore
    let experiments: ExperimentStore

    var consumer: EventConsumer {
        EventConsumer(
            from: "coaching",
            kinds: [
                SessionStarted.kind, SessionChanged.kind, MessageObserved.kind, AlertRaised.kind,
                AlertAnswered.kind, ModuleCompleted.kind, ArmMet.kind,
            ], gathering: Self.gathering, applyTogether: apply)
    }

    /// One statement for all messages and one for all sessions; the rest is rare.
    @Sendable func apply(_ envelopes: [EventEnvelope], _ transaction: Transaction) async throws {
        guard let tenant = envelopes.first?.tenantID else { return }
        let messages = try envelopes.compactMap { try $0.decode(MessageObserved.self) }
        try await activity.apply(messages.map(HeardMessage.init), tenant, in: transaction)
        try await activity.apply(
            try envelopes.compactMap(SessionState.init), tenant, in: transaction)
        for envelope in envelopes { try await applyUse(envelope, transaction) }
    }

    private func applyUse(_ envelope: EventEnvelope, _ transaction: Transaction) async throws {
        if let event = try envelope.decode(AlertRaised.self) {
            try await adoption.raised(
                event.alert.alertID, to: event.alert.agentID, envelope.tenantID,
                at: envelope.occurredAt, in: transaction)
        } else if let event = try envelope.decode(AlertAnswered.self) {
            // An answer that only a newer Coaching knows is an answer, and no acceptance.
            try await adoption.answered(
                event.alertID, by: event.agentID, event.response.known?.rawValue ?? "other",
                actedOn: event.actedOn, envelope.tenantID, at: envelope.occurredAt,
                in: transaction)
        } else if let event = try envelope.decode(ModuleCompleted.self) {
            try await adoption.passed(
                event.moduleID, by: event.agentID, envelope.tenantID, at: envelope.occurredAt,
                in: transaction)
        } else if let event = try envelope.decode(ArmMet.self) {
            try await experiments.expose(
                event.agentID, to: event.arm, of: event.experimentID, envelope.tenantID,
                team: event.team, stratum: nil, at: envelope.occurredAt, in: transaction)
        }
    }
}

/// What a message says about a conversation and about its agent's activity.
struct HeardMessage: Hashable, Sendable {
    let conversationID: ConversationID
    let agentID: AgentID
    /// Nil where the conversation names nobody.
    let leadID: LeadID?
    let sentAt: Instant
    let messageCount: Int
    let outcome: ConversationOutcome
    /// 0–100; nil for what is no score.
    let quality: Double?
    let isAgents: Bool

    init(_ event: MessageObserved) {
        conversationID = event.conversationID
        agentID = event.agentID
        leadID = event.leadID
        sentAt = event.sentAt
        messageCount = event.messageCount
        // An outcome that only a newer Coaching knows is none that can be counted yet.
        outcome = event.outcome.known ?? .inProgress
        let score = event.overallQualityScore
        quality = (0...100).contains(score) ? score : nil
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

extension SessionState {
    /// Nil for an event that tells of no session.
    fileprivate init?(_ envelope: EventEnvelope) throws {
        if let event = try envelope.decode(SessionStarted.self) {
            self.init(
                id: event.sessionID, agentID: event.agentID, status: .active, coachedTime: .zero,
                changedAt: envelope.occurredAt)
        } else if let event = try envelope.decode(SessionChanged.self) {
            // A status that only a newer Coaching knows is one in which the session goes on.
            self.init(
                id: event.sessionID, agentID: event.agentID, status: event.status.known ?? .active,
                coachedTime: event.coachedTime, changedAt: envelope.occurredAt)
        } else {
            return nil
        }
    }
}
