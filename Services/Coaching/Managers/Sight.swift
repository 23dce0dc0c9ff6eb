import Identifiers
import RPC
import Runtime

/// Which agents of a tenant a caller may see: themselves, those whom they lead, or all.
struct Sight: Hashable, Sendable {
    /// Nil for every agent.
    let agents: Set<AgentID>?
    /// The caller, when they are an agent.
    let own: AgentID?

    static let everybody = Sight(agents: nil, own: nil)

    static func only(_ agent: AgentID) -> Sight { Sight(agents: [agent], own: agent) }

    func includes(_ agent: AgentID) -> Bool { agents?.contains(agent) ?? true }

    /// For a request that names an agent: `permission_denied` unless the caller may see them.
    func require(_ agent: AgentID) throws(RPCError) {
        try checkID(agent.rawValue, "agent_id")
        guard includes(agent) else {
            throw RPCError(
                .permissionDenied, "the agent is neither the caller nor in a team that they lead")
        }
    }

    /// For what counts as the agent's own doing: `permission_denied` for any other person. A service
    /// that calls for itself hands on what the agent did.
    static func requireOneself(
        _ agent: AgentID, _ call: Call, _ deed: String
    ) throws(RPCError) {
        guard let person = call.principal, person.agentID != agent else { return }
        throw RPCError(
            .permissionDenied, "only the agent themselves can \(deed)",
            details: [.reason("not_the_agent")])
    }

    /// The agent whom a request is about: the one that it names, or the caller.
    func agent(_ asked: AgentID?) throws(RPCError) -> AgentID? {
        guard let asked else { return own }
        try require(asked)
        return asked
    }

    /// The agents whom a list is limited to: the one that the request names, or all in sight.
    func agents(_ asked: AgentID?) throws(RPCError) -> Set<AgentID>? {
        guard let asked else { return agents }
        try require(asked)
        return [asked]
    }
}
