import Identifiers
import Postgres
import ROIContract
import ROIDomain

/// What a figure was counted from.
struct EvidenceStore: Sendable {
    /// The events of coached agents in a period, oldest first, and how many there are in all.
    ///
    /// Costs are those of the agents, of the whole tenant, and of agents who were never coached.
    func events(
        _ kinds: [String], costs: [CostCategory], of agents: [AgentID], _ tenant: TenantID,
        in period: Period,
        atMost limit: Int, session: some SQLSession
    ) async throws(DatabaseError) -> (events: [FigureEvent], count: Int) {
        let names = agents.map(\.rawValue)
        let rows = try await session.query(
            """
            SELECT kind, id, agent_id, at, detail, count(*) OVER () FROM ( \
            SELECT 'conversation' AS kind, conversation_id AS id, agent_id, first_at AS at, \
            outcome AS detail FROM roi.conversations WHERE tenant_id = \(tenant) \
            AND agent_id = ANY(\(names)) AND first_at >= \(period.start) \
            AND first_at < \(period.end) \
            UNION ALL \
            SELECT 'lead', lead_id, agent_id, first_at, 'first message' FROM roi.leads \
            WHERE tenant_id = \(tenant) AND agent_id = ANY(\(names)) \
            AND first_at >= \(period.start) AND first_at < \(period.end) \
            UNION ALL \
            SELECT 'session', session_id::text, agent_id, started_at, \
            round(coached_microseconds / 1000000.0)::text || ' s coached' FROM roi.sessions \
            WHERE tenant_id = \(tenant) AND agent_id = ANY(\(names)) AND status <> 'cancelled' \
            AND started_at >= \(period.start) AND started_at < \(period.end) \
            UNION ALL \
            SELECT 'cost', entry_id, agent_id, incurred_at, \
            concat_ws(' ', category, amount::text, currency, hours::text || ' h') \
            FROM roi.costs WHERE tenant_id = \(tenant) \
            AND category = ANY(\(costs.map(\.rawValue))) \
            AND (agent_id IS NULL OR agent_id = ANY(\(names)) OR NOT EXISTS ( \
            SELECT FROM roi.coached_agents AS coached WHERE coached.tenant_id = \(tenant) \
            AND coached.agent_id = costs.agent_id AND first_session_at < \(period.end))) \
            AND incurred_at >= \(period.start) AND incurred_at < \(period.end) \
            UNION ALL \
            SELECT 'deal', deal_id, agent_id, closed_at, amount::text || ' ' || currency \
            FROM roi.deals WHERE tenant_id = \(tenant) AND agent_id = ANY(\(names)) \
            AND closed_at >= \(period.start) AND closed_at < \(period.end) \
            ) AS event WHERE kind = ANY(\(kinds)) ORDER BY at, kind, id LIMIT \(Int64(limit))
            """,
            as: (String, String, AgentID?, Instant, String, Int64).self)
        let events = rows.map {
            FigureEvent(kind: $0.0, id: $0.1, agentID: $0.2, at: $0.3, detail: $0.4)
        }
        return (events, rows.first.map { Int($0.5) } ?? 0)
    }
}
