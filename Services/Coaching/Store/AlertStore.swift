import AnalyzerContract
import Cache
import CoachingContract
import CoachingDomain
import Identifiers
import Postgres
import Runtime
import Wire

/// Reads and writes alerts and what agents answered.
struct AlertStore: Sendable {
    private static let columns = """
        a.alert_id, a.cursor, a.agent_id, a.session_id, a.conversation_id, a.message_id, a.type, \
        a.priority, a.confidence, a.title, a.message, a.suggested_action, a.evidence_message_ids, \
        a.evidence_reasons, a.evidence_points, a.channels, a.created_at, a.is_escalated, \
        a.is_compliance, a.success_probability, r.response, r.reason, r.acted_on, r.responded_at, \
        a.timing
        """
    private static let tables =
        "coaching.alerts a LEFT JOIN coaching.alert_answers r USING (tenant_id, alert_id)"

    let database: Database

    /// Alerts after a cursor in its order, some agents' only when `agents` are given.
    func page(
        _ tenant: TenantID, agents: Set<AgentID>?, after cursor: Int64, limit: Int
    ) async throws(DatabaseError) -> [Alert] {
        let only = agents.map(Array.init)
        return try await database.scoped(to: .tenant(tenant)).query(
            """
            SELECT \(unescaped: Self.columns) FROM \(unescaped: Self.tables) \
            WHERE a.tenant_id = \(tenant) AND a.cursor > \(cursor) \
            AND (\(only)::text[] IS NULL OR a.agent_id = ANY(\(only)::text[])) \
            ORDER BY a.cursor LIMIT \(limit)
            """, as: AlertRow.self
        ).map { Alert($0, tenant: tenant) }
    }

    /// An alert by its id; nil when the tenant has none of it.
    func alert(
        _ id: AlertID, _ tenant: TenantID, in session: some SQLSession
    ) async throws(DatabaseError) -> Alert? {
        try await session.first(
            """
            SELECT \(unescaped: Self.columns) FROM \(unescaped: Self.tables) \
            WHERE a.tenant_id = \(tenant) AND a.alert_id = \(id)
            """, as: AlertRow.self
        ).map { Alert($0, tenant: tenant) }
    }

    /// The newest cursor of a tenant; 0 before its first alert.
    func lastCursor(of tenant: TenantID) async throws(DatabaseError) -> Int64 {
        try await database.scoped(to: .tenant(tenant)).first(
            "SELECT last_cursor FROM coaching.alert_cursors WHERE tenant_id = \(tenant)",
            as: Int64.self) ?? 0
    }

    func lastCursors(of tenants: [TenantID]) async throws(DatabaseError) -> [TenantID: Int64] {
        let rows = try await database.scoped(to: .allTenants).query(
            """
            SELECT tenant_id, last_cursor FROM coaching.alert_cursors \
            WHERE tenant_id = ANY(\(tenants))
            """, as: (TenantID, Int64).self)
        return Dictionary(rows, uniquingKeysWith: max)
    }

