import CoachingContract
import CoachingDomain
import Identifiers
import Postgres

/// Reads what agents did since some time, added up by Postgres.
struct PerformanceStore: Sendable {
    let database: Database

    /// How the agent's conversations went.
    func talk(
        of agent: AgentID, _ tenant: TenantID, since start: Instant
    ) async throws(DatabaseError) -> TalkTotals {
        try await database.scoped(to: .tenant(tenant)).query(
            """
            SELECT count(*), avg(quality), \
            count(*) FILTER (WHERE outcome = ANY(\(ConversationOutcome.conversions))), \
            count(*) FILTER (WHERE outcome = ANY(\(ConversationOutcome.known))), \
            coalesce(sum(objections_identified), 0), coalesce(sum(objections_resolved), 0), \
            count(*) FILTER (WHERE appointment_scheduled) \
            FROM coaching.conversation_scores WHERE tenant_id = \(tenant) \
            AND agent_id = \(agent) AND last_message_at >= \(start)
            """, as: (Int, Double?, Int, Int, Int, Int, Int).self
        ).first.map {
            TalkTotals(
                conversations: $0.0, averageQuality: $0.1, conversions: $0.2,
                knownOutcomes: $0.3, objectionsIdentified: $0.4, objectionsResolved: $0.5,
                appointments: $0.6)
        } ?? TalkTotals()
    }

    /// How the agent was coached.
    func coaching(
        of agent: AgentID, _ tenant: TenantID, since start: Instant
    ) async throws(DatabaseError) -> CoachingTotals {
        try await database.scoped(to: .tenant(tenant)).query(
            """
            SELECT count(*), count(r.response), \
            count(*) FILTER (WHERE r.response = 'accepted'), \
            (SELECT count(*) FROM coaching.sessions s WHERE s.tenant_id = \(tenant) \
            AND s.agent_id = \(agent) AND s.status = 'completed' AND s.ended_at >= \(start)), \
            (SELECT count(*) FROM coaching.module_progress p WHERE p.tenant_id = \(tenant) \
            AND p.agent_id = \(agent) AND p.completed_at >= \(start)), \
            count(r.acted_on), count(*) FILTER (WHERE r.acted_on), \
            count(*) FILTER (WHERE r.response = 'overridden') \
            FROM coaching.alerts a \
            LEFT JOIN coaching.alert_answers r USING (tenant_id, alert_id) \
            WHERE a.tenant_id = \(tenant) AND a.agent_id = \(agent) AND a.created_at >= \(start)
            """, as: (Int, Int, Int, Int, Int, Int, Int, Int).self
        ).first.map {
            CoachingTotals(
                alertsSent: $0.0, alertsAnswered: $0.1, alertsAccepted: $0.2,
                sessionsCompleted: $0.3, modulesCompleted: $0.4, actsKnown: $0.5,
                actedOn: $0.6, overridden: $0.7)
        } ?? CoachingTotals()
    }

    /// One score a day that had conversations, oldest first; days are the agent's own zone's.
    func days(
        of agent: AgentID, _ tenant: TenantID, since start: Instant
    ) async throws(DatabaseError) -> [DayScore] {
        try await database.scoped(to: .tenant(tenant)).query(
            """
            SELECT (c.last_message_at AT TIME ZONE a.time_zone)::date AS day, avg(c.quality), \
            count(*) FROM coaching.conversation_scores c \
            JOIN coaching.agents a USING (tenant_id, agent_id) WHERE c.tenant_id = \(tenant) \
            AND c.agent_id = \(agent) AND c.last_message_at >= \(start) \
            GROUP BY day ORDER BY day
            """, as: (CalendarDate, Double, Int).self
        ).map { DayScore(day: $0.0, score: $0.1, conversations: $0.2) }
    }

    /// The days of each agent of the tenant who has some, as `days`: whole ones in the agent's zone,
    /// from the day of `start` to the one before the day that runs.
    func wholeDays(
        _ tenant: TenantID, since start: Instant, before now: Instant
    ) async throws(DatabaseError) -> [AgentID: [DayScore]] {
        let rows = try await database.scoped(to: .tenant(tenant)).query(
            """
            SELECT c.agent_id, (c.last_message_at AT TIME ZONE a.time_zone)::date AS day, \
            avg(c.quality), count(*) FROM coaching.conversation_scores c \
            JOIN coaching.agents a USING (tenant_id, agent_id) WHERE c.tenant_id = \(tenant) \
            AND c.last_message_at >= \(start - .seconds(86_400)) \
            AND (c.last_message_at AT TIME ZONE a.time_zone)::date \
            >= (\(start)::timestamptz AT TIME ZONE a.time_zone)::date \
            AND (c.last_message_at AT TIME ZONE a.time_zone)::date \
            < (\(now)::timestamptz AT TIME ZONE a.time_zone)::date \
            GROUP BY c.agent_id, day ORDER BY c.agent_id, day
            """, as: (AgentID, CalendarDate, Double, Int).self)
        return Dictionary(grouping: rows, by: \.0).mapValues { rows in
            rows.map { DayScore(day: $0.1, score: $0.2, conversations: $0.3) }
        }
    }

