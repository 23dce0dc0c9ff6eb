import Identifiers
import RPC

/// What the person behind a call may see of a tenant.
///
/// A call without a person comes from a service for itself; which of those may ask what is the
/// policy's to say.
struct Access: Hashable, Sendable {
    /// Nil for all agents of the tenant.
    let onlyAgent: AgentID?

    /// Throws `permission_denied` when the person belongs to another tenant: the answer is the same
    /// whether that tenant exists or not.
    init(_ call: Call, to tenant: TenantID) throws(RPCError) {
        try checkID(tenant.rawValue, "tenant_id")
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
}

/// Longer ids are no CRM's.
private let idByteCountMax = 256

/// Throws `invalid_argument` for an id that cannot be one.
func checkID(_ id: String, _ field: String) throws(RPCError) {
    guard !id.isEmpty, id != "*", id.utf8.count <= idByteCountMax, !id.utf8.contains(0) else {
        throw .invalid(field, "must be 1 to \(idByteCountMax) bytes, without NUL, and not *")
    }
}

extension RPCError {
    /// A field of the request is not what it must be.
    static func invalid(_ field: String, _ problem: String) -> RPCError {
        RPCError(
            .invalidArgument, "\(field) \(problem)", details: [.field(field, problem: problem)])
    }

    /// The tenant has no such thing, or none that the caller may see.
    static func missing(_ kind: String, _ id: some CustomStringConvertible) -> RPCError {
        RPCError(
            .notFound, "there is no \(kind) \(id)",
            details: [.resource(kind: kind, id: "\(id)")])
    }
}
