import RPC

/// What callers notice of the streams that share their connection: of a consumer that takes one
/// message and no more, and of one that reads 16 MiB again and again.
enum Fairness {
    private static let callerCount = 62
    private static let bulk = StreamRequest(count: 16, byteCount: 1_048_576)
    /// More than the credit of a stream covers, so that its writer waits for ever.
    private static let stalled = StreamRequest(count: 1_000_000, byteCount: 64)

    static func measure(
        _ options: Options, _ benchmark: Client<BenchmarkContract>,
        _ call: @escaping @Sendable () async throws -> Void
    ) async throws {
        guard options.kinds.contains(.fairness) else { return }
        let load = { (kind: Options.Kind) in
            Load(
                peer: .mesh, kind: kind, inFlight: callerCount,
                byteCount: Options.unaryByteCount, seconds: options.seconds, calls: options.calls)
        }
        try await load(.fairnessAlone).run(call)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await readOne(of: benchmark) }
            group.addTask { try await readAll(of: benchmark) }
            try await load(.fairness).run(call)
            group.cancelAll()
            // Both streams end by an error, since they were cancelled.
            while let result = await group.nextResult() { _ = result }
        }
    }

    private static func readOne(of benchmark: Client<BenchmarkContract>) async throws {
        let stream = benchmark.stream(stalled)
        var messages = stream.makeAsyncIterator()
        _ = try await messages.next()
        try await Task.sleep(for: .seconds(3_600))
        _ = try await messages.next()
    }

    private static func readAll(of benchmark: Client<BenchmarkContract>) async throws {
        while !Task.isCancelled {
            for try await _ in benchmark.stream(bulk) {}
        }
    }
}
