import Identifiers

/// Who hears of an event: one agent, somebody who leads agents, or who sees the whole tenant.
package struct Audience: Hashable, Sendable {
    package let tenant: TenantID
    /// The agent who watches themselves; nil for everybody else.
    package let agent: AgentID?
    /// Whom they hear of; nil for every agent of the tenant.
    package let agents: Set<AgentID>?
    /// The name that they sign in by.
    package let userName: String

    package init(
        tenant: TenantID, agent: AgentID? = nil, agents: Set<AgentID>? = nil, userName: String = ""
    ) {
        self.tenant = tenant
        self.agent = agent
        self.agents = agent.map { [$0] } ?? agents
        self.userName = userName
    }

    package func includes(_ agent: AgentID) -> Bool { agents?.contains(agent) ?? true }

    /// What managers are told goes to one of them when it names one, and otherwise to those who may
    /// see the agent that it tells of.
    package func hears(of event: LiveEvent) -> Bool {
        guard case .notified(let notification) = event, notification.agent == nil else {
            return includes(event.agent)
        }
        guard agent == nil else { return false }
        if let name = notification.userName { return name == userName }
        return notification.about.map(includes) ?? true
    }
}
