import CoachingContract
import CoachingDomain
import Identifiers
import Postgres
import Wire

/// What people were told, as others ask for it.
struct NotificationStore: Sendable {
    private static let columns = """
        notification_id, tenant_id, agent_id, user_name, channel, kind, priority, title, body, \
        subject, status, created_at, due_at, attempts, fault
        """

    let database: Database

    /// Of everybody's, where no tenant is named, the dead-letter list or the newest of all.
    private static let newestCount = 10_000

    func list(
        _ request: ListNotifications, _ statuses: [DeliveryStatus], to reader: NotificationReader,
        in scope: Scope
    ) async throws(DatabaseError) -> [NotificationRecord] {
        let rows =
            if let tenant = request.tenantID {
                try await ofTenant(tenant, request, statuses, to: reader, in: scope)
            } else if !statuses.isEmpty, Set(statuses).isSubset(of: [.failed, .bounced]) {
                try await deadLetters(request, statuses, in: scope)
            } else {
                try await newest(request, statuses, in: scope)
            }
        return rows.map { NotificationRecord($0) }
    }

    private func ofTenant(
        _ tenant: TenantID, _ request: ListNotifications, _ statuses: [DeliveryStatus],
        to reader: NotificationReader, in scope: Scope
    ) async throws(DatabaseError) -> [NotificationRow] {
        let only = reader.sight.agents.map(Array.init)
        return try await database.scoped(to: scope).query(
            """
            SELECT \(unescaped: Self.columns) FROM coaching.notifications \
            WHERE tenant_id = \(tenant) \
            AND (\(request.agentID)::text IS NULL OR agent_id = \(request.agentID)) \
            AND (\(only)::text[] IS NULL OR agent_id = ANY(\(only)::text[]) \
            OR agent_id = '' AND user_name IN (\(reader.userName), '*') \
            AND (kind <> 'escalation' OR subject = ANY(\(only)::text[]))) \
            AND (\(request.userName)::text IS NULL OR user_name IN (\(request.userName), '*')) \
            AND (\(request.channel?.known)::text IS NULL OR channel = \(request.channel?.known)) \
            AND (cardinality(\(statuses)::text[]) = 0 OR status = ANY(\(statuses)::text[])) \
            ORDER BY created_at DESC, notification_id LIMIT \(request.limit)
            """, as: NotificationRow.self)
    }

    private func deadLetters(
        _ request: ListNotifications, _ statuses: [DeliveryStatus], in scope: Scope
    ) async throws(DatabaseError) -> [NotificationRow] {
        try await database.scoped(to: scope).query(
            """
            SELECT \(unescaped: Self.columns) FROM coaching.notifications \
            WHERE status IN ('failed', 'bounced') AND status = ANY(\(statuses)::text[]) \
            AND (\(request.channel?.known)::text IS NULL OR channel = \(request.channel?.known)) \
            ORDER BY created_at DESC, notification_id LIMIT \(request.limit)
            """, as: NotificationRow.self)
    }

    private func newest(
        _ request: ListNotifications, _ statuses: [DeliveryStatus], in scope: Scope
    ) async throws(DatabaseError) -> [NotificationRow] {
        try await database.scoped(to: scope).query(
            """
            SELECT \(unescaped: Self.columns) FROM (SELECT * FROM coaching.notifications \
            ORDER BY created_at DESC, notification_id LIMIT \(Self.newestCount)) AS newest \
            WHERE (\(request.channel?.known)::text IS NULL OR channel = \(request.channel?.known)) \
            AND (cardinality(\(statuses)::text[]) = 0 OR status = ANY(\(statuses)::text[])) \
            ORDER BY created_at DESC, notification_id LIMIT \(request.limit)
            """, as: NotificationRow.self)
    }

    func notification(
        _ id: NotificationID, _ tenant: TenantID
    ) async throws(DatabaseError) -> NotificationRecord? {
        try await database.scoped(to: .tenant(tenant)).first(
            """
            SELECT \(unescaped: Self.columns) FROM coaching.notifications \
            WHERE tenant_id = \(tenant) AND notification_id = \(id)
            """, as: NotificationRow.self
        ).map { NotificationRecord($0) }
    }

    /// How many of the dead-letter list are tried anew.
    func retry(
        _ request: RetryNotifications, at now: Instant, in scope: Scope
    ) async throws(DatabaseError) -> Int {
        let session = database.scoped(to: scope)
        let count = try await session.execute(
            """
            UPDATE coaching.notifications SET status = 'queued', due_at = \(now), attempts = 0, \
            settled_at = NULL WHERE status IN ('failed', 'bounced') \
            AND (\(request.tenantID)::text IS NULL OR tenant_id = \(request.tenantID)) \
            AND (\(request.notificationID)::uuid IS NULL \
            OR notification_id = \(request.notificationID)) \
            AND (\(request.channel?.known)::text IS NULL OR channel = \(request.channel?.known))
            """)
        if count > 0 { session.announce("", on: NotificationOutbox.announcements) }
        return count
    }

    /// Moves what was delivered on to `status`; what has come further stays where it is.
    func acknowledge(
        _ id: NotificationID, _ tenant: TenantID, _ status: DeliveryStatus
    ) async throws(DatabaseError) {
        let before = [DeliveryStatus.delivered, .opened, .clicked, .responded]
            .prefix { $0 != status }
        try await database.scoped(to: .tenant(tenant)).execute(
            """
            UPDATE coaching.notifications SET status = \(status) \
            WHERE tenant_id = \(tenant) AND notification_id = \(id) \
            AND status = ANY(\(Array(before))::text[])
            """)
    }
}

/// Who reads notifications: an agent their own; a manager those of the agents whom they lead, their
/// own, and what all managers are told.
struct NotificationReader: Sendable {
    var sight: Sight
    /// Empty for a service.
    var userName: String

    func mayRead(_ record: NotificationRecord) -> Bool {
        guard sight.agents != nil else { return true }
        if let agent = record.agentID { return sight.includes(agent) }
        return sight.own == nil && [userName, "*"].contains(record.userName)
            && (record.kind != NotificationKind.escalation.rawValue
                || sight.includes(AgentID(record.subject)))
    }
}

private typealias NotificationRow = (
    NotificationID, TenantID, AgentID, String, NotificationChannel, String, CoachingPriority,
    String, String, String, DeliveryStatus, Instant, Instant, Int, String
)

extension NotificationRecord {
    fileprivate init(_ row: NotificationRow) {
        self.init(
            notificationID: row.0, tenantID: row.1, agentID: row.2.rawValue.isEmpty ? nil : row.2,
            userName: row.3.isEmpty ? nil : row.3, channel: Open(row.4), kind: row.5,
            priority: Open(row.6), title: row.7, body: row.8, subject: row.9,
            status: Open(row.10), createdAt: row.11, dueAt: row.12, tries: row.13, fault: row.14)
    }
}
