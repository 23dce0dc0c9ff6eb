import Identifiers
import RPC
import Wire

/// What every service of the mesh serves besides its own methods.
public enum Mesh {
    /// Whether the service can do its work now, and if not, what it waits for.
    public static let health = Method<HealthRequest, HealthReport>("mesh.health", .idempotent)

    /// What the process is doing: its calls, connections and slowest calls.
    public static let introspect = Method<IntrospectRequest, Introspection>(
        "mesh.introspect", .idempotent)

    /// Begins a drain: no new calls, running ones end, then the process ends.
    public static let drain = Method<DrainRequest, DrainReceipt>("mesh.drain", .idempotent)

    /// The service's events after a position, then the new ones as they commit.
    public static let subscribe = ServerStreamingMethod<SubscribeEvents, EventEnvelope>(
        "events.subscribe")

    /// How far a reader at a position is behind.
    public static let measureLag = Method<MeasureLag, EventLag>("events.lag", .idempotent)

    /// The events of others that the service could not apply.
    public static let listFailures = Method<ListFailures, EventFailures>(
        "events.failures", .idempotent)

    /// One more try at one of them.
    public static let retryFailure = Method<RetryFailure, RetryReceipt>(
        "events.retry", .idempotent)
}

@WireMessage
public struct HealthRequest: Codable, Hashable, Sendable {
    /// True asks the peers as well; false only what is the service's own.
    public var asksPeers: Bool = true

    enum CodingKeys: Int, CodingKey { case asksPeers = 0 }
}

/// Whether a service serves.
@WireMessage
public struct HealthReport: Codable, Hashable, Sendable {
    public var service: String
    /// True only when the database and every peer answer.
    public var isServing: Bool
    public var checks: [HealthCheck]
    public var version: String
    public var startedAt: Instant
    /// The digest of the contracts this build was made with.
    public var contractDigest: String

    enum CodingKeys: Int, CodingKey {
        case service = 0, isServing = 1, checks = 2, version = 3, startedAt = 4, contractDigest = 5
    }
}

/// One thing that a service needs.
@WireMessage
public struct HealthCheck: Codable, Hashable, Sendable {
    /// `database` or `peer analyzer`.
    public var name: String
    public var isPassing: Bool
    /// Why not, in words for an operator; of a check that passes, how a thing stands that the
    /// service can do without, empty when there is nothing to say.
    public var reason: String
    public var latency: Duration

    enum CodingKeys: Int, CodingKey { case name = 0, isPassing = 1, reason = 2, latency = 3 }
}
