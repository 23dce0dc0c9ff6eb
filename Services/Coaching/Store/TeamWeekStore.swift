import CoachingContract
import CoachingDomain
import Identifiers
import Postgres
import Wire

/// Reads what a team did in a week, and keeps what was recommended.
struct TeamWeekStore: Sendable {
    let database: Database

    /// One row for each agent, in their order.
    func weeks(
        of agents: [AgentID], _ tenant: TenantID, from start: Instant, to end: Instant
    ) async throws(DatabaseError) -> [AgentWeek] {
        let before = start - (end - start)
        return try await database.scoped(to: .tenant(tenant)).query(
            """
            SELECT m.agent_id, \
            (SELECT count(*) FROM coaching.conversation_scores c WHERE c.tenant_id = \(tenant) \
            AND c.agent_id = m.agent_id AND c.last_message_at >= \(start) \
            AND c.last_message_at < \(end)), \
            (SELECT avg(quality) FROM coaching.conversation_scores c \
            WHERE c.tenant_id = \(tenant) AND c.agent_id = m.agent_id \
            AND c.last_message_at >= \(start) AND c.last_message_at < \(end)), \
            (SELECT avg(quality) FROM coaching.conversation_scores c \
            WHERE c.tenant_id = \(tenant) AND c.agent_id = m.agent_id \
            AND c.last_message_at >= \(before) AND c.last_message_at < \(start)), \
            count(a.alert_id), count(r.response), count(*) FILTER (WHERE r.response = 'accepted'), \
            (SELECT count(*) FROM coaching.escalations e WHERE e.tenant_id = \(tenant) \
            AND e.agent_id = m.agent_id AND e.raised_at >= \(start) AND e.raised_at < \(end)), \
            (SELECT count(*) FROM coaching.module_progress p WHERE p.tenant_id = \(tenant) \
            AND p.agent_id = m.agent_id AND p.completed_at >= \(start) AND p.completed_at < \(end)) \
            FROM unnest(\(agents)::text[]) AS m (agent_id) \
            LEFT JOIN coaching.alerts a ON a.tenant_id = \(tenant) AND a.agent_id = m.agent_id \
            AND a.created_at >= \(start) AND a.created_at < \(end) \
            LEFT JOIN coaching.alert_answers r \
            ON r.tenant_id = a.tenant_id AND r.alert_id = a.alert_id \
            GROUP BY m.agent_id ORDER BY m.agent_id
            """, as: (AgentID, Int, Double?, Double?, Int, Int, Int, Int, Int).self
        ).map {
            AgentWeek(
                agentID: $0.0, conversations: $0.1, quality: $0.2, qualityBefore: $0.3,
                alerts: $0.4, adherence: share($0.6, of: $0.5), escalations: $0.7,
                modulesCompleted: $0.8, alertsAccepted: $0.6)
        }
    }

    /// The mean of each area by agent.
    func areas(
        of agents: [AgentID], _ tenant: TenantID, from start: Instant, to end: Instant
    ) async throws(DatabaseError) -> [AgentID: [AreaMean]] {
        let rows = try await database.scoped(to: .tenant(tenant)).query(
            """
            SELECT c.agent_id, s.area, avg(s.score), count(*) \
            FROM coaching.conversation_scores c \
            JOIN coaching.area_scores s USING (tenant_id, conversation_id) \
            WHERE c.tenant_id = \(tenant) AND c.agent_id = ANY(\(agents)::text[]) \
            AND c.last_message_at >= \(start) AND c.last_message_at < \(end) \
            GROUP BY c.agent_id, s.area
            """, as: (AgentID, String, Double, Int).self)
        return Dictionary(grouping: rows, by: \.0).mapValues { rows in
            rows.map { AreaMean(area: $0.1, score: $0.2, conversations: $0.3) }
        }
    }

