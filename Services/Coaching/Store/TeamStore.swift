import CoachingContract
import CoachingDomain
import Identifiers
import Postgres
import RPC
import Runtime

/// Keeps teams, and says which agents a caller may see.
struct TeamStore: Sendable {
    let database: Database

    func save(_ team: Team) async throws {
        try await database.withTransaction(.tenant(team.tenantID)) { transaction in
            try await transaction.execute(
                """
                INSERT INTO coaching.teams (tenant_id, team_id, name, time_zone, managers) \
                VALUES (\(team.tenantID), \(team.teamID), \(team.name), \(team.timeZone), \
                \(team.managers)) ON CONFLICT (tenant_id, team_id) DO UPDATE SET \
                name = excluded.name, time_zone = excluded.time_zone, managers = excluded.managers
                """)
            try await transaction.execute(
                """
                DELETE FROM coaching.team_members WHERE tenant_id = \(team.tenantID) \
                AND team_id = \(team.teamID) AND agent_id <> ALL(\(team.agents)::text[])
                """)
            try await transaction.execute(
                """
                INSERT INTO coaching.team_members (tenant_id, team_id, agent_id) \
                SELECT \(team.tenantID), \(team.teamID), agent_id \
                FROM unnest(\(team.agents)::text[]) AS member (agent_id) ON CONFLICT DO NOTHING
                """)
        }
    }

    /// Every team of the tenant, by name.
    func teams(_ tenant: TenantID) async throws(DatabaseError) -> [Team] {
        try await database.scoped(to: .tenant(tenant)).query(
            """
            SELECT t.team_id, t.name, t.time_zone, t.managers, \
            array(SELECT m.agent_id FROM coaching.team_members m \
            WHERE m.tenant_id = t.tenant_id AND m.team_id = t.team_id ORDER BY m.agent_id) \
            FROM coaching.teams t WHERE t.tenant_id = \(tenant) ORDER BY t.name, t.team_id
            """, as: (TeamID, String, String, [String], [AgentID]).self
        ).map {
            Team(
                tenantID: tenant, teamID: $0.0, name: $0.1, timeZone: $0.2, managers: $0.3,
                agents: $0.4)
        }
    }

    /// Which agents and teams the caller may see: a manager their own once there are teams.
    func sight(of call: Call, _ tenant: TenantID) async throws -> Sight {
        let access = try Access(call, to: tenant)
        if let own = access.onlyAgent { return Sight(agents: [own], teams: []) }
        let teams = try await teams(tenant)
        guard let person = call.principal, person.role == .manager, !teams.isEmpty else {
            return Sight(agents: nil, teams: teams)
        }
        let own = teams.filter {
            $0.teamID == person.teamID || $0.managers.contains(person.subject)
        }
        return Sight(agents: Set(own.flatMap(\.agents)), teams: own)
    }
}

/// What a caller may see of a tenant.
struct Sight: Sendable {
    /// Nil for every agent.
    let agents: Set<AgentID>?
    let teams: [Team]

    func includes(_ agent: AgentID) -> Bool { agents?.contains(agent) ?? true }

    /// `not_found` for a team that there is not, or that is another manager's.
    func team(_ id: TeamID) throws(RPCError) -> Team {
        guard let team = teams.first(where: { $0.teamID == id }) else {
            throw .missing("team", id)
        }
        return team
    }

    /// `permission_denied` for an agent of another team.
    func require(_ agent: AgentID) throws(RPCError) {
        guard includes(agent) else {
            throw RPCError(.permissionDenied, "the agent is in none of the caller's teams")
        }
    }
}
