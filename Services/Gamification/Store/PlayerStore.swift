import GamificationDomain
import Identifiers
import Postgres

/// How agents take part.
struct PlayerStore: Sendable {
    struct Row: Hashable, Sendable {
        let agentID: AgentID
        let teamID: TeamID?
        let visibility: PlayerVisibility
        let hiredOn: CalendarDate?
    }

    /// The agents of a tenant, or of one of its teams, who said something of themselves.
    func players(
        _ tenant: TenantID, team: TeamID? = nil, in session: some SQLSession
    ) async throws(DatabaseError) -> [AgentID: Row] {
        let rows = try await session.query(
            """
            SELECT agent_id, team_id, visibility, hired_on FROM gamification.players \
            WHERE tenant_id = \(tenant) AND (\(team)::text IS NULL OR team_id = \(team))
            """, as: (AgentID, TeamID?, PlayerVisibility, CalendarDate?).self)
        return Dictionary(
            uniqueKeysWithValues: rows.map {
                ($0.0, Row(agentID: $0.0, teamID: $0.1, visibility: $0.2, hiredOn: $0.3))
            })
    }

    /// Nil for an agent of whom nobody said anything.
    func player(
        _ agent: AgentID, _ tenant: TenantID, in session: some SQLSession
    ) async throws(DatabaseError) -> Row? {
        try await session.first(
            """
            SELECT team_id, visibility, hired_on FROM gamification.players \
            WHERE tenant_id = \(tenant) AND agent_id = \(agent)
            """, as: (TeamID?, PlayerVisibility, CalendarDate?).self
        ).map { Row(agentID: agent, teamID: $0.0, visibility: $0.1, hiredOn: $0.2) }
    }

    func put(
        _ player: Row, _ tenant: TenantID, in session: some SQLSession
    ) async throws(DatabaseError) {
        try await session.execute(
            """
            INSERT INTO gamification.players (tenant_id, agent_id, team_id, visibility, hired_on) \
            VALUES (\(tenant), \(player.agentID), \(player.teamID), \(player.visibility), \
            \(player.hiredOn)) ON CONFLICT (tenant_id, agent_id) DO UPDATE \
            SET team_id = excluded.team_id, visibility = excluded.visibility, \
            hired_on = excluded.hired_on
            """)
    }
}