    /// Compliance alerts by agent.
    func breaches(
        of agents: [AgentID], _ tenant: TenantID, from start: Instant, to end: Instant
    ) async throws(DatabaseError) -> [AgentID: BreachCounts] {
        let rows = try await database.scoped(to: .tenant(tenant)).query(
            """
            SELECT agent_id, opportunity_key, count(*) FROM coaching.alerts \
            WHERE tenant_id = \(tenant) AND agent_id = ANY(\(agents)::text[]) AND is_compliance \
            AND created_at >= \(start) AND created_at < \(end) \
            GROUP BY agent_id, opportunity_key
            """, as: (AgentID, String, Int).self)
        return Dictionary(grouping: rows, by: \.0).mapValues { rows in
            BreachCounts(byKey: rows.map { ($0.1, $0.2) })
        }
    }

    func openEscalations(
        of agents: [AgentID], _ tenant: TenantID
    ) async throws(DatabaseError) -> Int {
        try await database.scoped(to: .tenant(tenant)).first(
            """
            SELECT count(*) FROM coaching.escalations WHERE tenant_id = \(tenant) \
            AND agent_id = ANY(\(agents)::text[]) AND status <> 'resolved'
            """, as: Int.self) ?? 0
    }

    /// Keeps what is recommended for a week; the first recommendation of an area stands.
    func keep(
        _ interventions: [Intervention], _ team: Team, week: CalendarDate, at now: Instant
    ) async throws(DatabaseError) {
        guard !interventions.isEmpty else { return }
        try await database.scoped(to: .tenant(team.tenantID)).execute(
            """
            INSERT INTO coaching.interventions (tenant_id, intervention_id, team_id, agent_id, \
            week, type, area, reason, recommended_at) \
            SELECT \(team.tenantID), id::uuid, \(team.teamID), agent_id, \(week)::date, type, area, \
            reason, \(now)::timestamptz \
            FROM unnest(\(interventions.map { _ in "\(InterventionID(at: now))" })::text[], \
            \(interventions.map(\.agentID))::text[], \
            \(interventions.map { $0.type.known?.rawValue ?? "" })::text[], \
            \(interventions.map(\.area))::text[], \(interventions.map(\.reason))::text[]) \
            AS advice (id, agent_id, type, area, reason) ON CONFLICT DO NOTHING
            """)
    }

    /// What was recommended in the weeks from `first` to before `week`, the newest week first, with
    /// the area's scores of the agent's conversations in a window around it.
    func recommended(
        _ team: Team, from first: CalendarDate, before week: CalendarDate, window: Duration
    ) async throws(DatabaseError) -> [KeptIntervention] {
        let span = window.microseconds
        return try await database.scoped(to: .tenant(team.tenantID)).query(
            """
            SELECT i.agent_id, i.week, i.type, i.area, \
            coalesce(array_agg(o.score) FILTER (WHERE NOT o.is_after), '{}'), \
            coalesce(array_agg(o.score) FILTER (WHERE o.is_after), '{}') \
            FROM coaching.interventions i LEFT JOIN LATERAL \
            (SELECT c.last_message_at > i.recommended_at AS is_after, \
            CASE WHEN i.area = \(InterventionRules.overall) THEN c.quality ELSE s.score END AS score \
            FROM coaching.conversation_scores c LEFT JOIN coaching.area_scores s \
            ON s.tenant_id = c.tenant_id AND s.conversation_id = c.conversation_id \
            AND s.area = i.area WHERE c.tenant_id = i.tenant_id AND c.agent_id = i.agent_id \
            AND c.last_message_at BETWEEN i.recommended_at - \(span) * interval '1 microsecond' \
            AND i.recommended_at + \(span) * interval '1 microsecond') o ON o.score IS NOT NULL \
            WHERE i.tenant_id = \(team.tenantID) AND i.team_id = \(team.teamID) \
            AND i.week >= \(first) AND i.week < \(week) \
            GROUP BY i.week, i.agent_id, i.area, i.type ORDER BY i.week DESC, i.agent_id, i.area
            """,
            as: (AgentID, CalendarDate, CoachingInterventionType, String, [Double], [Double]).self
        ).map {
            KeptIntervention(
                agent: $0.0, week: $0.1, type: $0.2, area: $0.3, before: $0.4, after: $0.5)
        }
    }
}

/// A recommendation of an earlier week.
struct KeptIntervention: Hashable, Sendable {
    var agent: AgentID
    var week: CalendarDate
    var type: CoachingInterventionType
    var area: String
    /// Of each conversation in the window, 0–100.
    var before: [Double]
    var after: [Double]
}
