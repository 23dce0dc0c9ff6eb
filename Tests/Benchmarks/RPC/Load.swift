import Foundation

/// Keeps `inFlight` calls under way for a while, and says how fast they were.
struct Load {
    let peer: String
    let kind: String
    let inFlight: Int
    let seconds: Double

    /// Calls from `inFlight` tasks, after a warm-up of a fifth of the time.
    func run(_ call: @escaping @Sendable () async throws -> Void) async throws {
        _ = try await latencies(for: seconds / 5, call)
        let start = Usage()
        let all = try await latencies(for: seconds, call)
        report(count: all.count, latencies: all.sorted(), since: start)
    }

    /// Reads one stream of `count` messages.
    func stream(count: Int, _ read: () async throws -> Void) async throws {
        let start = Usage()
        try await read()
        report(count: count, latencies: [], since: start)
    }

    private func latencies(
        for seconds: Double, _ call: @escaping @Sendable () async throws -> Void
    ) async throws -> [Int64] {
        let end = Usage.nanoseconds() + Int64(seconds * 1e9)
        return try await withThrowingTaskGroup(of: [Int64].self) { group in
            for _ in 0..<inFlight {
                group.addTask {
                    var own: [Int64] = []
                    own.reserveCapacity(100_000)
                    var before = Usage.nanoseconds()
                    while before < end {
                        try await call()
                        let after = Usage.nanoseconds()
                        own.append(after - before)
                        before = after
                    }
                    return own
                }
            }
            return try await group.reduce(into: []) { $0 += $1 }
        }
    }

    private func report(count: Int, latencies: [Int64], since start: Usage) {
        let end = Usage()
        let wall = Double(end.wall - start.wall) / 1e9
        let cpu = Double(end.cpu - start.cpu) / 1e3 / Double(max(1, count))
        let fields = [
            "\"peer\":\"\(peer)\"", "\"kind\":\"\(kind)\"", "\"in_flight\":\(inFlight)",
            "\"bytes\":\(Options.payload.count)",
            "\"calls_per_second\":\(Int(Double(count) / wall))",
            "\"p50_us\":\(percentile(latencies, 0.5))", "\"p99_us\":\(percentile(latencies, 0.99))",
            "\"cpu_us_per_call\":\((cpu * 100).rounded() / 100)",
        ]
        print("{\(fields.joined(separator: ","))}")
        fflush(stdout)
    }

    private func percentile(_ sorted: [Int64], _ rank: Double) -> Double {
        guard !sorted.isEmpty else { return 0 }
        return Double(sorted[Int(rank * Double(sorted.count - 1))] / 100) / 10
    }
}

/// The clocks of this moment; client and server share the process, so the CPU is both sides'.
struct Usage {
    let wall = Usage.nanoseconds()
    let cpu: Int64

    init() {
        var time = timespec()
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
        cpu = Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
    }

    static func nanoseconds() -> Int64 {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
    }
}
