import Identifiers

/// What a number of tasks achieved, each doing one thing after the other.
struct Load: Sendable {
    /// How long each took.
    private var durations: [Duration] = []
    private var elapsed = Duration.zero

    init() {}

    init(_ durations: [Duration], within elapsed: Duration) {
        self.durations = durations
        self.elapsed = elapsed
    }

    var perSecond: Double { Double(durations.count) / elapsed.seconds }

    /// The times that these parts of all stayed below, in their order. O(n log n).
    func milliseconds(_ quantiles: Double...) -> [Double] {
        let sorted = durations.sorted()
        return quantiles.map { quantile in
            sorted.isEmpty ? .nan : sorted[Int(Double(sorted.count - 1) * quantile)].milliseconds
        }
    }

    /// Adds what was achieved at another time.
    static func += (load: inout Load, other: Load) {
        load.durations += other.durations
        load.elapsed += other.elapsed
    }

    /// Runs `body` in `tasks` tasks for `period`, on `executor`; its argument counts up and differs in
    /// every call.
    static func closed(
        tasks: Int, for period: Duration, on executor: any TaskExecutor = globalConcurrentExecutor,
        _ body: @escaping @Sendable (Int) async throws -> Void
    ) async throws -> Load {
        let clock = ContinuousClock()
        let start = clock.now
        let durations = try await withThrowingTaskGroup(of: [Duration].self) { group in
            for task in 0..<tasks {
                group.addTask(executorPreference: executor) {
                    var durations: [Duration] = []
                    var number = task
                    while clock.now - start < period {
                        let begin = clock.now
                        try await body(number)
                        durations.append(clock.now - begin)
                        number += tasks
                    }
                    return durations
                }
            }
            return try await group.reduce(into: []) { $0 += $1 }
        }
        return Load(durations, within: clock.now - start)
    }
}
