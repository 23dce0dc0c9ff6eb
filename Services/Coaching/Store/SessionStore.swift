import Cache
import CoachingContract
import CoachingDomain
import Identifiers
import Postgres
import Runtime
import Wire

/// A session as it is stored, with what it has come to.
struct StoredSession: Sendable {
    var session: CoachingSession
    var life: SessionLifeCycle
}

/// Reads and writes sessions; what they count is counted when they are read.
struct SessionStore: Sendable {
    /// The conversations before a session that its baseline is the mean of.
    static let baselineConversationCountMax = 50

    private static let columns = """
        s.session_id, s.agent_id, s.status, s.intensity, s.started_at, s.ended_at, \
        s.baseline_quality, s.is_real_time_enabled, s.are_notifications_enabled, \
        s.preferred_channels, s.time_zone, s.coached_before_microseconds, s.coaching_since, \
        (SELECT count(*) FROM coaching.session_conversations c \
        WHERE c.tenant_id = s.tenant_id AND c.session_id = s.session_id), \
        (SELECT avg(c.quality) FROM coaching.session_conversations c \
        WHERE c.tenant_id = s.tenant_id AND c.session_id = s.session_id), \
        (SELECT count(*) FROM coaching.alerts a \
        WHERE a.tenant_id = s.tenant_id AND a.session_id = s.session_id), \
        (SELECT count(*) FROM coaching.alerts a WHERE a.tenant_id = s.tenant_id \
        AND a.session_id = s.session_id AND a.type = 'real_time_suggestion')
        """

    let database: Database

    /// Makes every other start of a session of this agent wait for the end of the transaction.
    func lock(
        _ agent: AgentID, _ tenant: TenantID, in transaction: Transaction
    ) async throws(DatabaseError) {
        try await transaction.execute(
            """
            INSERT INTO coaching.agents (tenant_id, agent_id) VALUES (\(tenant), \(agent)) \
            ON CONFLICT (tenant_id, agent_id) DO UPDATE SET agent_id = excluded.agent_id
            """)
    }

    /// The agent's active or paused session, locked.
    func openSession(
        of agent: AgentID, _ tenant: TenantID, in transaction: Transaction
    ) async throws(DatabaseError) -> StoredSession? {
        try await transaction.first(
            """
            SELECT \(unescaped: Self.columns) FROM coaching.sessions s \
            WHERE s.tenant_id = \(tenant) AND s.agent_id = \(agent) \
            AND s.status IN ('active', 'paused') FOR UPDATE
            """, as: SessionRow.self
        ).map { StoredSession($0, tenant: tenant) }
    }

    /// A session by its id; `isLocked` keeps others from changing it until the transaction ends.
    func session(
        _ id: SessionID, _ tenant: TenantID, isLocked: Bool = false, in session: some SQLSession
    ) async throws(DatabaseError) -> StoredSession? {
        try await session.first(
            """
            SELECT \(unescaped: Self.columns) FROM coaching.sessions s \
            WHERE s.tenant_id = \(tenant) AND s.session_id = \(id) \
            \(unescaped: isLocked ? "FOR UPDATE" : "")
            """, as: SessionRow.self
        ).map { StoredSession($0, tenant: tenant) }
    }

    /// Sessions of some agents or of all, newest first.
    func sessions(
        _ tenant: TenantID, agents: Set<AgentID>?, status: CoachingSessionStatus?, limit: Int
    ) async throws(DatabaseError) -> [StoredSession] {
        let only = agents.map(Array.init)
        return try await database.scoped(to: .tenant(tenant)).query(
            """
            SELECT \(unescaped: Self.columns) FROM coaching.sessions s \
            WHERE s.tenant_id = \(tenant) \
            AND (\(only)::text[] IS NULL OR s.agent_id = ANY(\(only)::text[])) \
            AND (\(status)::text IS NULL OR s.status = \(status)) \
            ORDER BY s.started_at DESC, s.session_id DESC LIMIT \(limit)
            """, as: SessionRow.self
        ).map { StoredSession($0, tenant: tenant) }
    }

    /// Open sessions of all tenants that began, or went on, before `cutoff` and have heard nothing
    /// since; at most `limit`.
    func silent(
        since cutoff: Instant, limit: Int
    ) async throws(DatabaseError) -> [(tenant: TenantID, session: SessionID)] {
        try await database.scoped(to: .allTenants).query(
            """
            SELECT s.tenant_id, s.session_id FROM coaching.sessions s \
            WHERE s.status IN ('active', 'paused') AND s.started_at < \(cutoff) \
            AND (s.coaching_since IS NULL OR s.coaching_since < \(cutoff)) AND NOT EXISTS \
            (SELECT FROM coaching.session_conversations c JOIN coaching.observed_messages o \
            USING (tenant_id, conversation_id) WHERE c.tenant_id = s.tenant_id \
            AND c.session_id = s.session_id AND o.session_id = s.session_id \
            AND o.observed_at >= \(cutoff)) LIMIT \(limit)
            """, as: (TenantID, SessionID).self
        ).map { (tenant: $0.0, session: $0.1) }
    }

