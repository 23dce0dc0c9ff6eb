import Identifiers
import Logging
import PostgresCluster
import ROIContract
import ROIDomain
import ROIService
import Statistics

/// Measures returns of many agents: as the service reads them from a Postgres of its own, and the
/// arithmetic alone.
struct ROIBenchmark: Sendable {
    /// One line of `meshctl bench roi --json`.
    struct Line: Encodable {
        let measure: String
        let value: Double
        let unit: String
    }

    let agents: Int
    let days: Int
    let experiments: Int

    private static let replicateCount = 10_000
    private static let lookCount = 200
    /// The best of so many is told: the others waited for something else.
    private static let reportCount = 5
    private static let eventCount = 2_000
    /// Messages of a busy agent on one day.
    private static let dayEventCount = 100

    func run(_ print: (Line) throws -> Void) async throws {
        try await measureService(print)
        let (report, seconds) = try await timed { try self.report() }
        try print(Line(measure: "report_arithmetic_in_memory", value: seconds, unit: "s"))
        Console.note("the arithmetic says: \(report.conclusion)")
        for units in [2_000, 1_000] {
            try print(
                Line(
                    measure: "bootstrap_10000_\(units)_units", value: await bootstrap(units: units),
                    unit: "s"))
        }
        try print(
            Line(
                measure: "false_alarms_looking_every_time", value: falseAlarms(), unit: "share"))
    }

    // MARK: - The service

    private func measureService(_ print: (Line) throws -> Void) async throws {
        Console.note("a Postgres of its own with the sums of \(agents) agents × \(days) days")
        let scratch = try await ScratchPostgres.separate()
        try await scratch.withDatabase { owner in
            let silent = Logger(label: "bench") { _ in SwiftLogNoOpLogHandler() }
            let returns = try await ReturnsOfMany(
                owner, agents: agents, days: days, logger: silent)
            var progress = Progress("filled", total: returns.partCount)
            try await returns.fill { progress.show($0) }
            var times: [Double] = []
            for _ in 0..<Self.reportCount {
                let (report, seconds) = try await timed { try await returns.report() }
                if times.isEmpty {
                    Console.note(
                        "the service says of \(report.agents) agents: \(report.conclusion)")
                    try print(Line(measure: "report_first", value: seconds, unit: "s"))
                }
                times.append(seconds)
            }
            try print(Line(measure: "report_best_of_5", value: times.min() ?? 0, unit: "s"))
            try await measureEvents(returns, print)
        }
    }

    private func measureEvents(
        _ returns: ReturnsOfMany, _ print: (Line) throws -> Void
    ) async throws {
        var times: [Double] = []
        var progress = Progress("events", total: Self.eventCount)
        for number in 0..<Self.eventCount {
            let (_, seconds) = try await timed {
                let message = number / 200
                try await returns.hear(messages: message..<message + 1, of: number * 7_919)
            }
            times.append(seconds * 1_000)
            progress.show(number + 1)
        }
        times.sort()
        try print(Line(measure: "event_p50", value: quantile(0.5, ofSorted: times), unit: "ms"))
        try print(Line(measure: "event_p99", value: quantile(0.99, ofSorted: times), unit: "ms"))
        let (_, day) = try await timed {
            try await returns.hear(messages: 100..<100 + Self.dayEventCount, of: 3)
        }
        try print(
            Line(measure: "agent_day_of_100_events", value: day * 1_000, unit: "ms"))
    }

    // MARK: - The arithmetic

    private func report() throws -> ReturnOnCoaching {
        let start = Instant(microseconds: 0)
        let period = try Period(start: start, end: start + .seconds(days * 86_400))
        let cents = { (amount: Int64) in Money(minorUnits: amount, currency: "USD") }
        let baseline = try Baseline(
            period: period, trainingHours: 100, conversationsPerHour: 1.9, conversionRate: 0.07,
            valuePerSuccess: cents(100_000), hourlyCost: cents(4_000), source: "benchmark")
        var generator = SplitMix64(seed: 1)
        let activity = (0..<agents).map { agent in
            let bits = generator.next()
            let conversations = days * 8 + Int(bits & 255)
            return AgentActivity(
                agentID: AgentID("agent\(agent)"), conversations: conversations,
                knownOutcomes: conversations * 3 / 4, successes: days / 2 + Int(bits >> 8 & 63),
                activeQuarters: days * 16, coachedTime: .seconds(days * 1_200))
        }
        let measurement = Measurement(
            period: period, activity: activity, costs: [], coachedAgentCount: agents,
            tenantAgentCount: agents)
        return try ReturnOnCoaching(measurement, against: baseline, using: &generator)
    }

    private func bootstrap(units count: Int) async -> Double {
        var generator = SplitMix64(seed: 2)
        let units = (0..<count).map { _ in generator.normal(mean: 5) }
        let clock = ContinuousClock()
        let start = clock.now
        let bootstrap = await Bootstrap(units, replicateCount: Self.replicateCount, seed: 3)
        let estimate = bootstrap.estimate { $0 / Double(count) }
        let took = clock.now - start
        Console.note("the bootstrap says: \(estimate.map { "\($0.interval)" } ?? "nothing")")
        return took.milliseconds / 1_000
    }

    private func falseAlarms() -> Double {
        var generator = SplitMix64(seed: 20_261_121)
        let test = AnytimeTest(countMin: 2)
        let alarms = (0..<experiments).count { _ in
            var treated = Moments()
            var control = Moments()
            for _ in 0..<Self.lookCount {
                treated.add(generator.normal())
                if test.evidence(treated, control) >= 20 { return true }
                control.add(generator.normal())
                if test.evidence(treated, control) >= 20 { return true }
            }
            return false
        }
        return Double(alarms) / Double(experiments)
    }

    private func timed<Value>(_ work: () async throws -> Value) async rethrows -> (Value, Double) {
        let clock = ContinuousClock()
        let start = clock.now
        let value = try await work()
        return (value, (clock.now - start).milliseconds / 1_000)
    }
}

extension Duration {
    fileprivate var milliseconds: Double { self / .milliseconds(1) }
}
