import Identifiers
import ROIDomain
import RPC
import Runtime

/// Throws unless the call may ask about money, of one agent or of all: a tenant's managers and
/// admins may, and services for themselves.
func requireManager(_ call: Call, of tenant: TenantID, agent: AgentID?) throws(RPCError) {
    try Access(call, to: tenant).requireManager("costs and returns")
    if let agent { try checkID(agent.rawValue, "agent_id") }
}

extension RPCError {
    /// A figure of the request cannot be.
    init(_ fault: RecordFault) { self.init(.invalidArgument, fault.description) }

    /// There is no report, and this is why.
    init(_ refusal: ROIRefusal) { self.init(.failedPrecondition, refusal.description) }
}
