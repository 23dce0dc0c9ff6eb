import Identifiers
import Postgres
import ROIDomain

extension ActivityStore {
    /// When each of some agents had their first session that was not cancelled.
    func firstSessions(
        of agents: [AgentID], _ tenant: TenantID, session: some SQLSession
    ) async throws(DatabaseError) -> [AgentID: Instant] {
        // One row with all of them, as for the agents themselves.
        let columns = try await session.first(
            """
            SELECT array_agg(agent_id), \
            array_agg((extract(epoch FROM first_session_at) * 1000000)::bigint) \
            FROM roi.coached_agents WHERE tenant_id = \(tenant) \
            AND agent_id = ANY(\(agents.map(\.rawValue))) HAVING count(*) > 0
            """, as: ([String], [Int64]).self)
        guard let columns else { return [:] }
        return zip(columns.0, columns.1).reduce(into: [:]) {
            $0[AgentID($1.0)] = Instant(microseconds: $1.1)
        }
    }
}
