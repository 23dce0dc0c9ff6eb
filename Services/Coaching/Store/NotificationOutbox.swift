import CoachingDomain
import Identifiers
import Postgres

/// Takes up what people are to be told, in the transaction of the change that it tells of.
///
/// Delivery is somebody else's work and no part of that transaction: what a channel does delays
/// nobody who enqueues.
struct NotificationOutbox: Sendable {
    /// The NOTIFY channel that tells of new rows.
    static let announcements = "coaching_notifications"

    /// Enqueues `notification` by each of its channels that its recipients have not muted; a kind that
    /// they have muted reaches their screen only.
    ///
    /// Returns how many were new: 0 when all were there before, so a repeat is harmless.
    @discardableResult
    func enqueue(
        _ notification: Notification, at now: Instant, in session: some SQLSession
    ) async throws(DatabaseError) -> Int {
        var count = 0
        for channel in Set(notification.channels) {
            for person in try await people(for: notification, by: channel, in: session) {
                count += try await insert(notification, to: person, by: channel, at: now, session)
            }
        }
        if count > 0 { session.announce("", on: Self.announcements) }
        return count
    }

    /// Whether something was enqueued under a key since `start`.
    func holds(
        _ key: String, since start: Instant, _ tenant: TenantID, in session: some SQLSession
    ) async throws(DatabaseError) -> Bool {
        try await session.first(
            """
            SELECT EXISTS (SELECT FROM coaching.notifications WHERE tenant_id = \(tenant) \
            AND created_at >= \(start) AND deduplication_key = \(key))
            """, as: Bool.self) ?? false
    }

    private func people(
        for notification: Notification, by channel: NotificationChannel, in session: some SQLSession
    ) async throws(DatabaseError) -> [Addressee] {
        switch notification.recipient {
        case .agent(let agent): return [.agent(agent)]
        case .manager(let user): return [.user(user)]
        case .managers where channel.isScreen, .leaders where channel.isScreen:
            return [.everyManager]
        case .managers(let team):
            return try await session.query(
                """
                SELECT r.user_name FROM coaching.recipients r \
                WHERE r.tenant_id = \(notification.tenant) AND r.user_name <> '' \
                AND (r.team_id = \(team) OR EXISTS \
                (SELECT FROM coaching.teams t WHERE t.tenant_id = r.tenant_id \
                AND t.team_id = \(team) AND r.user_name = ANY(t.managers)) \
                OR r.team_id IS NULL AND NOT EXISTS \
                (SELECT FROM coaching.teams t WHERE t.tenant_id = r.tenant_id \
                AND r.user_name = ANY(t.managers)))
                """, as: String.self
            ).map { .user($0) }
        case .leaders(let agent):
            return try await session.query(
                """
                SELECT r.user_name FROM coaching.recipients r \
                WHERE r.tenant_id = \(notification.tenant) AND r.user_name <> '' AND (EXISTS \
                (SELECT FROM coaching.team_members m JOIN coaching.teams t USING (tenant_id, team_id) \
                WHERE m.tenant_id = r.tenant_id AND m.agent_id = \(agent) \
                AND (t.team_id = r.team_id OR r.user_name = ANY(t.managers))) \
                OR NOT EXISTS (SELECT FROM coaching.teams t WHERE t.tenant_id = r.tenant_id \
                AND (t.team_id = r.team_id OR r.user_name = ANY(t.managers))))
                """, as: String.self
            ).map { .user($0) }
        }
    }

    private func insert(
        _ notification: Notification, to person: Addressee, by channel: NotificationChannel,
        at now: Instant, _ session: some SQLSession
    ) async throws(DatabaseError) -> Int {
        try await session.execute(
            """
            INSERT INTO coaching.notifications (tenant_id, notification_id, agent_id, user_name, \
            channel, kind, priority, title, body, subject, deduplication_key, status, created_at, \
            due_at) \
            SELECT \(notification.tenant), \(NotificationID(at: now)), \(person.agentID), \
            \(person.userName), \(channel), \(notification.kind), \(notification.priority), \
            \(notification.title), \(notification.body), \(notification.subject), \
            \(notification.deduplicationKey), 'queued', \(now), \(now) \
            WHERE NOT EXISTS (SELECT FROM coaching.recipients \
            WHERE tenant_id = \(notification.tenant) AND agent_id = \(person.agentID) \
            AND user_name = \(person.userName) AND (\(channel) = ANY(muted_channels) \
            OR NOT \(channel.isScreen) AND \(notification.kind) = ANY(muted_kinds))) \
            ON CONFLICT DO NOTHING
            """)
    }
}

extension NotificationKind: PostgresCodable {}
