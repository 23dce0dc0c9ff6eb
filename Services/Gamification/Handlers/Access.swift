import Identifiers
import RPC

/// What the person behind a call may see of a tenant.
///
/// A call without a person comes from a service for itself; which of those may ask what is the
/// policy's to say.
struct Access: Hashable, Sendable {
    /// Longer ids are no CRM's.
    private static let idByteCountMax = 256

    private let person: Principal?

    /// Throws `permission_denied` when the person belongs to another tenant, whether there is such
    /// a tenant or not.
    init(_ call: Call, to tenant: TenantID) throws(RPCError) {
        try Self.check(tenant.rawValue, "tenant_id")
        person = call.principal
        guard person == nil || person?.tenantID == tenant else {
            throw RPCError(
                .permissionDenied, "the request names another tenant than the caller's own")
        }
    }

    /// An agent sees their own data, a manager or an admin everybody's.
    func require(_ agent: AgentID) throws(RPCError) {
        try Self.check(agent.rawValue, "agent_id")
        guard let person, person.role == .agent else { return }
        guard person.agentID == agent else {
            throw RPCError(.permissionDenied, "an agent may ask about themselves only")
        }
    }

    private static func check(_ id: String, _ field: String) throws(RPCError) {
        guard !id.isEmpty, id != "*", id.utf8.count <= idByteCountMax, !id.utf8.contains(0) else {
            throw .invalid(field, "must be 1 to \(idByteCountMax) bytes, without NUL, and not *")
        }
    }
}

/// Throws `invalid_argument` unless a list of so many may be asked for.
func checkLimit(_ limit: Int) throws(RPCError) {
    guard (1...1_000).contains(limit) else {
        throw .invalid("limit", "must be 1 to 1000, not \(limit)")
    }
}

extension RPCError {
    fileprivate static func invalid(_ field: String, _ problem: String) -> RPCError {
        RPCError(
            .invalidArgument, "\(field) \(problem)", details: [.field(field, problem: problem)])
    }
}
