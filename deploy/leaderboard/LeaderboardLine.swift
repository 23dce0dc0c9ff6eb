/// What the benchmark found of one board; times in microseconds unless they say seconds.
package struct LeaderboardLine: Encodable, Sendable {
    package struct Percentiles: Encodable, Sendable {
        package let p50: Double
        package let p95: Double
        package let p99: Double
        package let max: Double
    }

    package let name: String
    package let agents: Int
    /// From nothing to all agents in their places.
    package var buildSeconds: Double?
    package var memoryBytes: Int?
    package var update: Percentiles?
    package var rank: Percentiles?
    /// Five places around an agent.
    package var neighbours: Percentiles?
    /// By the server's own clock, without the socket.
    package var serverUpdateMean: Double?
    package var serverRankMean: Double?
    /// The share of agents to whom both boards give the same rank, 0–1.
    package var agreement: Double?

    enum CodingKeys: String, CodingKey {
        case name, agents, agreement
        case buildSeconds = "build_seconds"
        case memoryBytes = "memory_bytes"
        case update = "update_us"
        case rank = "rank_us"
        case neighbours = "neighbours_us"
        case serverUpdateMean = "server_update_mean_us"
        case serverRankMean = "server_rank_mean_us"
    }
}

/// Times of one kind of operation.
struct Latencies {
    private var microseconds: [Double] = []

    init(reserving count: Int) { microseconds.reserveCapacity(count) }

    mutating func add(_ time: Duration) {
        let parts = time.components
        microseconds.append(Double(parts.seconds) * 1e6 + Double(parts.attoseconds) / 1e12)
    }

    /// Nearest rank; O(n log n).
    var percentiles: LeaderboardLine.Percentiles? {
        let sorted = microseconds.sorted()
        guard let max = sorted.last else { return nil }
        func percentile(_ share: Double) -> Double {
            sorted[min(sorted.count - 1, Int((Double(sorted.count) * share).rounded(.up)) - 1)]
        }
        return LeaderboardLine.Percentiles(
            p50: percentile(0.5), p95: percentile(0.95), p99: percentile(0.99), max: max)
    }
}
