import Foundation
import Postgres

/// Whose data is meant: one tenant's, or one person's within it.
package struct PersonRequest: Sendable {
    package enum Kind: String, CaseIterable, Sendable { case agent, lead, user }

    package let tenant: String
    /// Nil means the whole tenant.
    package let person: String?
    /// In which roles the id is looked for: the same text may be an agent's id and a user's name.
    package let kinds: Set<Kind>

    package init(tenant: String, person: String?, kinds: Set<Kind> = Set(Kind.allCases)) throws {
        guard !["", "*"].contains(tenant) else {
            throw TenantFault("a tenant has a name, and * is none")
        }
        guard person != "" else { throw TenantFault("a person has an id") }
        self.tenant = tenant
        self.person = person
        self.kinds = kinds
    }
}

/// A request for a tenant's or a person's data that cannot be fulfilled.
package struct TenantFault: Error, CustomStringConvertible {
    package let description: String
    init(_ description: String) { self.description = description }
}

/// A person with everything that leads to their rows.
struct Subject: Sendable {
    var agents: Set<String> = []
    var leads: Set<String> = []
    var users: Set<String> = []
    var conversations: Set<String> = []
    var sessions: Set<String> = []
    var alerts: Set<String> = []

    /// The ids that occur in messages of the wire.
    var ids: Set<String> { agents.union(leads).union(users).union(conversations) }

    init(_ request: PersonRequest) {
        guard let person = request.person else { return }
        if request.kinds.contains(.agent) { agents = [person] }
        if request.kinds.contains(.lead) { leads = [person] }
        if request.kinds.contains(.user) { users = [person.lowercased()] }
    }

    func adding(_ other: Subject) -> Subject {
        var both = self
        both.agents.formUnion(other.agents)
        both.leads.formUnion(other.leads)
        both.users.formUnion(other.users)
        both.conversations.formUnion(other.conversations)
        both.sessions.formUnion(other.sessions)
        both.alerts.formUnion(other.alerts)
        return both
    }

    func values(of link: PersonalTable.Link) -> (column: String, values: Set<String>, cast: String)?
    {
        switch link {
        case .agent(let column), .mentionedAgent(let column): (column, agents, "text")
        case .lead(let column): (column, leads, "text")
        case .user(let column): (column, users, "text")
        case .conversation(let column): (column, conversations, "text")
        case .session(let column): (column, sessions, "uuid")
        case .alert(let column): (column, alerts, "uuid")
        case .message, .parts: nil
        }
    }
}

/// A texts' array in Postgres's own notation.
func arrayLiteral(_ texts: some Collection<String>) -> String {
    let quoted = texts.map {
        "\"\($0.replacing("\\", with: "\\\\").replacing("\"", with: "\\\""))\""
    }
    return "{\(quoted.joined(separator: ","))}"
}
