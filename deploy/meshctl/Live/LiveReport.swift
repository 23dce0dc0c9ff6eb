/// What `bench live` measured.
struct LiveReport: Encodable, Sendable {
    let conversations: Int
    let sessions: Int
    /// Acknowledged by the mesh.
    let messages: Int
    /// Shown on the agent's socket.
    let alerts: Int
    /// Acknowledged messages and promised alerts that their agent's socket never showed.
    let lost: Int
    let doubled: Int
    /// Calls that ended in an error; nothing was promised for them.
    let failed: Int
    /// Message handed over to alert on the agent's socket.
    let alertLatency: Percentiles
    /// Message handed over to message on the agent's socket.
    let messageLatency: Percentiles
    /// Message handed over to analysis stored and acknowledged.
    let analysisLatency: Percentiles
    let seconds: Double
    var broadcast: BroadcastReport?
    var webhooks: WebhookRate?

    enum CodingKeys: String, CodingKey {
        case conversations, sessions, messages, alerts, lost, doubled, failed, seconds
        case alertLatency = "alert_latency_ms"
        case messageLatency = "message_latency_ms"
        case analysisLatency = "analysis_latency_ms"
        case broadcast, webhooks
    }
}

/// One message to everybody who watches the same tenant.
struct BroadcastReport: Encodable, Sendable {
    let sockets: Int
    let messages: Int
    let lost: Int
    /// Message handed over to message on each socket.
    let latency: Percentiles

    enum CodingKeys: String, CodingKey {
        case sockets, messages, lost
        case latency = "latency_ms"
    }
}

/// How many signed webhooks were acknowledged, each after it was in the database.
struct WebhookRate: Encodable, Sendable {
    let accepted: Int
    let refused: Int
    let perSecond: Double
    let latency: Percentiles

    enum CodingKeys: String, CodingKey {
        case accepted, refused
        case perSecond = "per_second"
        case latency = "latency_ms"
    }
}
