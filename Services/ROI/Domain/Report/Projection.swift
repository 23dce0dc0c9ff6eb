import Identifiers
import Statistics

/// What a year would bring if things went on as measured: simulated, never a promise.
package struct Projection: Hashable, Sendable {
    /// One thing that the year depends on.
    package struct Input: Hashable, Sendable {
        package enum Name: String, Sendable, CaseIterable {
            case conversationsPerHour = "conversations_per_hour"
            case conversionRate = "conversion_rate"
            case valuePerSuccess = "value_per_success"
            case activeHours = "active_hours"
            case annualCost = "annual_cost"
        }

        package let name: Name
        package let mean: Double
        /// 95 %.
        package let interval: Interval
        package let source: String

        package init(_ name: Name, mean: Double, interval: Interval, source: String) {
            self.name = name
            self.mean = mean
            self.interval = interval
            self.source = source
        }

        /// As if normal.
        var standardDeviation: Double {
            max(0, interval.upper - interval.lower) / (2 * Normal.standard.upperQuantile(0.025))
        }
    }

    /// What the year's value does when one input moves over its interval, the others at their means.
    package struct Bar: Hashable, Sendable {
        package let input: Input.Name
        package let low: Double
        package let high: Double

        package var width: Double { abs(high - low) }
    }

    /// In minor units, of all agents.
    package let mean: Double
    package let interval: Interval
    package let chanceOfLoss: Double
    /// Widest first.
    package let tornado: [Bar]
    /// The conversion rate at which the year brings nothing; nil where no rate does.
    package let breakEvenRate: Double?
    /// Months until what was spent is back; nil when it never is at the mean.
    package let paybackMonths: Double?
    package let inputs: [Input]

    package static let drawCount = 10_000

    /// - Parameter scenario: factors that a person tries, by input; 1 unless said.
    package init(
        _ inputs: [Input], baseline: Baseline, scenario: [Input.Name: Double] = [:], seed: UInt64
    ) {
        let inputs = inputs.map { input in
            let factor = scenario[input.name] ?? 1
            return Input(
                input.name, mean: input.mean * factor,
                interval: Interval(
                    lower: input.interval.lower * factor, upper: input.interval.upper * factor),
                source: input.source)
        }
        self.inputs = inputs
        let means = Dictionary(uniqueKeysWithValues: inputs.map { ($0.name, $0.mean) })
        let year = Year(baseline)
        var generator = SplitMix64(seed: seed)
        let draws = (0..<Self.drawCount).map { _ in
            var drawn: [Input.Name: Double] = [:]
            for input in inputs {
                drawn[input.name] = max(
                    0,
                    generator.normal(mean: input.mean, standardDeviation: input.standardDeviation))
            }
            return year.net(drawn)
        }.sorted()
        mean = draws.mean
        interval = Interval(
            lower: quantile(0.025, ofSorted: draws), upper: quantile(0.975, ofSorted: draws))
        chanceOfLoss = Double(draws.count { $0 < 0 }) / Double(draws.count)
        tornado = inputs.map { input in
            func at(_ value: Double) -> Double {
                year.net(means.merging([input.name: max(0, value)]) { $1 })
            }
            return Bar(
                input: input.name, low: at(input.interval.lower), high: at(input.interval.upper))
        }.sorted { ($0.width, $0.input.rawValue) > ($1.width, $1.input.rawValue) }
        breakEvenRate = year.breakEvenRate(means)
        let cost = means[.annualCost] ?? 0
        let gross = year.net(means) + cost
        paybackMonths = gross > 0 ? 12 * cost / gross : nil
    }

    /// Value beyond the baseline's, less cost, of a year.
    private struct Year {
        let baseline: Baseline

        init(_ baseline: Baseline) { self.baseline = baseline }

        func net(_ inputs: [Input.Name: Double]) -> Double {
            let successes =
                (inputs[.conversationsPerHour] ?? 0) * (inputs[.conversionRate] ?? 0)
                - baseline.conversationsPerHour * baseline.conversionRate
            return successes * (inputs[.activeHours] ?? 0) * (inputs[.valuePerSuccess] ?? 0)
                - (inputs[.annualCost] ?? 0)
        }

        func breakEvenRate(_ inputs: [Input.Name: Double]) -> Double? {
            let worth = (inputs[.activeHours] ?? 0) * (inputs[.valuePerSuccess] ?? 0)
            let perHour = inputs[.conversationsPerHour] ?? 0
            guard worth > 0, perHour > 0 else { return nil }
            let before = baseline.conversationsPerHour * baseline.conversionRate
            let rate = ((inputs[.annualCost] ?? 0) / worth + before) / perHour
            return rate <= 1 ? rate : nil
        }
    }
}

extension Projection {
    /// The value of a success is the customer's own figure: it may be off by so much to each side.
    static let valueUncertainty = 0.2
    static let yearSeconds = 365.25 * 86_400

    /// A year of all agents at the pace of a report's period; nil when the report lacks a figure,
    /// or when it is too early to conclude anything.
    package init?(
        _ report: ReturnOnCoaching, over period: Period, activeHours: Double,
        against baseline: Baseline, scenario: [Input.Name: Double] = [:], seed: UInt64
    ) {
        func figure(_ name: Figure.Name) -> Figure? { report.figures.first { $0.name == name } }
        guard !report.conclusion.isTooEarly, let perHour = figure(.conversationsPerHour),
            let rate = figure(.conversionRate)
        else {
            return nil
        }
        let pace = Self.yearSeconds / period.length.seconds
        func measured(_ figure: Figure) -> Interval {
            Interval(
                lower: figure.baseline + figure.interval.lower,
                upper: figure.baseline + figure.interval.upper)
        }
        func spread(_ value: Double, _ share: Double) -> Interval {
            Interval(lower: value * (1 - share), upper: value * (1 + share))
        }
        let value = Double(baseline.valuePerSuccess.minorUnits)
        let cost = Double(report.coachingCost.minorUnits) * pace
        self.init(
            [
                Input(
                    .conversationsPerHour, mean: perHour.measured, interval: measured(perHour),
                    source: "measured"),
                Input(
                    .conversionRate, mean: rate.measured, interval: measured(rate),
                    source: "measured"),
                Input(
                    .valuePerSuccess, mean: value, interval: spread(value, Self.valueUncertainty),
                    source: "\(baseline.source), taken to be off by up to 20 %"),
                Input(
                    .activeHours, mean: activeHours * pace,
                    interval: spread(activeHours * pace, 0.1),
                    source: "the period's hours at the same pace, taken to vary by 10 %"),
                Input(
                    .annualCost, mean: cost, interval: spread(cost, 0.1),
                    source: "the period's cost at the same pace, taken to vary by 10 %"),
            ], baseline: baseline, scenario: scenario, seed: seed)
    }
}
