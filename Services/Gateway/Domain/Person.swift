import Identifiers

/// What a person may do: an agent sees their own data, a manager and an admin their tenant's.
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

    /// Whether this person may see what belongs to `agent` of their own tenant.
    package func maySee(_ agent: AgentID) -> Bool { role != .agent || self.agent == agent }

    /// Whose events this person gets.
    package var audience: Audience {
        Audience(tenant: tenant, agent: role == .agent ? agent : nil)
    }
}

/// Who hears of an event: one agent, or everybody who sees the whole tenant.
package struct Audience: Hashable, Sendable {
    package let tenant: TenantID
    /// Nil for every agent of the tenant.
    package let agent: AgentID?

    package init(tenant: TenantID, agent: AgentID?) {
        self.tenant = tenant
        self.agent = agent
    }

    package func hears(of agent: AgentID) -> Bool { self.agent == nil || self.agent == agent }
}
