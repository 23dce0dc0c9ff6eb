import CoachingDomain
import Identifiers
import Postgres

/// Adds up what coaching came to in a period.
struct MetricsStore: Sendable {
    /// More reasons than this are not read.
    static let reasonCountMax = 5
    /// A sample of this size settles an interval; a tenant's year may have far more.
    static let scoreCountMax = 20_000

    let database: Database

    func sessions(
        _ tenant: TenantID, of agents: [AgentID]?, from start: Instant, to end: Instant
    ) async throws(DatabaseError) -> (count: Int, averageMinutes: Double?) {
        try await database.scoped(to: .tenant(tenant)).first(
            """
            SELECT count(*), avg(coached_before_microseconds::float8 / 60000000) \
            FILTER (WHERE status = 'completed') FROM coaching.sessions \
            WHERE tenant_id = \(tenant) AND started_at >= \(start) AND started_at < \(end) \
            AND (\(agents)::text[] IS NULL OR agent_id = ANY(\(agents)::text[]))
            """, as: (Int, Double?).self
        ).map { (count: $0.0, averageMinutes: $0.1) } ?? (0, nil)
    }

    func alerts(
        _ tenant: TenantID, of agents: [AgentID]?, from start: Instant, to end: Instant
    ) async throws(DatabaseError) -> AlertTotals {
        try await database.scoped(to: .tenant(tenant)).first(
            """
            SELECT count(*), count(*) FILTER (WHERE a.type = 'real_time_suggestion'), \
            count(r.response), count(*) FILTER (WHERE r.response = 'accepted'), \
            count(r.acted_on), count(*) FILTER (WHERE r.acted_on), \
            count(*) FILTER (WHERE r.response = 'overridden') \
            FROM coaching.alerts a LEFT JOIN coaching.alert_answers r USING (tenant_id, alert_id) \
            WHERE a.tenant_id = \(tenant) AND a.created_at >= \(start) AND a.created_at < \(end) \
            AND (\(agents)::text[] IS NULL OR a.agent_id = ANY(\(agents)::text[]))
            """, as: (Int, Int, Int, Int, Int, Int, Int).self
        ).map {
            AlertTotals(
                sent: $0.0, realTime: $0.1, answered: $0.2, accepted: $0.3, actKnown: $0.4,
                actedOn: $0.5, overridden: $0.6)
        } ?? AlertTotals()
    }

    /// The most frequent reasons for overriding, most frequent first.
    func overrideReasons(
        _ tenant: TenantID, of agents: [AgentID]?, from start: Instant, to end: Instant
    ) async throws(DatabaseError) -> [String] {
        try await database.scoped(to: .tenant(tenant)).query(
            """
            SELECT lower(r.reason) FROM coaching.alert_answers r \
            JOIN coaching.alerts a USING (tenant_id, alert_id) \
            WHERE r.tenant_id = \(tenant) AND r.response = 'overridden' \
            AND r.responded_at >= \(start) AND r.responded_at < \(end) \
            AND (\(agents)::text[] IS NULL OR a.agent_id = ANY(\(agents)::text[])) \
            GROUP BY lower(r.reason) ORDER BY count(*) DESC, lower(r.reason) \
            LIMIT \(Self.reasonCountMax)
            """, as: String.self)
    }

    /// Modules begun before the end of the period and how many of them were completed.
    func training(
        _ tenant: TenantID, of agents: [AgentID]?, to end: Instant
    ) async throws(DatabaseError) -> (begun: Int, completed: Int) {
        try await database.scoped(to: .tenant(tenant)).first(
            """
            SELECT count(*), count(*) FILTER (WHERE completed_at < \(end)) \
            FROM coaching.module_progress WHERE tenant_id = \(tenant) AND started_at < \(end) \
            AND (\(agents)::text[] IS NULL OR agent_id = ANY(\(agents)::text[]))
            """, as: (Int, Int).self
        ).map { (begun: $0.0, completed: $0.1) } ?? (0, 0)
    }

    /// The quality of the conversations of a period, the newest first.
    func scores(
        _ tenant: TenantID, of agents: [AgentID]?, from start: Instant, to end: Instant
    ) async throws(DatabaseError) -> [TalkScore] {
        try await database.scoped(to: .tenant(tenant)).query(
            """
            SELECT agent_id, last_message_at, quality, outcome FROM coaching.conversation_scores \
            WHERE tenant_id = \(tenant) AND last_message_at >= \(start) \
            AND last_message_at < \(end) \
            AND (\(agents)::text[] IS NULL OR agent_id = ANY(\(agents)::text[])) \
            ORDER BY last_message_at DESC LIMIT \(Self.scoreCountMax)
            """, as: (AgentID, Instant, Double, ConversationOutcome).self
        ).map { TalkScore(agent: $0.0, at: $0.1, quality: $0.2, outcome: $0.3) }
    }
}

/// What became of alerts.
struct AlertTotals: Hashable, Sendable {
    var sent = 0
    var realTime = 0
    var answered = 0
    var accepted = 0
    /// Those of which it is known whether they were acted on.
    var actKnown = 0
    var actedOn = 0
    var overridden = 0
}

/// How one conversation went.
struct TalkScore: Hashable, Sendable {
    var agent: AgentID
    var at: Instant
    /// 0–100.
    var quality: Double
    var outcome: ConversationOutcome
}
