/// Where one table of a service keeps what belongs to persons: by it their data is found when they
/// ask for it, or ask that it goes.
///
/// Every table that has a `tenant_id` or an `agent_id` is declared by the service that owns it, and
/// a test holds the declarations to the database's catalogue.
package struct PersonalTable: Sendable {
    /// How a row leads to a person.
    package enum Link: Hashable, Sendable {
        /// The column names an agent, a lead, or somebody who signs in.
        case agent(String)
        case lead(String)
        case user(String)
        /// The column names an agent of whom somebody else is told: the row goes with the agent, and
        /// nothing else of it is theirs.
        case mentionedAgent(String)
        /// The column names what belongs to a person who is named elsewhere.
        case conversation(String)
        case session(String)
        case alert(String)
        /// The column is a message of the wire, in which an id of the above stands as a text.
        case message(String)
        /// The columns are texts of parts between colons, and a part may be the id of a conversation.
        ///
        /// The row is not the lead's, so it stays and the id in it is replaced.
        case parts([String])
    }

    package let name: String
    /// None when nothing in the table belongs to a person.
    package let links: [Link]
    /// Why there are no links.
    package let reason: String?
    /// Columns that leave the database in no export, such as the hash of a password.
    package let withheld: [String]

    package static func rows(
        of name: String, _ links: Link..., withholding withheld: [String] = []
    ) -> PersonalTable {
        PersonalTable(name: name, links: links, reason: nil, withheld: withheld)
    }

    package static func impersonal(_ name: String, because reason: String) -> PersonalTable {
        PersonalTable(name: name, links: [], reason: reason, withheld: [])
    }

    /// The tables that every schema has.
    package static let foundation: [PersonalTable] = [
        .rows(of: "events", .agent("agent_id"), .message("payload")),
        .rows(of: "event_failures", .agent("agent_id"), .message("payload")),
        .impersonal("event_ids", because: "random numbers, or hashes that lead to nobody"),
    ]
}
