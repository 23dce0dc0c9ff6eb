import Identifiers
import RPC

/// What the person behind a call may see of a tenant (decision 0041).
///
/// A call without a person comes from a service for itself; which of those may ask what is the
/// policy's to say.
package struct Access: Hashable, Sendable {
    package let tenant: TenantID
    /// Nil for all agents of the tenant.
    package let onlyAgent: AgentID?

    /// Throws `permission_denied` when the person belongs to another tenant: the answer is the same
    /// whether that tenant exists or not.
    package init(_ call: Call, to tenant: TenantID) throws(RPCError) {
        try checkID(tenant.rawValue, "tenant_id")
        self.tenant = tenant
        guard let person = call.principal else {
            onlyAgent = nil
            return
        }
        guard person.tenantID == tenant else {
            throw RPCError(
                .permissionDenied, "the request names another tenant than the caller's own")
        }
        switch person.role {
        case .manager, .admin:
            onlyAgent = nil
        case .agent:
            guard let agent = person.agentID else {
                throw RPCError(
                    .permissionDenied, "the caller is an agent of no id, who may see nobody's data")
            }
            onlyAgent = agent
        }
    }

    package func includes(_ agent: AgentID) -> Bool { onlyAgent.map { $0 == agent } ?? true }

    /// For a request that names an agent: `permission_denied` unless the person may see them.
    package func require(_ agent: AgentID) throws(RPCError) {
        try checkID(agent.rawValue, "agent_id")
        guard includes(agent) else {
            throw RPCError(.permissionDenied, "an agent may ask about themselves only")
        }
    }

    /// The agent that a list is limited to, when the request asks for one agent or for all.
    package func agent(_ asked: AgentID?) throws(RPCError) -> AgentID? {
        guard let asked else { return onlyAgent }
        try require(asked)
        return asked
    }

    /// For what a tenant's managers and admins may see: `permission_denied` for an agent.
    package func requireManager(_ subject: String) throws(RPCError) {
        guard onlyAgent == nil else {
            throw RPCError(.permissionDenied, "\(subject) are for managers and admins")
        }
    }
}
