/// What a replay did and how fast the mesh was: the last line that `replay` prints.
package struct ReplayReport: Encodable, Sendable {
    package let conversations: Int
    package let sessions: Int
    package let messages: Int
    /// Alerts that reached the subscriber.
    package let alerts: Int
    /// Messages missing from the stored analyses, and alerts that were promised and never came.
    package let lost: Int
    /// Message sent to alert received.
    package let alertLatency: Percentiles
    /// Message sent to analysis stored and acknowledged.
    package let analysisLatency: Percentiles
    /// Calls that had to be made again, because a service was away.
    package let retries: Int
    package let seconds: Double

    enum CodingKeys: String, CodingKey {
        case conversations, sessions, messages, alerts, lost, retries, seconds
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