    /// Stores an alert under the tenant's next cursor and returns that.
    ///
    /// Other alerts of the tenant wait from here to the end of the transaction, so this comes late.
    func insert(
        _ alert: Alert, key: String, in transaction: Transaction
    ) async throws(DatabaseError) -> Int64 {
        transaction.announce(change: CacheTag(alert.tenantID), in: "coaching")
        let cursor = try await transaction.first(
            """
            WITH next AS ( \
            INSERT INTO coaching.alert_cursors AS newest (tenant_id, last_cursor) \
            VALUES (\(alert.tenantID), 1) \
            ON CONFLICT (tenant_id) DO UPDATE SET last_cursor = newest.last_cursor + 1 \
            RETURNING last_cursor) \
            INSERT INTO coaching.alerts \
            (tenant_id, alert_id, cursor, agent_id, session_id, conversation_id, message_id, \
            opportunity_key, type, priority, confidence, title, message, suggested_action, \
            evidence_message_ids, evidence_reasons, evidence_points, channels, created_at, \
            is_escalated, is_compliance, success_probability, timing) \
            SELECT \(alert.tenantID), \(alert.alertID), last_cursor, \(alert.agentID), \
            \(alert.sessionID), \(alert.conversationID), \(alert.messageID), \(key), \
            \(alert.type.known), \(alert.priority.known), \(alert.confidence), \(alert.title), \
            \(alert.message), \(alert.suggestedAction), \(alert.evidence.map(\.messageID)), \
            \(alert.evidence.map(\.reason)), \(alert.evidence.map(\.points)), \
            \(alert.channels.compactMap(\.known)), \(alert.createdAt), \(alert.isEscalated), \
            \(alert.isCompliance), \(alert.successProbability), \(alert.timing.known) \
            FROM next RETURNING cursor
            """, as: Int64.self)
        guard let cursor else {
            throw DatabaseError(.unexpectedData, "storing an alert returned no cursor")
        }
        return cursor
    }

    /// Tells every replica of a new alert when the transaction commits.
    func ring(_ ring: AlertRing, in transaction: Transaction) {
        transaction.announce(ring.payload, on: AlertRing.channel)
    }

    /// Keeps an answer; false when it says nothing that was not known.
    func answer(
        _ alert: AlertID, _ tenant: TenantID, with answer: AlertAnswer, in transaction: Transaction
    ) async throws(DatabaseError) -> Bool {
        transaction.announce(change: CacheTag(tenant), in: "coaching")
        return try await transaction.execute(
            """
            INSERT INTO coaching.alert_answers AS known \
            (tenant_id, alert_id, response, reason, acted_on, responded_at) \
            VALUES (\(tenant), \(alert), \(answer.response.known), \(answer.reason), \
            \(answer.actedOn), \(answer.respondedAt)) \
            ON CONFLICT (tenant_id, alert_id) DO UPDATE SET \
            response = excluded.response, reason = excluded.reason, \
            acted_on = CASE WHEN known.response = excluded.response \
            THEN coalesce(excluded.acted_on, known.acted_on) ELSE excluded.acted_on END, \
            responded_at = excluded.responded_at \
            WHERE known.response <> excluded.response OR known.reason <> excluded.reason \
            OR known.acted_on IS DISTINCT FROM coalesce(excluded.acted_on, known.acted_on)
            """) > 0
    }
}

/// The columns of an alert in the order of `columns`.
typealias AlertRow = (
    AlertID, Int64, AgentID, SessionID, ConversationID, MessageID, AlertType, CoachingPriority,
    Double, String, String, String, [MessageID], [String], [Double], [NotificationChannel], Instant,
    Bool, Bool, Double?, AlertResponse?, String?, Bool?, Instant?, InterventionTiming
)

extension Alert {
    fileprivate init(_ row: AlertRow, tenant: TenantID) {
        var evidence: [Evidence] = []
        for (place, message) in row.12.enumerated() where place < min(row.13.count, row.14.count) {
            evidence.append(
                Evidence(messageID: message, reason: row.13[place], points: row.14[place]))
        }
        var response: AlertAnswer?
        if let word = row.20, let respondedAt = row.23 {
            response = AlertAnswer(
                response: Open(word), reason: row.21 ?? "", actedOn: row.22,
                respondedAt: respondedAt)
        }
        self.init(
            alertID: row.0, cursor: row.1, tenantID: tenant, agentID: row.2, sessionID: row.3,
            conversationID: row.4, messageID: row.5, type: Open(row.6), priority: Open(row.7),
            confidence: row.8, title: row.9, message: row.10, suggestedAction: row.11,
            evidence: evidence, channels: row.15.map { Open($0) }, createdAt: row.16,
            isEscalated: row.17, isCompliance: row.18, response: response,
            successProbability: row.19, timing: Open(row.24))
    }
}
