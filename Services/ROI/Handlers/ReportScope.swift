import CoachingContract
import Identifiers
import Postgres
import ROIContract
import ROIDomain
import RPC
import Runtime

/// Whom a report is about.
struct ReportScope: Hashable, Sendable {
    let tenant: TenantID
    /// Who may have a baseline of their own; nil unless the report is about one agent.
    let agent: AgentID?
    /// Nil for all coached agents of the tenant.
    let agents: Set<AgentID>?

    init(tenant: TenantID) {
        self.tenant = tenant
        agent = nil
        agents = nil
    }

    init(tenant: TenantID, agent: AgentID) {
        self.tenant = tenant
        self.agent = agent
        agents = [agent]
    }

    init(tenant: TenantID, team: [AgentID]) {
        self.tenant = tenant
        agent = nil
        agents = Set(team)
    }

    /// True for what belongs to no single agent, too.
    func includes(_ agent: AgentID?) -> Bool {
        guard let agents, let agent else { return true }
        return agents.contains(agent)
    }
}

/// Says who is in a team: Coaching keeps the teams, and shows a person those that they may see.
struct TeamReader: Sendable {
    let coaching: Client<Coaching>

    func scope(of query: GetReport, _ call: Call) async throws -> ReportScope {
        guard let team = query.teamID else {
            return query.agentID.map { ReportScope(tenant: query.tenantID, agent: $0) }
                ?? ReportScope(tenant: query.tenantID)
        }
        guard query.agentID == nil else {
            throw RPCError.invalid("team_id", "must not stand beside agent_id: ask for one of them")
        }
        // The call goes on for whom it came: a person whom ROI named itself would not be believed.
        let teams = try await coaching.listTeams(ListTeams(tenantID: query.tenantID)).teams
        guard let found = teams.first(where: { $0.teamID == team }) else {
            throw RPCError(.notFound, "there is no team of this team_id that the caller may see")
        }
        return ReportScope(tenant: query.tenantID, team: found.agents)
    }
}
