import Identifiers

/// The newest events of one tenant, and where among them those of each agent are.
///
/// Thousands of agents talk at once, and the socket of one must not look through what all the others
/// said: what it reads costs what it gets, and O(log n) to find the first.
struct LiveShelf<Frame: Sendable>: Sendable {
    typealias Entry = LiveLog<Frame>.Entry

    /// An event by its number, counted from the first that the tenant ever had here.
    private struct Place {
        let cursor: LiveCursor
        let number: Int
    }

    private var entries = Ring<Entry>()
    /// How many were here before the first of `entries`.
    private var evictedCount = 0
    private var byAgent: [AgentID: Ring<Place>] = [:]

    var isEmpty: Bool { entries.isEmpty }

    mutating func append(_ entry: Entry) {
        byAgent[entry.event.agent, default: Ring()].append(
            Place(cursor: entry.cursor, number: evictedCount + entries.count))
        entries.append(entry)
    }

    /// Takes the oldest event away; nil when there is none.
    mutating func popFirst() -> Entry? {
        guard let oldest = entries.popFirst() else { return nil }
        evictedCount += 1
        let agent = oldest.event.agent
        _ = byAgent[agent]?.popFirst()
        if byAgent[agent]?.isEmpty == true { byAgent[agent] = nil }
        return oldest
    }

    /// At most `limit` events that `audience` hears of, after `cursor`, oldest first.
    func entries(after cursor: LiveCursor, for audience: Audience, limit: Int = .max) -> [Entry] {
        guard let agent = audience.agent else {
            return filtered(after: cursor, for: audience, limit: limit)
        }
        guard let places = byAgent[agent] else { return [] }
        let first = places.firstIndex { $0.cursor > cursor }
        return (0..<min(limit, places.count - first)).map {
            entries[places[first + $0].number - evictedCount]
        }
    }

    /// For those who see several agents: they hear of most that happens, so they look at each.
    private func filtered(
        after cursor: LiveCursor, for audience: Audience, limit: Int
    ) -> [Entry] {
        var found: [Entry] = []
        var index = entries.firstIndex { $0.cursor > cursor }
        while index < entries.count, found.count < limit {
            if audience.hears(of: entries[index].event) { found.append(entries[index]) }
            index += 1
        }
        return found
    }
}
