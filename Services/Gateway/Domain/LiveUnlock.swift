import Identifiers

/// Something that an agent has earned: what, why, and what it paid.
package struct LiveUnlock: Hashable, Sendable {
    package enum Kind: String, Sendable {
        case achievement, level, badge
    }

    /// The event's; a browser shows one once.
    package var id: EventID
    package var agent: AgentID
    package var kind: Kind
    package var name: String
    /// Empty when there is nothing to add.
    package var why: String
    /// 0 for what pays nothing of its own.
    package var points: Int64
    package var at: Instant

    package init(
        id: EventID, agent: AgentID, kind: Kind, name: String, why: String, points: Int64 = 0,
        at: Instant
    ) {
        self.id = id
        self.agent = agent
        self.kind = kind
        self.name = name
        self.why = why
        self.points = points
        self.at = at
    }
}
