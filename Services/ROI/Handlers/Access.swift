import Identifiers
import ROIDomain
import RPC

/// Who may ask about money: a tenant's managers and admins.
///
/// A call without a person comes from a service for itself; which of those may ask what is the
/// policy's to say.
enum Access {
    /// Longer ids are no CRM's.
    private static let idByteCountMax = 256

    /// Throws `permission_denied` for an agent and for a person of another tenant, whether there is
    /// such a tenant or not.
    static func check(_ call: Call, to tenant: TenantID, agent: AgentID?) throws(RPCError) {
        try check(tenant.rawValue, "tenant_id")
        if let agent { try check(agent.rawValue, "agent_id") }
        guard let person = call.principal else { return }
        guard person.tenantID == tenant else {
            throw RPCError(
                .permissionDenied, "the request names another tenant than the caller's own")
        }
        guard person.role != .agent else {
            throw RPCError(.permissionDenied, "costs and returns are for managers and admins")
        }
    }

    private static func check(_ id: String, _ field: String) throws(RPCError) {
        guard !id.isEmpty, id != "*", id.utf8.count <= idByteCountMax, !id.utf8.contains(0) else {
            let problem = "must be 1 to \(idByteCountMax) bytes, without NUL, and not *"
            throw RPCError(
                .invalidArgument, "\(field) \(problem)", details: [.field(field, problem: problem)])
        }
    }
}

extension RPCError {
    /// A figure of the request cannot be.
    init(_ fault: RecordFault) { self.init(.invalidArgument, fault.description) }

    /// There is no report, and this is why.
    init(_ refusal: ROIRefusal) { self.init(.failedPrecondition, refusal.description) }
}
