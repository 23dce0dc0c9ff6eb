import Identifiers
import RPC

/// What the person behind a call may see of a tenant (decision 0041).
///
/// A call without a person comes from a service for itself; which of those may ask what is the
/// policy's to say.
struct Access: Hashable, Sendable {
    let tenant: TenantID
    /// Nil for all agents of the tenant.
    let onlyAgent: AgentID?

    /// Throws `permission_denied` when the person belongs to another tenant: the answer is the same
    /// whether that tenant exists or not.
    init(_ call: Call, to tenant: TenantID) throws(RPCError) {
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

    func includes(_ agent: AgentID) -> Bool { onlyAgent.map { $0 == agent } ?? true }

    /// For a request that names an agent: `permission_denied`.
    func require(_ agent: AgentID) throws(RPCError) {
        try checkID(agent.rawValue, "agent_id")
        guard includes(agent) else {
            throw RPCError(.permissionDenied, "an agent may ask about their own conversations only")
        }
    }
}
