/// Times operations one by one, and says now and then how far it is.
struct Stopwatch {
    let operationCount: Int
    let note: (String) -> Void
    let clock = ContinuousClock()

    /// - Parameter operation: prepares what it needs and returns how long the rest took.
    func percentiles(
        of name: String, _ operation: (ContinuousClock) throws -> Duration
    ) rethrows -> LeaderboardLine.Percentiles? {
        var times = Latencies(reserving: operationCount)
        let pace = pace(of: name, operationCount)
        for number in 0..<operationCount {
            times.add(try operation(clock))
            pace.show(number)
        }
        return times.percentiles
    }

    func pace(of name: String, _ total: Int) -> Pace { Pace(name, total, note) }

    /// How far one piece of work is, told at its start and every few seconds.
    final class Pace {
        private static let interval = Duration.seconds(5)

        private let name: String
        private let total: Int
        private let note: (String) -> Void
        private var lastShown = ContinuousClock.now

        fileprivate init(_ name: String, _ total: Int, _ note: @escaping (String) -> Void) {
            (self.name, self.total, self.note) = (name, total, note)
            note("\(total) \(name)")
        }

        func show(_ done: Int) {
            let now = ContinuousClock.now
            guard now - lastShown >= Self.interval else { return }
            lastShown = now
            note("\(name): \(done) of \(total)")
        }
    }
}
