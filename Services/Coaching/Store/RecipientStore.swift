import CoachingContract
import CoachingDomain
import Identifiers
import Postgres
import Wire

/// Where people are reached, and how they want to be told.
struct RecipientStore: Sendable {
    let database: Database

    /// Nil for somebody of whom nothing is known.
    func recipient(
        _ person: Addressee, _ tenant: TenantID
    ) async throws(DatabaseError) -> NotificationRecipient? {
        let row = try await database.scoped(to: .tenant(tenant)).first(
            """
            SELECT team_id, time_zone, quiet_from_minute, quiet_until_minute, muted_channels, \
            email, phone, push_token, crm_contact_id, muted_kinds FROM coaching.recipients \
            WHERE tenant_id = \(tenant) AND agent_id = \(person.agentID) \
            AND user_name = \(person.userName)
            """,
            as: (
                TeamID?, String, Int?, Int?, [NotificationChannel], String, String, String, String,
                [String]
            ).self)
        return row.map {
            NotificationRecipient(
                tenantID: tenant, agentID: person.userName.isEmpty ? person.agentID : nil,
                userName: person.userName.isEmpty ? nil : person.userName, teamID: $0.0,
                timeZone: $0.1, quietFromMinute: $0.2, quietUntilMinute: $0.3,
                mutedChannels: $0.4.map { Open($0) }, email: $0.5, phone: $0.6, pushToken: $0.7,
                crmContactID: $0.8, mutedKinds: $0.9)
        }
    }

    func save(
        _ recipient: NotificationRecipient, _ person: Addressee, muting: [NotificationChannel],
        at now: Instant
    ) async throws(DatabaseError) {
        let tenant = recipient.tenantID
        try await database.scoped(to: .tenant(tenant)).execute(
            """
            INSERT INTO coaching.recipients (tenant_id, agent_id, user_name, team_id, time_zone, \
            quiet_from_minute, quiet_until_minute, muted_channels, email, phone, push_token, \
            crm_contact_id, muted_kinds, changed_at) \
            VALUES (\(tenant), \(person.agentID), \(person.userName), \(recipient.teamID), \
            \(recipient.timeZone), \(recipient.quietFromMinute), \(recipient.quietUntilMinute), \
            \(muting), \(recipient.email), \(recipient.phone), \(recipient.pushToken), \
            \(recipient.crmContactID), \(recipient.mutedKinds), \(now)) \
            ON CONFLICT (tenant_id, agent_id, user_name) DO UPDATE SET \
            team_id = excluded.team_id, time_zone = excluded.time_zone, \
            quiet_from_minute = excluded.quiet_from_minute, \
            quiet_until_minute = excluded.quiet_until_minute, \
            muted_channels = excluded.muted_channels, email = excluded.email, \
            phone = excluded.phone, push_token = excluded.push_token, \
            crm_contact_id = excluded.crm_contact_id, muted_kinds = excluded.muted_kinds, \
            changed_at = excluded.changed_at
            """)
    }
}
