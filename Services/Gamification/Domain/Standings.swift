import Identifiers

/// An agent's score.
package struct Standing: Hashable, Sendable {
    package let agentID: AgentID
    package let points: Int64
    /// When the score took its value.
    package let reachedAt: Instant

    package init(agentID: AgentID, points: Int64, reachedAt: Instant) {
        self.agentID = agentID
        self.points = points
        self.reachedAt = reachedAt
    }
}

/// A tenant's agents in order, by competition ranking: 1, 2, 2, 4.
///
/// The same points are the same rank. Among them, who reached the score first is listed first, then
/// the smaller id by its bytes. Who has no points is not ranked.
package struct Standings: Hashable, Sendable {
    package struct Place: Hashable, Sendable {
        package let rank: Int
        package let standing: Standing
    }

    package let places: [Place]

    /// O(n log n).
    package init(_ standings: some Sequence<Standing>) {
        var places: [Place] = []
        for standing in standings.filter({ $0.points > 0 }).sorted(by: Self.isAhead) {
            let isTied = places.last.map { $0.standing.points == standing.points } ?? false
            let rank = isTied ? places[places.count - 1].rank : places.count + 1
            places.append(Place(rank: rank, standing: standing))
        }
        self.places = places
    }

    /// Nil when the agent is not ranked.
    package func rank(of agent: AgentID) -> Int? {
        places.first { $0.standing.agentID == agent }?.rank
    }

    private static func isAhead(_ left: Standing, _ right: Standing) -> Bool {
        if left.points != right.points { return left.points > right.points }
        if left.reachedAt != right.reachedAt { return left.reachedAt < right.reachedAt }
        return left.agentID.rawValue.utf8.lexicographicallyPrecedes(right.agentID.rawValue.utf8)
    }
}