    /// Every tenant that has agents; O(tenants), each found by one step in the index.
    func tenants() async throws(DatabaseError) -> [TenantID] {
        try await database.scoped(to: .allTenants).query(
            """
            WITH RECURSIVE known AS ( \
            (SELECT tenant_id FROM coaching.agents ORDER BY tenant_id LIMIT 1) UNION ALL \
            SELECT (SELECT a.tenant_id FROM coaching.agents a \
            WHERE a.tenant_id > known.tenant_id ORDER BY a.tenant_id LIMIT 1) \
            FROM known WHERE known.tenant_id IS NOT NULL) \
            SELECT tenant_id FROM known WHERE tenant_id IS NOT NULL
            """, as: TenantID.self)
    }

    /// The mean of every area that the agent's conversations showed something of.
    func areas(
        of agent: AgentID, _ tenant: TenantID, since start: Instant
    ) async throws(DatabaseError) -> [AreaMean] {
        try await database.scoped(to: .tenant(tenant)).query(
            """
            SELECT s.area, avg(s.score), count(*) FROM coaching.conversation_scores c \
            JOIN coaching.area_scores s USING (tenant_id, conversation_id) \
            WHERE c.tenant_id = \(tenant) AND c.agent_id = \(agent) \
            AND c.last_message_at >= \(start) GROUP BY s.area ORDER BY s.area
            """, as: (String, Double, Int).self
        ).map { AreaMean(area: $0.0, score: $0.1, conversations: $0.2) }
    }

    /// The mean of each agent of the tenant who talked since `start`.
    func peers(
        _ tenant: TenantID, since start: Instant
    ) async throws(DatabaseError) -> [AgentID: Double] {
        let rows = try await database.scoped(to: .tenant(tenant)).query(
            """
            SELECT agent_id, avg(quality) FROM coaching.conversation_scores \
            WHERE tenant_id = \(tenant) AND last_message_at >= \(start) GROUP BY agent_id
            """, as: (AgentID, Double).self)
        return Dictionary(rows, uniquingKeysWith: max)
    }

    /// A line for every agent of the tenant, or for some of them.
    func summaries(
        _ tenant: TenantID, agents: Set<AgentID>?
    ) async throws(DatabaseError) -> [AgentSummary] {
        let only = agents.map(Array.init)
        return try await database.scoped(to: .tenant(tenant)).query(
            """
            SELECT a.agent_id, coalesce(c.conversations, 0), c.quality, coalesce(r.alerts, 0), \
            EXISTS (SELECT FROM coaching.sessions s WHERE s.tenant_id = a.tenant_id \
            AND s.agent_id = a.agent_id AND s.status = 'active'), c.last_message_at \
            FROM coaching.agents a LEFT JOIN \
            (SELECT agent_id, count(*) AS conversations, avg(quality) AS quality, \
            max(last_message_at) AS last_message_at FROM coaching.conversation_scores \
            WHERE tenant_id = \(tenant) GROUP BY agent_id) c USING (agent_id) LEFT JOIN \
            (SELECT agent_id, count(*) AS alerts FROM coaching.alerts \
            WHERE tenant_id = \(tenant) GROUP BY agent_id) r USING (agent_id) \
            WHERE a.tenant_id = \(tenant) \
            AND (\(only)::text[] IS NULL OR a.agent_id = ANY(\(only)::text[])) \
            ORDER BY a.agent_id
            """, as: (AgentID, Int, Double?, Int, Bool, Instant?).self
        ).map {
            AgentSummary(
                agentID: $0.0, conversations: $0.1, averageQualityScore: $0.2, alertsSent: $0.3,
                hasActiveSession: $0.4, lastMessageAt: $0.5)
        }
    }

    /// The agent's IANA time zone; UTC when nobody said.
    func timeZone(
        of agent: AgentID, _ tenant: TenantID, in session: some SQLSession
    ) async throws(DatabaseError) -> String {
        try await session.first(
            """
            SELECT time_zone FROM coaching.agents \
            WHERE tenant_id = \(tenant) AND agent_id = \(agent)
            """, as: String.self) ?? "UTC"
    }
}

/// How conversations went.
struct TalkTotals: Hashable, Sendable {
    var conversations = 0
    /// 0–100; nil without a conversation.
    var averageQuality: Double?
    var conversions = 0
    var knownOutcomes = 0
    var objectionsIdentified = 0
    var objectionsResolved = 0
    var appointments = 0
}

/// How an agent was coached and took it.
struct CoachingTotals: Hashable, Sendable {
    var alertsSent = 0
    var alertsAnswered = 0
    var alertsAccepted = 0
    var sessionsCompleted = 0
    var modulesCompleted = 0
    /// Answered alerts of which it is known whether they were acted on.
    var actsKnown = 0
    var actedOn = 0
    var overridden = 0
}
