import GamificationDomain
import Identifiers
import Postgres

/// What agents did in a period, added up.
struct EngagementStore: Sendable {
    func engagement(
        _ tenant: TenantID, since: Instant, until: Instant, in session: some SQLSession
    ) async throws(DatabaseError) -> [AgentEngagement] {
        try await session.query(
            """
            WITH talks AS (\
            SELECT fact.agent_id, count(DISTINCT fact.local_day) AS days, count(*) AS talks, \
            count(good.fact_id) AS good FROM gamification.facts AS fact \
            LEFT JOIN gamification.facts AS good ON good.tenant_id = fact.tenant_id \
            AND good.agent_id = fact.agent_id AND good.subject = fact.subject \
            AND good.activity = \(PointReason.qualityProficient) \
            WHERE fact.tenant_id = \(tenant) \
            AND fact.activity = \(PointReason.conversationCoached) \
            AND fact.happened_at >= \(since) AND fact.happened_at < \(until) \
            GROUP BY fact.agent_id), \
            unlocked AS (\
            SELECT agent_id, count(*) AS times FROM gamification.unlocks \
            WHERE tenant_id = \(tenant) AND unlocked_at >= \(since) AND unlocked_at < \(until) \
            GROUP BY agent_id) \
            SELECT coalesce(talks.agent_id, unlocked.agent_id), coalesce(talks.days, 0), \
            coalesce(unlocked.times, 0), coalesce(talks.talks, 0), coalesce(talks.good, 0) \
            FROM talks FULL JOIN unlocked ON unlocked.agent_id = talks.agent_id
            """, as: (AgentID, Int, Int, Int, Int).self
        ).map { row in
            AgentEngagement(
                agentID: row.0, activeDays: row.1, unlocks: row.2, conversations: row.3,
                proficientConversations: row.4)
        }
    }

    /// Something that an agent achieved or answered.
    struct Deed: Hashable, Sendable {
        enum Kind: String { case unlocked, answered }

        let kind: Kind
        let agentID: AgentID
        /// The achievement's or the question's.
        let id: String
        /// Which time it was unlocked; the answer's id.
        let instance: String
        /// FSRS's rating, above 1 when the answer was right.
        let rating: Int
        let at: Instant
    }

    /// Deeds from a moment on, oldest first, less the first so many.
    func deeds(
        _ tenant: TenantID, of agent: AgentID?, since: Instant, skip: Int, limit: Int,
        in session: some SQLSession
    ) async throws(DatabaseError) -> [Deed] {
        let rows = try await session.query(
            """
            SELECT 'unlocked', agent_id, achievement_id, occurrence::text, 0, unlocked_at AS at \
            FROM gamification.unlocks WHERE tenant_id = \(tenant) \
            AND (\(agent)::text IS NULL OR agent_id = \(agent)) AND unlocked_at >= \(since) \
            UNION ALL \
            SELECT 'answered', agent_id, question_id, review_id::text, rating, reviewed_at \
            FROM gamification.exam_reviews WHERE tenant_id = \(tenant) \
            AND (\(agent)::text IS NULL OR agent_id = \(agent)) AND reviewed_at >= \(since) \
            ORDER BY at, 2, 3, 4 LIMIT \(limit) OFFSET \(skip)
            """, as: (String, AgentID, String, String, Int32, Instant).self)
        return rows.compactMap { row in
            Deed.Kind(rawValue: row.0).map { kind in
                Deed(
                    kind: kind, agentID: row.1, id: row.2, instance: row.3, rating: Int(row.4),
                    at: row.5)
            }
        }
    }
}
