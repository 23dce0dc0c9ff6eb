import Identifiers
import RPC
import Wire

@WireMessage
public struct IntrospectRequest: Codable, Hashable, Sendable {
    /// How many of the slowest calls of the last minute to tell of; 0 to 32.
    public var slowestCount: Int = 10
    /// 32 hex digits: tell of this trace's spans as well.
    public var traceID: String?
    /// Tell what the service promises as well.
    public var tellsContract: Bool = false

    enum CodingKeys: Int, CodingKey { case slowestCount = 0, traceID = 1, tellsContract = 2 }
}

/// What a service's process is doing, for operators.
@WireMessage
public struct Introspection: Codable, Hashable, Sendable {
    public var service: String
    public var version: String
    public var startedAt: Instant
    /// When the figures were taken: rates are differences between two reports.
    public var takenAt: Instant
    /// Served and made calls, by method and peer; the busiest first.
    public var methods: [MethodFigures]
    public var connections: [ConnectionFigures]
    /// The slowest calls that ended in the last minute, the slowest first.
    public var slowest: [SlowCall]
    /// What is left of the trace that was asked for, the earliest first; nil when none was.
    public var spans: [SpanFigures]?
    /// The service's own methods and their messages as lines of `contracts.lock`; nil when nobody
    /// asked.
    public var contract: [String]?
    /// How it stands with the events of the services before it.
    public var consumers: [ConsumerFigures] = []
    /// What its caches answered.
    public var caches: [CacheFigures] = []

    enum CodingKeys: Int, CodingKey {
        case service = 0, version = 1, startedAt = 2, takenAt = 3, methods = 4, connections = 5
        case slowest = 6, spans = 7, contract = 8, consumers = 9, caches = 10
    }
}

/// Which end of a call or a connection the service is.
public enum CallSide: String, Vocabulary {
    /// It is called.
    case server
    /// It calls.
    case client
}

/// The calls of one method with one peer since the process started.
@WireMessage
public struct MethodFigures: Codable, Hashable, Sendable {
    public var side: Open<CallSide>
    public var method: String
    /// The service at the other end.
    public var peer: String
    public var calls: Int
    /// Those that ended with another status than OK.
    public var failures: Int
    /// Of the last 1,000 to 2,000 calls, right to within 25 %; nil before the first.
    public var p50: Duration?
    public var p99: Duration?

    enum CodingKeys: Int, CodingKey {
        case side = 0, method = 1, peer = 2, calls = 3, failures = 4, p50 = 5, p99 = 6
    }
}

/// What one connection holds now; of calls that the service makes, all connections to one peer.
@WireMessage
public struct ConnectionFigures: Codable, Hashable, Sendable {
    public var side: Open<CallSide>
    public var peer: String
    /// Calls that are open, or wait for a connection.
    public var calls: Int
    public var handlers: Int
    /// Bytes of messages that wait to be whole, read or written.
    public var bytes: Int
    /// Credit of messages that arrived and nobody has taken yet.
    public var heldCredit: Int
    /// What the service may send before the peer grants more.
    public var sendCredit: Int

    enum CodingKeys: Int, CodingKey {
        case side = 0, peer = 1, calls = 2, handlers = 3, bytes = 4, heldCredit = 5
        case sendCredit = 6
    }
}

/// One call that took long.
@WireMessage
public struct SlowCall: Codable, Hashable, Sendable {
    public var side: Open<CallSide>
    public var method: String
    public var peer: String
    /// gRPC's name of the status: `OK`, `UNAVAILABLE`.
    public var code: String
    public var endedAt: Instant
    public var duration: Duration
    /// From the arrival of the request to the start of its handler.
    public var queued: Duration
    /// From the start of the handler to its end.
    public var handled: Duration
    /// 16 hex digits that stand in the logs of every service that the call reached.
    public var callID: String?

    enum CodingKeys: Int, CodingKey {
        case side = 0, method = 1, peer = 2, code = 3, endedAt = 4, duration = 5, queued = 6
        case handled = 7, callID = 8
    }
}

/// One operation of a trace, as the service that did it tells of it.
@WireMessage
public struct SpanFigures: Codable, Hashable, Sendable {
    /// 16 hex digits.
    public var spanID: String
    /// Nil for the first one of its trace.
    public var parentID: String?
    public var name: String
    /// `client`, `server`, `internal`.
    public var kind: String
    public var beganAt: Instant
    public var duration: Duration
    /// By OpenTelemetry's names; the stall ledger as `mesh.stall.<part>_us`.
    public var attributes: [String: String]
    /// `retry`, `hedge`.
    public var events: [String]

    enum CodingKeys: Int, CodingKey {
        case spanID = 0, parentID = 1, name = 2, kind = 3, beganAt = 4, duration = 5
        case attributes = 6, events = 7
    }
}

@WireMessage
public struct DrainRequest: Codable, Hashable, Sendable {
    /// For the service's log.
    public var reason: String = ""

    enum CodingKeys: Int, CodingKey { case reason = 0 }
}

/// The service has begun to drain.
@WireMessage
public struct DrainReceipt: Codable, Hashable, Sendable {
    /// Handlers that it waits for.
    public var handlers: Int

    enum CodingKeys: Int, CodingKey { case handlers = 0 }
}

/// What one cache answered since the process started.
@WireMessage
public struct CacheFigures: Codable, Hashable, Sendable {
    public var name: String
    /// Answered from memory, or by a load that somebody else had begun.
    public var hits: Int
    public var misses: Int
    /// Entries that went to make room.
    public var evictions: Int
    /// Entries that it holds now.
    public var entries: Int

    enum CodingKeys: Int, CodingKey {
        case name = 0, hits = 1, misses = 2, evictions = 3, entries = 4
    }
}
