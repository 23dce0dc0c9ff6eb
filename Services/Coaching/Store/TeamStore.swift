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

    /// Which agents the caller may see: a manager those of their teams once there are teams.
    func sight(of call: Call, _ tenant: TenantID) async throws -> Sight {
        if let own = try Access(call, to: tenant).onlyAgent { return .only(own) }
        guard let person = call.principal, person.role == .manager else { return .everybody }
        let teams = try await teams(tenant)
        guard !teams.isEmpty else { return .everybody }
        let own = teams.filter { $0.isLed(by: person) }
        return Sight(agents: Set(own.flatMap(\.agents)), own: nil)
    }

    /// The teams that the caller may see: an agent none, a manager their own, others all.
    func teams(of call: Call, _ tenant: TenantID) async throws -> [Team] {
        guard try Access(call, to: tenant).onlyAgent == nil else { return [] }
        let teams = try await teams(tenant)
        guard let person = call.principal, person.role == .manager else { return teams }
        return teams.filter { $0.isLed(by: person) }
    }

    /// `not_found` for a team that there is not, or that is another manager's.
    func team(_ id: TeamID, of call: Call, _ tenant: TenantID) async throws -> Team {
        try await teams(of: call, tenant).team(id)
    }
}

extension [Team] {
    func team(_ id: TeamID) throws(RPCError) -> Team {
        guard let team = first(where: { $0.teamID == id }) else { throw .missing("team", id) }
        return team
    }
}

extension Team {
    fileprivate func isLed(by person: Principal) -> Bool {
        teamID == person.teamID || managers.contains(person.subject)
    }
}
