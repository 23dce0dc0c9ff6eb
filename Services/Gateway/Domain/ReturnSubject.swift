import Identifiers

/// Whom a report on returns is about.
package enum ReturnSubject: Hashable, Sendable {
    /// All coached agents of the tenant.
    case everybody
    case team(TeamID)
    case agent(AgentID)

    /// As an address and a form say it: `team:north`, `agent:ann`; anything else is everybody.
    package init(_ words: String?) {
        let parts = (words ?? "").split(separator: ":", maxSplits: 1).map(String.init)
        switch (parts.first, parts.count) {
        case ("team", 2): self = .team(TeamID(parts[1]))
        case ("agent", 2): self = .agent(AgentID(parts[1]))
        default: self = .everybody
        }
    }

    package var words: String {
        switch self {
        case .everybody: ""
        case .team(let team): "team:\(team)"
        case .agent(let agent): "agent:\(agent)"
        }
    }

    package var team: TeamID? { if case .team(let team) = self { team } else { nil } }

    package var agent: AgentID? { if case .agent(let agent) = self { agent } else { nil } }
}
