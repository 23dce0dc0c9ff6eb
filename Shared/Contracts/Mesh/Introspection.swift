import Identifiers
import RPC
import Wire

@WireMessage
public struct IntrospectRequest: Codable, Hashable, Sendable {
    /// How many of the slowest calls of the last minute to tell of; 0 to 32.
    public var slowestCount: Int = 10

    enum CodingKeys: Int, CodingKey { case slowestCount = 0 }
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

    enum CodingKeys: Int, CodingKey {
        case service = 0, version = 1, startedAt = 2, takenAt = 3, methods = 4, connections = 5
        case slowest = 6
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
