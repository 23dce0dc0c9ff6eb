import CoachingContract
import CoachingDomain
import Identifiers
import Postgres
import Wire

/// Keeps what managers should see to.
struct EscalationStore: Sendable {
    private static let columns = """
        escalation_id, agent_id, cause, summary, alert_id, conversation_id, status, raised_at, \
        changed_by, changed_at, note
        """

    let database: Database

    /// Stores one; false when the agent has an unresolved one of the same cause.
    func insert(
        _ escalation: Escalation, _ tenant: TenantID, in session: some SQLSession
    ) async throws(DatabaseError) -> Bool {
        try await session.execute(
            """
            INSERT INTO coaching.escalations (tenant_id, escalation_id, agent_id, cause, summary, \
            alert_id, conversation_id, status, raised_at) \
            VALUES (\(tenant), \(escalation.escalationID), \(escalation.agentID), \
            \(escalation.cause.known), \(escalation.summary), \(escalation.alertID), \
            \(escalation.conversationID), 'open', \(escalation.raisedAt)) ON CONFLICT DO NOTHING
            """) > 0
    }

    /// The oldest that is not resolved of the same agent and cause; itself when it is the only one.
    func firstUnresolved(
        like escalation: Escalation, _ tenant: TenantID, in session: some SQLSession
    ) async throws(DatabaseError) -> (id: EscalationID, raisedAt: Instant) {
        try await session.first(
            """
            SELECT escalation_id, raised_at FROM coaching.escalations \
            WHERE tenant_id = \(tenant) AND agent_id = \(escalation.agentID) \
            AND cause = \(escalation.cause.known) AND status <> 'resolved' \
            ORDER BY raised_at, escalation_id LIMIT 1
            """, as: (EscalationID, Instant).self
        ).map { (id: $0.0, raisedAt: $0.1) } ?? (escalation.escalationID, escalation.raisedAt)
    }

    /// The agent's critical alerts from `start` to now.
    func criticalAlerts(
        of agent: AgentID, _ tenant: TenantID, since start: Instant, in session: some SQLSession
    ) async throws(DatabaseError) -> Int {
        try await session.first(
            """
            SELECT count(*) FROM coaching.alerts WHERE tenant_id = \(tenant) \
            AND agent_id = \(agent) AND priority = 'critical' AND created_at >= \(start)
            """, as: Int.self) ?? 0
    }

    /// The agents of whom managers were told for a cause since `start`.
    func agents(
        _ tenant: TenantID, toldOf cause: EscalationCause, since start: Instant
    ) async throws(DatabaseError) -> Set<AgentID> {
        Set(
            try await database.scoped(to: .tenant(tenant)).query(
                """
                SELECT agent_id FROM coaching.escalations WHERE tenant_id = \(tenant) \
                AND cause = \(cause) AND raised_at >= \(start)
                """, as: AgentID.self))
    }

    /// Newest first, of the agents that are asked for; those that are not resolved when `status`
    /// is nil.
    func escalations(
        _ tenant: TenantID, status: EscalationStatus?, agents: Set<AgentID>?, limit: Int
    ) async throws(DatabaseError) -> [Escalation] {
        let only = agents.map(Array.init)
        return try await database.scoped(to: .tenant(tenant)).query(
            """
            SELECT \(unescaped: Self.columns) FROM coaching.escalations \
            WHERE tenant_id = \(tenant) \
            AND CASE WHEN \(status)::text IS NULL THEN status <> 'resolved' \
            ELSE status = \(status) END \
            AND (\(only)::text[] IS NULL OR agent_id = ANY(\(only)::text[])) \
            ORDER BY raised_at DESC, escalation_id DESC LIMIT \(limit)
            """, as: EscalationRow.self
        ).map(Escalation.init)
    }

    func escalation(
        _ id: EscalationID, _ tenant: TenantID, in session: some SQLSession
    ) async throws(DatabaseError) -> Escalation? {
        try await session.first(
            """
            SELECT \(unescaped: Self.columns) FROM coaching.escalations \
            WHERE tenant_id = \(tenant) AND escalation_id = \(id) FOR UPDATE
            """, as: EscalationRow.self
        ).map(Escalation.init)
    }

    /// - Parameter includesAlike: those of the same agent and cause that were raised before it change
    ///   with it; what was raised later nobody has seen yet.
    func update(
        _ escalation: Escalation, _ tenant: TenantID, includesAlike: Bool,
        in session: some SQLSession
    ) async throws(DatabaseError) {
        try await session.execute(
            """
            UPDATE coaching.escalations SET status = \(escalation.status.known), \
            changed_by = \(escalation.changedBy), changed_at = \(escalation.changedAt), \
            note = \(escalation.note) \
            WHERE tenant_id = \(tenant) AND (escalation_id = \(escalation.escalationID) \
            OR \(includesAlike)::boolean AND agent_id = \(escalation.agentID) \
            AND cause = (SELECT cause FROM coaching.escalations WHERE tenant_id = \(tenant) \
            AND escalation_id = \(escalation.escalationID)) AND status <> 'resolved' \
            AND raised_at <= \(escalation.raisedAt))
            """)
    }
}

/// The columns of an escalation in the order of `EscalationStore.columns`.
private typealias EscalationRow = (
    EscalationID, AgentID, EscalationCause, String, AlertID?, ConversationID?, EscalationStatus,
    Instant, String?, Instant?, String
)

extension Escalation {
    fileprivate init(_ row: EscalationRow) {
        self.init(
            escalationID: row.0, agentID: row.1, cause: Open(row.2), summary: row.3,
            alertID: row.4, conversationID: row.5, status: Open(row.6), raisedAt: row.7,
            changedBy: row.8, changedAt: row.9, note: row.10)
    }
}
