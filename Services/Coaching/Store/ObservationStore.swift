import AnalyzerContract
import CoachingContract
import CoachingDomain
import Identifiers
import Postgres
import Runtime

/// What is known when a message comes: the agent's session, the conversation, and the message
/// itself when it was heard before.
struct Standing: Sendable {
    var session: OpenSession?
    var conversation: ConversationState
    /// Who talks in the conversation so far; nil when it is new.
    var agent: AgentID?
    /// The agent's IANA time zone.
    var timeZone: String
    /// What came of the same message before.
    var earlier: Heard?

    /// The agent's session that is active or paused.
    struct OpenSession: Sendable {
        var id: SessionID
        var state: SessionState
        var channels: [NotificationChannel]
    }

    /// What came of a message.
    struct Heard: Sendable {
        var sessionID: SessionID?
        var alertID: AlertID?
    }

    /// The session that a message counts for: only while it is active.
    var countingSessionID: SessionID? {
        session.flatMap { $0.state.status == .active ? $0.id : nil }
    }
}

/// Reads what a message meets and writes what came of it.
struct ObservationStore: Sendable {
    let database: Database

    /// Where things stand for a message of this agent in this conversation.
    func standing(
        _ message: ObserveMessage, in session: some SQLSession
    ) async throws(DatabaseError) -> Standing {
        let row = try await session.first(
            """
            SELECT s.session_id, s.status, s.intensity, s.is_real_time_enabled, \
            s.are_notifications_enabled, s.preferred_channels, c.agent_id, c.last_prompt_at, \
            a.last_prompt_at, \
            ARRAY(SELECT opportunity_key FROM coaching.alerts r \
            WHERE r.tenant_id = t.tenant_id AND r.conversation_id = \(message.conversationID)), \
            coalesce(s.time_zone, a.time_zone, 'UTC'), \
            o.message_id IS NOT NULL, o.session_id, o.alert_id \
            FROM (SELECT \(message.tenantID)::text AS tenant_id) t \
            LEFT JOIN coaching.sessions s ON s.tenant_id = t.tenant_id \
            AND s.agent_id = \(message.agentID) AND s.status IN ('active', 'paused') \
            LEFT JOIN coaching.agents a ON a.tenant_id = t.tenant_id \
            AND a.agent_id = \(message.agentID) \
            LEFT JOIN coaching.conversations c ON c.tenant_id = t.tenant_id \
            AND c.conversation_id = \(message.conversationID) \
            LEFT JOIN coaching.observed_messages o ON o.tenant_id = t.tenant_id \
            AND o.conversation_id = \(message.conversationID) \
            AND o.message_id = \(message.message.messageID)
            """, as: StandingRow.self)
        guard let row else {
            throw DatabaseError(.unexpectedData, "a row that always is there is not")
        }
        return Standing(row)
    }

    /// Makes every other message of the conversation wait for the end of the transaction, and all of
    /// the agent's that there is something to say about.
    func lock(
        _ message: ObserveMessage, in transaction: Transaction
    ) async throws(DatabaseError) {
        _ = try await transaction.first(
            """
            SELECT true FROM coaching.agents WHERE tenant_id = \(message.tenantID) \
            AND agent_id = \(message.agentID) FOR NO KEY UPDATE
            """, as: Bool.self)
        try await transaction.execute(
            """
            INSERT INTO coaching.conversations (tenant_id, conversation_id, agent_id) \
            VALUES (\(message.tenantID), \(message.conversationID), \(message.agentID)) \
            ON CONFLICT (tenant_id, conversation_id) DO UPDATE SET agent_id = excluded.agent_id
            """)
    }

    /// Keeps what came of a message and publishes its event, in one statement; false when it was kept
    /// before, and nothing is changed then.
    func keep(
        _ message: ObserveMessage, _ heard: Standing.Heard, quality: Double, _ event: EventRow,
        at now: Instant, in session: some SQLSession
    ) async throws(DatabaseError) -> Bool {
        let promptedAt = heard.alertID == nil ? nil : message.message.sentAt
        return try await session.first(
            """
            WITH heard AS ( \
            INSERT INTO coaching.observed_messages \
            (tenant_id, conversation_id, message_id, agent_id, session_id, alert_id, observed_at) \
            VALUES (\(message.tenantID), \(message.conversationID), \
            \(message.message.messageID), \(message.agentID), \(heard.sessionID), \
            \(heard.alertID), \(now)) \
            ON CONFLICT DO NOTHING RETURNING tenant_id, conversation_id), \
            talk AS ( \
            INSERT INTO coaching.conversations AS known \
            (tenant_id, conversation_id, agent_id, last_prompt_at) \
            SELECT tenant_id, conversation_id, \(message.agentID), \(promptedAt)::timestamptz \
            FROM heard ON CONFLICT (tenant_id, conversation_id) DO UPDATE SET \
            agent_id = excluded.agent_id, \
            last_prompt_at = coalesce(excluded.last_prompt_at, known.last_prompt_at) \
            WHERE known.agent_id <> excluded.agent_id OR excluded.last_prompt_at IS NOT NULL), \
            prompted AS ( \
            UPDATE coaching.agents SET last_prompt_at = \(promptedAt)::timestamptz \
            WHERE tenant_id = \(message.tenantID) AND agent_id = \(message.agentID) \
            AND \(promptedAt)::timestamptz IS NOT NULL AND EXISTS (SELECT FROM heard)), \
            counted AS ( \
            INSERT INTO coaching.session_conversations \
            (tenant_id, session_id, conversation_id, quality) \
            SELECT tenant_id, \(heard.sessionID), conversation_id, \(quality) FROM heard \
            WHERE \(heard.sessionID)::uuid IS NOT NULL \
            ON CONFLICT (tenant_id, session_id, conversation_id) \
            DO UPDATE SET quality = excluded.quality), \
            published AS ( \
            INSERT INTO coaching.events \
            (tenant_id, event_id, kind, agent_id, occurred_at, payload) \
            SELECT tenant_id, \(event.eventID), \(event.kind), \(event.agentID), \
            \(event.occurredAt), \(event.payload) FROM heard) \
            SELECT EXISTS (SELECT FROM heard)
            """, as: Bool.self) ?? false
    }
}

private typealias StandingRow = (
    SessionID?, CoachingSessionStatus?, CoachingIntensity?, Bool?, Bool?, [NotificationChannel]?,
    AgentID?, Instant?, Instant?, [String], String, Bool, SessionID?, AlertID?
)

extension Standing {
    fileprivate init(_ row: StandingRow) {
        if let id = row.0, let status = row.1, let intensity = row.2 {
            let preferred = row.4 == true ? row.5 ?? [] : []
            session = OpenSession(
                id: id,
                state: SessionState(
                    status: status, intensity: intensity, isRealTimeEnabled: row.3 ?? false),
                channels: preferred.isEmpty ? [.agentAlert] : preferred)
        }
        conversation = ConversationState(
            lastPromptAt: row.7, agentPromptAt: row.8, raisedKeys: Set(row.9))
        agent = row.6
        timeZone = row.10
        earlier = row.11 ? Heard(sessionID: row.12, alertID: row.13) : nil
    }
}
