import Identifiers
import RPC
import Wire

/// A fact that a service published: past tense, immutable, in its own words.
public protocol MeshEvent: WireMessage {
    /// `service.fact`, such as `coaching.alert_raised`; never reused for another shape.
    static var kind: String { get }
}

/// A place in one service's event log: events are ordered by transaction, then by position.
@WireMessage
public struct EventPosition: Codable, Hashable, Sendable {
    public var transactionID: UInt64
    public var position: Int64

    enum CodingKeys: Int, CodingKey { case transactionID = 0, position = 1 }

    /// Before the first event.
    public static let start = EventPosition(transactionID: 0, position: 0)
}

extension EventPosition: Comparable {
    public static func < (left: EventPosition, right: EventPosition) -> Bool {
        (left.transactionID, left.position) < (right.transactionID, right.position)
    }
}

@WireMessage
public struct SubscribeEvents: Codable, Hashable, Sendable {
    /// The last event that the consumer has applied; nil starts with the oldest kept. A place before
    /// events that are kept no more ends the stream with OUT_OF_RANGE, and names the next that is.
    public var after: EventPosition?
    /// Only these kinds; empty means all.
    public var kinds: [String] = []
    /// True ends the stream after the events that are there now; false waits for more.
    public var stopsAtEnd: Bool = false
    /// True starts after the newest event when `after` is nil.
    public var startsAtEnd: Bool = false
    /// How long events may be held so that they come together, 0 to 1 s: what comes after a pause of
    /// that long is sent at once. 0 holds nothing.
    public var gathering: Duration = .zero

    enum CodingKeys: Int, CodingKey {
        case after = 0, kinds = 1, stopsAtEnd = 2, startsAtEnd = 3, gathering = 4
    }
}

/// One event on its way to a consumer; delivered at least once, in order.
@WireMessage
public struct EventEnvelope: Codable, Hashable, Sendable {
    public var position: EventPosition
    public var eventID: EventID
    public var tenantID: TenantID
    public var kind: String
    public var agentID: AgentID?
    public var occurredAt: Instant
    /// The event's own message, in the wire's CBOR.
    public var payload: [UInt8]

    enum CodingKeys: Int, CodingKey {
        case position = 0, eventID = 1, tenantID = 2, kind = 3, agentID = 4, occurredAt = 5
        case payload = 6
    }
}

extension EventEnvelope {
    /// The event, when it is of this type; nil when it is of another kind.
    public func decode<Event: MeshEvent>(_ type: Event.Type) throws(WireError) -> Event? {
        guard kind == Event.kind else { return nil }
        return try Event(wireBytes: payload)
    }
}

@WireMessage
public struct MeasureLag: Codable, Hashable, Sendable {
    /// The last event that the consumer has applied.
    public var after: EventPosition
    /// Only these kinds; empty means all.
    public var kinds: [String] = []

    enum CodingKeys: Int, CodingKey { case after = 0, kinds = 1 }
}

/// How far a reader is behind the newest event.
@WireMessage
public struct EventLag: Codable, Hashable, Sendable {
    public var events: Int
    /// There are more than were counted.
    public var isAtLeast: Bool
    /// How long ago the first of them was appended; zero when there is none.
    public var waiting: Duration
    /// A reader that has not read up to here has missed events that are kept no more.
    public var horizon: EventPosition

    enum CodingKeys: Int, CodingKey { case events = 0, isAtLeast = 1, waiting = 2, horizon = 3 }
}