    /// When a session last heard a message, began or went on.
    func lastHeard(
        _ id: SessionID, _ tenant: TenantID, in session: some SQLSession
    ) async throws(DatabaseError) -> Instant? {
        try await session.first(
            """
            SELECT greatest(s.started_at, s.coaching_since, (SELECT max(o.observed_at) \
            FROM coaching.session_conversations c JOIN coaching.observed_messages o \
            USING (tenant_id, conversation_id) WHERE c.tenant_id = s.tenant_id \
            AND c.session_id = s.session_id AND o.session_id = s.session_id)) \
            FROM coaching.sessions s WHERE s.tenant_id = \(tenant) AND s.session_id = \(id)
            """, as: Instant.self)
    }

    /// Stores a session that starts, in the agent's time zone, which is kept when the request names it.
    func insert(
        _ request: StartSession, id: SessionID, _ life: SessionLifeCycle,
        in transaction: Transaction
    ) async throws(DatabaseError) {
        transaction.announce(change: CacheTag(request.tenantID), in: "coaching")
        try await transaction.execute(
            """
            WITH zone AS ( \
            UPDATE coaching.agents \
            SET time_zone = coalesce(nullif(\(request.timeZone), ''), time_zone) \
            WHERE tenant_id = \(request.tenantID) AND agent_id = \(request.agentID) \
            RETURNING time_zone) \
            INSERT INTO coaching.sessions \
            (tenant_id, session_id, agent_id, status, intensity, is_real_time_enabled, \
            are_notifications_enabled, preferred_channels, time_zone, started_at, coaching_since, \
            baseline_quality) \
            SELECT \(request.tenantID), \(id), \(request.agentID), \(life.status), \
            \(request.intensity.known), \(request.isRealTimeEnabled), \
            \(request.areNotificationsEnabled), \
            \(request.preferredChannels.compactMap(\.known)), \
            coalesce((SELECT time_zone FROM zone), 'UTC'), \(life.startedAt), \
            \(life.coachingSince), \
            (SELECT avg(quality) FROM (SELECT quality FROM coaching.conversation_scores \
            WHERE tenant_id = \(request.tenantID) AND agent_id = \(request.agentID) \
            ORDER BY last_message_at DESC LIMIT \(Self.baselineConversationCountMax)) latest)
            """)
    }

    /// Stores where a session is in its life.
    func update(
        _ id: SessionID, _ tenant: TenantID, _ life: SessionLifeCycle, in transaction: Transaction
    ) async throws(DatabaseError) {
        transaction.announce(change: CacheTag(tenant), in: "coaching")
        try await transaction.execute(
            """
            UPDATE coaching.sessions SET status = \(life.status), ended_at = \(life.endedAt), \
            coached_before_microseconds = \(life.coachedBefore.microseconds), \
            coaching_since = \(life.coachingSince) \
            WHERE tenant_id = \(tenant) AND session_id = \(id)
            """)
    }
}

/// The columns of a session in the order of `SessionStore.columns`.
private typealias SessionRow = (
    SessionID, AgentID, CoachingSessionStatus, CoachingIntensity, Instant, Instant?, Double?, Bool,
    Bool, [NotificationChannel], String, Int64, Instant?, Int, Double?, Int, Int
)

extension StoredSession {
    fileprivate init(_ row: SessionRow, tenant: TenantID) {
        life = SessionLifeCycle(
            status: row.2, startedAt: row.4, endedAt: row.5,
            coachedBefore: .microseconds(row.11), coachingSince: row.12)
        session = CoachingSession(
            sessionID: row.0, tenantID: tenant, agentID: row.1, status: Open(row.2),
            intensity: Open(row.3), startedAt: row.4, endedAt: row.5,
            conversationsMonitored: row.13, alertsSent: row.15, realTimeInterventions: row.16,
            currentQualityScore: row.14, baselineQualityScore: row.6,
            improvement: row.14.flatMap { current in row.6.map { current - $0 } },
            isRealTimeEnabled: row.7, areNotificationsEnabled: row.8,
            preferredChannels: row.9.map { Open($0) }, timeZone: row.10)
    }

    /// The session after a change that its life cycle took.
    func inState(_ life: SessionLifeCycle) -> StoredSession {
        var changed = self
        changed.life = life
        changed.session.status = Open(life.status)
        changed.session.endedAt = life.endedAt
        return changed
    }
}
