import Synchronization

/// What listeners are told of, once each however often it was said.
///
/// Notifying inside a transaction would make every commit of the server wait for the one before,
/// its write to disk included: the server holds one lock from NOTIFY to the end of the commit
/// (decision 0022). So it is said after the commit, by a transaction that writes nothing.
struct Announcements: Hashable, Sendable {
    struct Item: Hashable, Sendable {
        let channel: String
        let payload: String
    }

    /// Beyond this a channel's payloads become one empty one: look for yourself.
    static let countMax = 1_024
    /// The server's limit is 8,000 bytes.
    static let payloadLengthMax = 7_999

    private(set) var items: Set<Item> = []

    /// One thing for listeners of `channel`; a payload that is too long is left out.
    mutating func add(_ payload: String, on channel: String) {
        let isShort = payload.utf8.count <= Self.payloadLengthMax
        items.insert(Item(channel: channel, payload: isShort ? payload : ""))
        if items.count > Self.countMax {
            items = Set(items.map { Item(channel: $0.channel, payload: "") })
        }
    }

    mutating func add(_ others: Announcements) {
        for item in others.items { add(item.payload, on: item.channel) }
    }

    var isEmpty: Bool { items.isEmpty }

    var statement: SQL {
        let items = Array(items)
        return """
            SELECT pg_notify(channel, payload)
            FROM unnest(\(items.map(\.channel)), \(items.map(\.payload))) AS a (channel, payload)
            """
    }
}

/// What a transaction will announce when it has been committed.
final class PendingAnnouncements: Sendable {
    private let announcements = Mutex(Announcements())

    func add(_ payload: String, on channel: String) {
        announcements.withLock { $0.add(payload, on: channel) }
    }

    var all: Announcements { announcements.withLock { $0 } }
}
