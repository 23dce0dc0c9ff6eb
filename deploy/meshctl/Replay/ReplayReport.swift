/// What a replay did and how fast the mesh was: the last line that `replay` prints.
package struct ReplayReport: Encodable, Sendable {
    package let conversations: Int
    package let sessions: Int
    package let messages: Int
    /// Alerts that reached the subscriber.
    package let alerts: Int
    /// Messages missing from the stored analyses, and alerts that were promised and never came.
    package let lost: Int
    /// Messages that are stored more than once or under a conversation that did not have them, and
    /// alerts that came more than once for a message.
    package let doubled: Int
    /// Message sent to alert received.
    package let alertLatency: Percentiles
    /// Message sent to analysis stored and acknowledged.
    package let analysisLatency: Percentiles
    /// Calls that had to be made again, because a service was away.
    package let retries: Int
    /// Processes of the mesh that were killed meanwhile; nil when none should be.
    package internal(set) var kills: Int?
    package let seconds: Double

    enum CodingKeys: String, CodingKey {
        case conversations, sessions, messages, alerts, lost, doubled, retries, kills, seconds
        case alertLatency = "alert_latency_ms"
        case analysisLatency = "analysis_latency_ms"
    }
}

/// Latency in milliseconds; nil where nothing was measured.
package struct Percentiles: Encodable, Sendable {
    package let p50: Double?
    package let p95: Double?
    package let p99: Double?
}
