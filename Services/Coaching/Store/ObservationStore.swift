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

    /// Keeps what came of messages of one tenant and publishes their events, in one statement.
    ///
    /// Returns whether each was new; one that was kept before changes nothing. Throws when two are of
    /// the same conversation.
    func keep(
        _ observed: [Observed], _ tenant: TenantID, in session: some SQLSession
    ) async throws(DatabaseError) -> [Bool] {
        let rows = try await session.query(
            """
            WITH observed AS MATERIALIZED ( \
            SELECT * FROM unnest(\(observed.map(\.conversationID.rawValue))::text[], \
            \(observed.map(\.messageID.rawValue))::text[], \
            \(observed.map(\.agentID.rawValue))::text[], \
            \(observed.map(\.heard.sessionID))::uuid[], \(observed.map(\.heard.alertID))::uuid[], \
            \(observed.map(\.event.occurredAt))::timestamptz[], \
            \(observed.map(\.promptedAt))::timestamptz[], \(observed.map(\.quality))::float8[], \
            \(observed.map(\.event.eventID))::uuid[], \(observed.map(\.event.kind))::text[], \
            \(observed.map(\.event.payload))::bytea[]) AS message (conversation_id, message_id, \
            agent_id, session_id, alert_id, observed_at, prompted_at, quality, event_id, \
            event_kind, payload)), \
            heard AS ( \
            INSERT INTO coaching.observed_messages \
            (tenant_id, conversation_id, message_id, agent_id, session_id, alert_id, observed_at) \
            SELECT \(tenant), conversation_id, message_id, agent_id, session_id, alert_id, \
            observed_at FROM observed ORDER BY conversation_id, message_id \
            ON CONFLICT DO NOTHING RETURNING conversation_id, message_id), \
            new AS MATERIALIZED ( \
            SELECT observed.* FROM observed JOIN heard USING (conversation_id, message_id)), \
            talk AS ( \
            INSERT INTO coaching.conversations AS known \
            (tenant_id, conversation_id, agent_id, last_prompt_at) \
            SELECT \(tenant), conversation_id, agent_id, prompted_at FROM new \
            ORDER BY conversation_id ON CONFLICT (tenant_id, conversation_id) DO UPDATE SET \
            agent_id = excluded.agent_id, \
            last_prompt_at = coalesce(excluded.last_prompt_at, known.last_prompt_at) \
            WHERE known.agent_id <> excluded.agent_id OR excluded.last_prompt_at IS NOT NULL), \
            prompted AS ( \
            UPDATE coaching.agents AS agent SET last_prompt_at = new.prompted_at FROM new \
            WHERE agent.tenant_id = \(tenant) AND agent.agent_id = new.agent_id \
            AND new.prompted_at IS NOT NULL), \
            counted AS ( \
            INSERT INTO coaching.session_conversations \
            (tenant_id, session_id, conversation_id, quality) \
            SELECT \(tenant), session_id, conversation_id, quality FROM new \
            WHERE session_id IS NOT NULL ORDER BY session_id, conversation_id \
            ON CONFLICT (tenant_id, session_id, conversation_id) \
            DO UPDATE SET quality = excluded.quality), \
            published AS ( \
            INSERT INTO coaching.events \
            (tenant_id, event_id, kind, agent_id, occurred_at, payload) \
            SELECT \(tenant), event_id, event_kind, agent_id, observed_at, payload FROM new) \
            SELECT conversation_id, message_id FROM heard
            """, as: (ConversationID, MessageID).self)
        let new = Set(rows.map { MessagePlace(conversation: $0.0, message: $0.1) })
        return observed.map {
            new.contains(MessagePlace(conversation: $0.conversationID, message: $0.messageID))
        }
    }
}

/// A message with what came of it.
struct Observed: Sendable {
    let conversationID: ConversationID
    let messageID: MessageID
    let agentID: AgentID
    let heard: Standing.Heard
    /// When the agent was told something; nil when not.
    let promptedAt: Instant?
    /// 0–100, the conversation's.
    let quality: Double
    /// `MessageObserved`.
    let event: EventRow
}

private struct MessagePlace: Hashable {
    let conversation: ConversationID
    let message: MessageID
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
