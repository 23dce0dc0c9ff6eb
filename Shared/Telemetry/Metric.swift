import CoreMetrics

/// A metric that the house exports; all of them are in `all`, and `meshctl metrics` prints that.
///
/// Names and labels are OpenTelemetry's where it has one; Prometheus reads them with underscores,
/// the unit and `_total` behind.
package struct Metric: Sendable, Hashable {
    package enum Kind: String, Sendable {
        /// A count that only rises.
        case counter
        /// Seconds, by upper bound.
        case duration
        /// What is now.
        case gauge
    }

    package let name: String
    package let kind: Kind
    /// In the order in which their values are given.
    package let labels: [String]
    package let meaning: String

    private init(_ name: String, _ kind: Kind, _ labels: [String], _ meaning: String) {
        self.name = name
        self.kind = kind
        self.labels = labels
        self.meaning = meaning
    }

    // MARK: - Calls: OpenTelemetry's semantic conventions for RPC metrics (release candidate)

    private static let callLabels = [
        "rpc.system.name", "rpc.method", "rpc.response.status_code",
    ]
    package static let callsMade = Metric(
        "rpc.client.call.duration", .duration, callLabels + ["server.address"],
        "Calls that this process made, from the start to the last byte, attempts included.")
    package static let callsServed = Metric(
        "rpc.server.call.duration", .duration, callLabels + ["client.address"],
        "Calls that this process served, from the arrival of the request to the response.")

    // MARK: - Ours

    package static let callsRepeated = Metric(
        "mesh.client.call.repetitions", .counter, ["rpc.method", "server.address", "kind"],
        "Attempts beyond the first: retries, and hedges beside a slow one.")
    package static let handshakeFailures = Metric(
        "mesh.handshake.failures", .counter, ["side", "cause"],
        "Connections that ended before the peer was known.")
    package static let connectionsRefused = Metric(
        "mesh.connections.refused", .counter, ["limit"],
        "Connections that were refused before a byte was read, by the limit that they met.")
    package static let loopLag = Metric(
        "mesh.loop.lag", .duration, [],
        "How late an event loop was: something on it computes or blocks.")
    package static let filesReloaded = Metric(
        "mesh.files.reloaded", .counter, ["files"], "Changed files that are used now.")
    package static let fileFaults = Metric(
        "mesh.files.faults", .counter, ["files"],
        "Changed files that are not in order; the last good ones stay in use.")
    package static let spansExported = Metric(
        "mesh.spans.exported", .counter, [], "Spans that the collector has taken.")
    package static let spansDropped = Metric(
        "mesh.spans.dropped", .counter, ["reason"], "Spans that no collector will see.")

    private static let direction = ["direction"]
    package static let compressionMessages = Metric(
        "mesh.compression.messages", .gauge, direction, "Messages that went compressed.")
    package static let compressionMessageBytes = Metric(
        "mesh.compression.message.bytes", .gauge, direction,
        "Bytes of those messages before they were compressed.")
    package static let compressionWireBytes = Metric(
        "mesh.compression.wire.bytes", .gauge, direction, "Bytes of those messages on the wire.")
    package static let compressionRefused = Metric(
        "mesh.compression.refused", .gauge, direction,
        "Compressed messages that were not read, for what they claim or how they are made.")

    package static let claudeRequests = Metric(
        "mesh.claude.requests", .duration, ["task", "outcome"],
        "What Claude was asked, attempts and repairs included, and how that ended: ok, or why not.")
    package static let claudeTokens = Metric(
        "mesh.claude.tokens", .counter, ["task", "kind"],
        "Tokens of prompts, answers, and of Claude's prompt cache written and read.")
    package static let claudeCost = Metric(
        "mesh.claude.microdollars", .counter, ["task"],
        "What that cost by the price list of the day, in millionths of a US dollar.")
    package static let claudeCache = Metric(
        "mesh.claude.cache", .counter, ["task", "result"],
        "Prompts whose instructions were written to Claude's cache, hit it, or missed it.")
    package static let claudeFallbacks = Metric(
        "mesh.claude.fallbacks", .counter, ["task", "reason"],
        "What was made without Claude although a key is set, by the reason.")

    /// What consumers of events and the keepers of their partitions record where they stand.
    private static let events = [
        Metric(
            "mesh.events.applied", .counter, ["upstream"],
            "Events of another service that took effect."),
        Metric(
            "mesh.events.set_aside", .counter, ["upstream"],
            "Events that could not be applied and wait for an operator."),
        Metric(
            "mesh.events.lag", .gauge, ["upstream"],
            "Events of another service that have not been applied yet."),
        Metric(
            "mesh.events.lag_seconds", .gauge, ["upstream"],
            "How old the oldest event is that has not been applied yet."),
        Metric(
            "mesh.events.failures", .gauge, ["upstream"],
            "How often in a row the next event could not be applied."),
        Metric(
            "mesh.events.stuck", .gauge, ["upstream"],
            "1 while a consumer cannot go on by itself, else 0."),
        Metric(
            "mesh.events.partitions", .gauge, [], "Partitions that the service's event log has."),
        Metric(
            "mesh.events.partitions_dropped", .counter, [],
            "Partitions of the event log that were past their time."),
    ]

    /// What caches record where they stand.
    private static let caches = [
        Metric(
            "mesh.cache.hits", .counter, ["cache"],
            "Answers without a load: from memory, or from a load that was under way."),
        Metric("mesh.cache.misses", .counter, ["cache"], "Answers that had to be loaded."),
        Metric(
            "mesh.cache.shared_hits", .counter, ["cache"], "Answers from the shared second level."),
        Metric("mesh.cache.evictions", .counter, ["cache"], "Entries that made room for others."),
        Metric("mesh.cache.entries", .gauge, ["cache"], "Entries that are in memory."),
        Metric("mesh.cache.load", .duration, ["cache"], "What loads took."),
    ]

    package static let webhooksReceived = Metric(
        "mesh.webhooks.received", .counter, ["answer"],
        "Webhooks of the CRM that came, by what they were answered.")
    package static let webhooksHandled = Metric(
        "mesh.webhooks.handled", .counter, ["outcome"],
        "Webhooks of the CRM that were handed on, by what came of them.")

    package static let notifications = Metric(
        "mesh.notifications", .counter, ["channel", "outcome"],
        "Tries to tell somebody something, by what came of them.")

    package static let all =
        [
            callsMade, callsServed, callsRepeated, handshakeFailures, connectionsRefused, loopLag,
            filesReloaded, fileFaults, spansExported, spansDropped, compressionMessages,
            compressionMessageBytes, compressionWireBytes, compressionRefused, claudeRequests,
            claudeTokens, claudeCost, claudeCache, claudeFallbacks, webhooksReceived,
            webhooksHandled, notifications,
        ] + events + caches

    // MARK: - Recording

    /// Counts `count` more, under the values of `labels`.
    package func add(_ count: Int = 1, _ values: String...) {
        Counter(label: name, dimensions: dimensions(values)).increment(by: count)
    }

    /// Records that something took `duration`, under the values of `labels`.
    package func record(_ duration: Duration, _ values: String...) {
        CoreMetrics.Timer(label: name, dimensions: dimensions(values))
            .recordNanoseconds(Int64(duration / .nanoseconds(1)))
    }

    /// What records durations under the values of `labels`, to be kept where that is often.
    package func timer(_ values: String...) -> CoreMetrics.Timer {
        CoreMetrics.Timer(label: name, dimensions: dimensions(values))
    }

    /// Says what is now, under the values of `labels`.
    package func set(_ value: Double, _ values: String...) {
        Meter(label: name, dimensions: dimensions(values)).set(value)
    }

    private func dimensions(_ values: [String]) -> [(String, String)] {
        assert(values.count == labels.count, "\(name) has the labels \(labels)")
        return Array(zip(labels, values))
    }

    // MARK: - As Prometheus reads it

    /// `rpc_client_call_duration_seconds`.
    package var prometheusName: String {
        let suffix =
            switch kind {
            case .counter: "_total"
            case .duration: "_seconds"
            case .gauge: ""
            }
        return PrometheusRegistry.sanitized(name) + suffix
    }

    package var prometheusLabels: [String] { labels.map(PrometheusRegistry.sanitized) }

    package static let byPrometheusName = Dictionary(
        uniqueKeysWithValues: all.map { ($0.prometheusName, $0) })
}
