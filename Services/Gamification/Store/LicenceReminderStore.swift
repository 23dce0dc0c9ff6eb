import GamificationDomain
import Identifiers
import Postgres

/// Licences that expire soon, and of what their agents were reminded.
struct LicenceReminderStore: Sendable {
    /// A place in the walk over all tenants' licences.
    struct Place: Hashable, Sendable {
        let expiresOn: CalendarDate
        let tenant: TenantID
        let licenceID: UUIDv7
        let agentID: AgentID
    }

    /// Licences that expire in these days, after a place of the walk.
    func expiring(
        from first: CalendarDate, through last: CalendarDate, after place: Place?, limit: Int,
        in session: some SQLSession
    ) async throws(DatabaseError) -> [Place] {
        try await session.query(
            """
            SELECT expires_on, tenant_id, licence_id, agent_id FROM gamification.licences \
            WHERE expires_on >= \(place?.expiresOn ?? first) AND expires_on <= \(last) \
            AND (\(place?.expiresOn)::date IS NULL OR (expires_on, tenant_id, licence_id) > \
            (\(place?.expiresOn)::date, \(place?.tenant)::text, \(place?.licenceID)::uuid)) \
            ORDER BY expires_on, tenant_id, licence_id LIMIT \(limit)
            """, as: (CalendarDate, TenantID, UUIDv7, AgentID).self
        ).map { Place(expiresOn: $0.0, tenant: $0.1, licenceID: $0.2, agentID: $0.3) }
    }

    /// Notes a reminder; returns whether it is the first of its kind.
    func note(
        _ days: Int, of licence: Licence, _ tenant: TenantID, at now: Instant,
        in session: some SQLSession
    ) async throws(DatabaseError) -> Bool {
        try await session.execute(
            """
            INSERT INTO gamification.licence_reminders \
            (tenant_id, licence_id, expires_on, days_before, agent_id, reminded_at) VALUES \
            (\(tenant), \(licence.id), \(licence.expiresOn), \(Int32(days)), \
            \(licence.agentID), \(now)) \
            ON CONFLICT (tenant_id, licence_id, expires_on, days_before) DO NOTHING
            """) > 0
    }
}
