import Foundation

/// Keeps `inFlight` calls under way for a while, and says how fast they were.
struct Load: Sendable {
    let peer: Options.Peer
    let kind: Options.Kind
    let inFlight: Int
    let byteCount: Int
    let seconds: Double
    /// When set, this many calls are made in all, however long they take.
    let calls: Int?

    /// Calls from `inFlight` tasks, after a warm-up of a fifth of the time.
    func run(_ call: @escaping @Sendable () async throws -> Void) async throws {
        if let calls { return try await run(calls, call) }
        _ = try await latencies(for: seconds / 5, call)
        let start = Usage()
        let all = try await latencies(for: seconds, call)
        Row(self, count: all.count, latencies: all, from: start, to: Usage()).print()
    }

    private func run(
        _ calls: Int, _ call: @escaping @Sendable () async throws -> Void
    ) async throws {
        let start = Usage()
        try await withThrowingDiscardingTaskGroup { group in
            for _ in 0..<inFlight {
                group.addTask { for _ in 0..<calls / inFlight { try await call() } }
            }
        }
        Row(self, count: calls, latencies: [], from: start, to: Usage()).print()
    }

    /// Reads streams of ever more messages, until one lasts long enough to count.
    func stream(_ read: (_ count: Int) async throws -> Void) async throws {
        var count = calls ?? 16
        while true {
            let start = Usage()
            try await read(count)
            let end = Usage()
            let elapsed = end.seconds(since: start)
            guard calls == nil, elapsed < seconds / 2 else {
                return Row(self, count: count, latencies: [], from: start, to: end).print()
            }
            count = min(count * 16, max(count * 2, Int(Double(count) * seconds / elapsed)))
        }
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
}
