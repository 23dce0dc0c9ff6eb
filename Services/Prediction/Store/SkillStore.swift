import AnalyzerContract
import Identifiers
import Postgres
import PredictionDomain

/// Keeps how well agents did, conversation by conversation.
struct SkillStore: Sendable {
    /// The quality of whole conversations.
    static let overallQuality = "overall_quality"

    let database: Database

    /// Keeps the newest score of each conversation; an older message's changes nothing.
    func keep(
        _ events: [MessageAnalyzed], _ tenant: TenantID, in transaction: Transaction
    ) async throws(DatabaseError) {
        try await transaction.execute(
            """
            INSERT INTO prediction.skill_scores AS known \
            (tenant_id, agent_id, skill, conversation_id, observed_at, score) \
            SELECT DISTINCT ON (agent_id, conversation_id) \(tenant), agent_id, \
            \(Self.overallQuality), conversation_id, observed_at, score \
            FROM unnest(\(events.map(\.agentID.rawValue))::text[], \
            \(events.map(\.conversationID.rawValue))::text[], \
            \(events.map(\.sentAt))::timestamptz[], \
            \(events.map(\.overallQualityScore))::float8[]) WITH ORDINALITY \
            AS event (agent_id, conversation_id, observed_at, score, place) \
            ORDER BY agent_id, conversation_id, observed_at DESC, place DESC \
            ON CONFLICT (tenant_id, agent_id, skill, conversation_id) DO UPDATE \
            SET observed_at = excluded.observed_at, score = excluded.score \
            WHERE excluded.observed_at >= known.observed_at
            """)
    }

    /// The agent's newest points, oldest first.
    func points(
        of agent: AgentID, _ skill: String, _ tenant: TenantID
    ) async throws(DatabaseError) -> [SkillPoint] {
        try await database.scoped(to: .tenant(tenant)).query(
            """
            SELECT observed_at, score FROM prediction.skill_scores \
            WHERE tenant_id = \(tenant) AND skill = \(skill) AND agent_id = \(agent) \
            ORDER BY observed_at DESC LIMIT \(SkillDynamics.pointCountMax)
            """, as: (Instant, Double).self
        ).reversed().map { SkillPoint(at: $0.0, score: $0.1) }
    }

    /// The newest points of the tenant's first agents by id, each agent's oldest first.
    ///
    /// Goes from agent to agent along the index, and stops when it has enough points: what it costs
    /// does not grow with the tenant.
    func pool(_ skill: String, _ tenant: TenantID) async throws(DatabaseError) -> [[SkillPoint]] {
        let rows = try await database.scoped(to: .tenant(tenant)).query(
            """
            WITH RECURSIVE agents AS ( \
            (SELECT agent_id FROM prediction.skill_scores \
            WHERE tenant_id = \(tenant) AND skill = \(skill) ORDER BY agent_id LIMIT 1) \
            UNION ALL \
            SELECT (SELECT s.agent_id FROM prediction.skill_scores s \
            WHERE s.tenant_id = \(tenant) AND s.skill = \(skill) \
            AND s.agent_id > agents.agent_id ORDER BY s.agent_id LIMIT 1) \
            FROM agents WHERE agents.agent_id IS NOT NULL) \
            SELECT agents.agent_id, newest.observed_at, newest.score \
            FROM agents CROSS JOIN LATERAL ( \
            SELECT s.observed_at, s.score FROM prediction.skill_scores s \
            WHERE s.tenant_id = \(tenant) AND s.skill = \(skill) \
            AND s.agent_id = agents.agent_id \
            ORDER BY s.observed_at DESC LIMIT \(SkillDynamics.pointCountMax)) AS newest \
            LIMIT \(SkillDynamics.pointCountMax * SkillDynamics.agentCountMax)
            """, as: (AgentID, Instant, Double).self)
        return Dictionary(grouping: rows, by: \.0).sorted { $0.key.rawValue < $1.key.rawValue }
            .map { agent in
                agent.value.map { SkillPoint(at: $0.1, score: $0.2) }.sorted { $0.at < $1.at }
            }
    }
}
