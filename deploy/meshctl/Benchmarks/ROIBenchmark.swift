import Identifiers
import ROIDomain
import Statistics

/// Measures the arithmetic of returns on a year of days drawn from a seed.
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

    func run(_ print: (Line) throws -> Void) async throws {
        Console.note("drawing \(agents) agents × \(days) days")
        var progress = Progress("days", total: days)
        var ledger = ActivityLedger(agentCount: agents)
        var daily = 0.0
        for day in 0..<days {
            let column = drawn(day: day)
            // The last day is the increment of a ledger that is full; earlier ones fill it.
            let took = ContinuousClock().measure { ledger.append(column) }
            daily = took.milliseconds
            progress.show(day + 1)
        }
        try print(Line(measure: "daily_update", value: daily, unit: "ms"))
        let (report, seconds) = try timed { try self.report(on: ledger) }
        try print(Line(measure: "report_year", value: seconds, unit: "s"))
        Console.note("the report says: \(report.conclusion)")
        try print(
            Line(
                measure: "bootstrap_10000_2000_units", value: await bootstrap(units: 2_000),
                unit: "s"))
        try print(
            Line(
                measure: "bootstrap_10000_1000_units", value: await bootstrap(units: 1_000),
                unit: "s"))
        try print(
            Line(
                measure: "false_alarms_looking_every_time", value: falseAlarms(), unit: "share"))
    }

    private func drawn(day: Int) -> [PackedDay] {
        var generator = SplitMix64(seed: UInt64(day))
        return (0..<agents).map { _ in
            let bits = generator.next()
            let conversations = UInt16(bits & 15)
            let known = conversations - min(conversations, UInt16(bits >> 4 & 3))
            return PackedDay(
                conversations: conversations, knownOutcomes: known,
                successes: min(known, UInt16(bits >> 6 & 1)),
                activeQuarters: UInt16(bits >> 8 & 31), coachedSeconds: UInt32(bits >> 16 & 2_047))
        }
    }

    private func report(on ledger: ActivityLedger) throws -> ReturnOnCoaching {
        let start = Instant(microseconds: 0)
        let period = try Period(start: start, end: start + .seconds(days * 86_400))
        let cents = { (amount: Int64) in Money(minorUnits: amount, currency: "USD") }
        let baseline = try Baseline(
            period: period, trainingHours: 100, conversationsPerHour: 1.9, conversionRate: 0.07,
            valuePerSuccess: cents(100_000), hourlyCost: cents(4_000), source: "benchmark")
        let measurement = Measurement(
            period: period, ledger: ledger, days: 0..<days, costs: [])
        var generator = SplitMix64(seed: 1)
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

    private func timed<Value>(_ work: () throws -> Value) rethrows -> (Value, Double) {
        let clock = ContinuousClock()
        let start = clock.now
        let value = try work()
        return (value, (clock.now - start).milliseconds / 1_000)
    }
}

extension Duration {
    fileprivate var milliseconds: Double { self / .milliseconds(1) }
}
