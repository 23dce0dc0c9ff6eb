import Identifiers
import RPC
import Wire

/// How a consumer stands with the events of one upstream.
@WireMessage
public struct ConsumerFigures: Codable, Hashable, Sendable {
    /// The service whose events it applies.
    public var upstream: String
    /// The last event that it has dealt with.
    public var position: EventPosition
    /// Events since the process started, applied and set aside.
    public var applied: Int
    public var setAside: Int
    /// Events that are set aside now and wait for `events.retry`.
    public var failures: Int
    /// How far it is behind; nil until the upstream has said.
    public var lag: EventLag?
    /// Why it does not go on without an operator; empty while it does.
    public var fault: String = ""
    /// The kinds of events that it applies.
    public var kinds: [String] = []

    enum CodingKeys: Int, CodingKey {
        case upstream = 0, position = 1, applied = 2, setAside = 3, failures = 4, lag = 5
        case fault = 6, kinds = 7
    }
}

@WireMessage
public struct ListFailures: Codable, Hashable, Sendable {
    /// The last failure of the page before: its upstream and position.
    public var afterUpstream: String = ""
    public var after: EventPosition = EventPosition(transactionID: 0, position: 0)
    /// 1 to 500.
    public var limit: Int = 100

    enum CodingKeys: Int, CodingKey { case afterUpstream = 0, after = 1, limit = 2 }
}

@WireMessage
public struct EventFailures: Codable, Hashable, Sendable {
    /// By upstream, in the order of its log.
    public var failures: [EventFailure]

    enum CodingKeys: Int, CodingKey { case failures = 0 }
}

/// An event that could not be applied and was set aside, so that the others could.
@WireMessage
public struct EventFailure: Codable, Hashable, Sendable {
    public var upstream: String
    public var position: EventPosition
    public var eventID: EventID
    public var tenantID: TenantID
    public var kind: String
    public var agentID: AgentID?
    public var occurredAt: Instant
    public var tries: Int
    public var error: String
    public var failedAt: Instant

    enum CodingKeys: Int, CodingKey {
        case upstream = 0, position = 1, eventID = 2, tenantID = 3, kind = 4, agentID = 5
        case occurredAt = 6, tries = 7, error = 8, failedAt = 9
    }
}

@WireMessage
public struct RetryFailure: Codable, Hashable, Sendable {
    public var eventID: EventID

    enum CodingKeys: Int, CodingKey { case eventID = 0 }
}

/// What came of one more try.
@WireMessage
public struct RetryReceipt: Codable, Hashable, Sendable {
    /// Applied, and kept as a failure no more.
    public var isApplied: Bool
    /// Why it could not be applied again; empty when it was.
    public var error: String = ""

    enum CodingKeys: Int, CodingKey { case isApplied = 0, error = 1 }
}
