import Identifiers

/// What a person may do: an agent sees their own data, a manager that of the agents whom they lead,
/// an admin their tenant's.
package enum PersonRole: String, Vocabulary {
    case agent
    case manager
    case admin
}

/// Someone who signed in.
package struct Person: Hashable, Sendable {
    package let tenant: TenantID
    package let userName: String
    package let role: PersonRole
    /// Whose conversations are theirs; an agent always has one.
    package let agent: AgentID?
    package let team: TeamID?

    /// Nil for an agent without an agent id: nobody could say what they may see.
    package init?(
        tenant: TenantID, userName: String, role: PersonRole, agent: AgentID?, team: TeamID?
    ) {
        if role == .agent && agent == nil { return nil }
        self.tenant = tenant
        self.userName = userName
        self.role = role
        self.agent = agent
        self.team = team
    }

    /// Whether this person may ask about `agent` of their own tenant; whom a manager leads, Coaching
    /// knows (`Sights`).
    package func maySee(_ agent: AgentID) -> Bool { role != .agent || self.agent == agent }

    /// Whose events this person gets, a manager those of the agents whom they lead; nil for every
    /// agent of the tenant.
    package func audience(seeing agents: Set<AgentID>?) -> Audience {
        switch role {
        case .agent: Audience(tenant: tenant, agent: agent, userName: userName)
        case .manager: Audience(tenant: tenant, agents: agents, userName: userName)
        case .admin: Audience(tenant: tenant, userName: userName)
        }
    }
}
