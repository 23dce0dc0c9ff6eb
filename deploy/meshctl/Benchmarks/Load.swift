import Identifiers

/// What a number of tasks achieved, each doing one thing after the other.
struct Load: Sendable {
    let perSecond: Double
    /// How long each took, the shortest first.
    private let durations: [Duration]

    init(_ durations: [Duration], within elapsed: Duration) {
        self.durations = durations.sorted()
        perSecond = Double(durations.count) / elapsed.seconds
    }

    func milliseconds(_ quantile: Double) -> Double {
        guard !durations.isEmpty else { return .nan }
        return durations[Int(Double(durations.count - 1) * quantile)].milliseconds
    }

    /// Runs `body` in `tasks` tasks for `period`; its argument counts up and differs in every call.
    static func closed(
        tasks: Int, for period: Duration, _ body: @escaping @Sendable (Int) async throws -> Void
    ) async throws -> Load {
        let clock = ContinuousClock()
        let start = clock.now
        let durations = try await withThrowingTaskGroup(of: [Duration].self) { group in
            for task in 0..<tasks {
                group.addTask {
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
