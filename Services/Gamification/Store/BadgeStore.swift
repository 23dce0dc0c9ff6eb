import GamificationDomain
import Identifiers
import Postgres

/// Badges that were issued, and the numbers of the keys that signed them.
struct BadgeStore: Sendable {
    struct Row: Hashable, Sendable {
        let badgeID: UUIDv7
        let agentID: AgentID
        let achievementID: String
        /// Unique in the tenant, from 0.
        let statusIndex: Int
        let keyNumber: Int
        let issuedAt: Instant
        let revokedAt: Instant?
    }

    /// The number of the key that signs now; a tenant without one gets its first.
    ///
    /// Call it in turn.
    func currentKey(
        of tenant: TenantID, at now: Instant, in session: some SQLSession
    ) async throws(DatabaseError) -> Int {
        if let number = try await keyNumbers(of: tenant, in: session).last { return number }
        return try await addKey(to: tenant, at: now, in: session)
    }

    /// Every key that ever signed, oldest first.
    func keyNumbers(
        of tenant: TenantID, in session: some SQLSession
    ) async throws(DatabaseError) -> [Int] {
        try await session.query(
            """
            SELECT key_number FROM gamification.issuer_keys WHERE tenant_id = \(tenant) \
            ORDER BY key_number
            """, as: Int32.self
        ).map { Int($0) }
    }

    /// Returns the number of a new key, which signs from now on.
    func addKey(
        to tenant: TenantID, at now: Instant, in session: some SQLSession
    ) async throws(DatabaseError) -> Int {
        let number = (try await keyNumbers(of: tenant, in: session).last ?? 0) + 1
        try await session.execute(
            """
            INSERT INTO gamification.issuer_keys (tenant_id, key_number, active_from) \
            VALUES (\(tenant), \(Int32(number)), \(now))
            """)
        return number
    }

    /// The badge that an agent has for an achievement, issued now if it was not before.
    ///
    /// Call it in turn.
    func issue(
        _ achievementID: String, to agent: AgentID, _ tenant: TenantID, at now: Instant,
        in session: some SQLSession
    ) async throws(DatabaseError) -> Row {
        let known = try await badges(of: agent, tenant, in: session)
        if let known = known.first(where: { $0.achievementID == achievementID }) { return known }
        let next = try await session.first(
            """
            SELECT coalesce(max(status_index) + 1, 0)::int FROM gamification.badges \
            WHERE tenant_id = \(tenant)
            """, as: Int32.self)
        let row = Row(
            badgeID: UUIDv7(at: now), agentID: agent, achievementID: achievementID,
            statusIndex: Int(next ?? 0),
            keyNumber: try await currentKey(of: tenant, at: now, in: session), issuedAt: now,
            revokedAt: nil)
        try await session.execute(
            """
            INSERT INTO gamification.badges (tenant_id, badge_id, agent_id, achievement_id, \
            status_index, key_number, issued_at) VALUES (\(tenant), \(row.badgeID), \
            \(row.agentID), \(row.achievementID), \(Int32(row.statusIndex)), \
            \(Int32(row.keyNumber)), \(row.issuedAt))
            """)
        return row
    }

    func badges(
        of agent: AgentID, _ tenant: TenantID, in session: some SQLSession
    ) async throws(DatabaseError) -> [Row] {
        try await session.query(
            """
            SELECT badge_id, agent_id, achievement_id, status_index, key_number, issued_at, \
            revoked_at FROM gamification.badges WHERE tenant_id = \(tenant) \
            AND agent_id = \(agent) ORDER BY status_index
            """, as: (UUIDv7, AgentID, String, Int32, Int32, Instant, Instant?).self
        ).map(Self.row)
    }

    func badge(
        _ id: UUIDv7, _ tenant: TenantID, in session: some SQLSession
    ) async throws(DatabaseError) -> Row? {
        try await session.query(
            """
            SELECT badge_id, agent_id, achievement_id, status_index, key_number, issued_at, \
            revoked_at FROM gamification.badges WHERE tenant_id = \(tenant) \
            AND badge_id = \(id)
            """, as: (UUIDv7, AgentID, String, Int32, Int32, Instant, Instant?).self
        ).map(Self.row).first
    }

    /// Revokes a badge for good; again changes nothing. Returns whether there is such a badge.
    func revoke(
        _ id: UUIDv7, _ tenant: TenantID, reason: String, at now: Instant,
        in session: some SQLSession
    ) async throws(DatabaseError) -> Bool {
        try await session.execute(
            """
            UPDATE gamification.badges SET revoked_at = coalesce(revoked_at, \(now)), \
            revocation_reason = coalesce(revocation_reason, \(reason)) \
            WHERE tenant_id = \(tenant) AND badge_id = \(id)
            """) > 0
    }

    /// The status indices of revoked badges in a range.
    func revoked(
        _ tenant: TenantID, in range: Range<Int>, _ session: some SQLSession
    ) async throws(DatabaseError) -> [Int] {
        try await session.query(
            """
            SELECT status_index FROM gamification.badges WHERE tenant_id = \(tenant) \
            AND revoked_at IS NOT NULL AND status_index >= \(Int32(range.lowerBound)) \
            AND status_index < \(Int32(range.upperBound))
            """, as: Int32.self
        ).map { Int($0) }
    }

    private static func row(
        _ row: (UUIDv7, AgentID, String, Int32, Int32, Instant, Instant?)
    ) -> Row {
        Row(
            badgeID: row.0, agentID: row.1, achievementID: row.2, statusIndex: Int(row.3),
            keyNumber: Int(row.4), issuedAt: row.5, revokedAt: row.6)
    }
}
