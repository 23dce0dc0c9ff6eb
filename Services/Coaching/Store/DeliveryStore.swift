import CoachingContract
import CoachingDomain
import Identifiers
import Postgres
import Wire

/// Where the outbox stands.
struct DeliveryStore: Sendable {
    let database: Database

    /// Takes up to `limit` of a channel that are due, until `leaseEnd`; what another replica holds
    /// is left to it.
    func claim(
        _ channel: NotificationChannel, _ limit: Int, until leaseEnd: Instant, at now: Instant
    ) async throws(DatabaseError) -> [Letter] {
        try await database.scoped(to: .allTenants).query(
            """
            WITH next AS ( \
            SELECT tenant_id, notification_id FROM coaching.notifications \
            WHERE channel = \(channel) AND status IN ('pending', 'queued', 'sending') \
            AND due_at <= \(now) AND (leased_until IS NULL OR leased_until < \(now)) \
            ORDER BY due_at LIMIT \(limit) FOR UPDATE SKIP LOCKED), \
            taken AS ( \
            UPDATE coaching.notifications n SET status = 'sending', leased_until = \(leaseEnd), \
            attempts = attempts + 1 FROM next \
            WHERE n.tenant_id = next.tenant_id AND n.notification_id = next.notification_id \
            RETURNING n.*) \
            SELECT t.notification_id, t.tenant_id, t.agent_id, t.user_name, t.kind, t.priority, \
            t.title, t.body, t.subject, t.created_at, t.attempts, \
            coalesce(r.time_zone, a.time_zone, 'UTC'), r.quiet_from_minute, r.quiet_until_minute, \
            coalesce(r.email, ''), coalesce(r.phone, ''), coalesce(r.push_token, ''), \
            coalesce(r.crm_contact_id, '') \
            FROM taken t LEFT JOIN coaching.recipients r ON r.tenant_id = t.tenant_id \
            AND r.agent_id = t.agent_id AND r.user_name = t.user_name \
            LEFT JOIN coaching.agents a ON a.tenant_id = t.tenant_id AND a.agent_id = t.agent_id \
            ORDER BY t.created_at
            """, as: LetterRow.self
        ).map { Letter($0, by: channel) }
    }

    /// Not now, but at `due`: a wait of the recipient's own counts as no try.
    func hold(_ letter: Letter, until due: Instant) async throws(DatabaseError) {
        try await database.scoped(to: .tenant(letter.tenant)).execute(
            """
            UPDATE coaching.notifications SET status = 'pending', due_at = \(due), \
            leased_until = NULL, attempts = attempts - 1 \
            WHERE tenant_id = \(letter.tenant) AND notification_id = \(letter.id)
            """)
    }

    func postpone(
        _ letter: Letter, to due: Instant, fault: String
    ) async throws(DatabaseError) {
        try await database.scoped(to: .tenant(letter.tenant)).execute(
            """
            UPDATE coaching.notifications SET status = 'queued', due_at = \(due), \
            leased_until = NULL, fault = \(fault) \
            WHERE tenant_id = \(letter.tenant) AND notification_id = \(letter.id)
            """)
    }

    func settle(
        _ letter: Letter, _ status: DeliveryStatus, reference: String, fault: String,
        at now: Instant, in session: some SQLSession
    ) async throws(DatabaseError) {
        try await session.execute(
            """
            UPDATE coaching.notifications SET status = \(status), settled_at = \(now), \
            leased_until = NULL, reference = \(reference), fault = \(fault) \
            WHERE tenant_id = \(letter.tenant) AND notification_id = \(letter.id) \
            AND status = 'sending'
            """)
    }

    /// When the next of a channel falls due; nil when nothing waits.
    func nextDue(of channel: NotificationChannel) async throws(DatabaseError) -> Instant? {
        try await database.scoped(to: .allTenants).first(
            """
            SELECT greatest(due_at, leased_until) FROM coaching.notifications \
            WHERE channel = \(channel) AND status IN ('pending', 'queued', 'sending') \
            ORDER BY due_at LIMIT 1
            """, as: Instant.self)
    }
}

private typealias LetterRow = (
    NotificationID, TenantID, AgentID, String, NotificationKind, CoachingPriority, String, String,
    String, Instant, Int, String, Int?, Int?, String, String, String, String
)

extension Letter {
    fileprivate init(_ row: LetterRow, by channel: NotificationChannel) {
        var reach = Reach()
        reach.timeZone = row.11
        if let from = row.12, let until = row.13 {
            reach.quiet = QuietHours(from: from, until: until)
        }
        reach.email = row.14
        reach.phone = row.15
        reach.pushToken = row.16
        reach.crmContact = row.17
        self.init(
            id: row.0, tenant: row.1, addressee: Addressee(agentID: row.2, userName: row.3),
            channel: channel, kind: row.4, priority: row.5, title: row.6, body: row.7,
            subject: row.8, createdAt: row.9, tries: row.10, reach: reach)
    }
}
