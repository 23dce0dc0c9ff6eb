import Identifiers
import Statistics

/// What a year would bring if things went on as measured: simulated, never a promise.
///
/// It goes on from a report by the report's own reckoning: at the measured values it is the report's
/// net value, for a year in the place of the days that the report is about.
package struct Projection: Hashable, Sendable {
    /// One thing that the year depends on.
    package struct Input: Hashable, Sendable {
        package enum Name: String, Sendable, CaseIterable {
            case conversationsPerHour = "conversations_per_hour"
            case knownOutcomeShare = "known_outcome_share"
            case conversionRate = "conversion_rate"
            case valuePerSuccess = "value_per_success"
            case activeHours = "active_hours"
            case trainingSaved = "training_saved"
            case annualCost = "annual_cost"

            /// Above all conversations there are none to know of or to win.
            var ceiling: Double {
                switch self {
                case .knownOutcomeShare, .conversionRate: 1
                case .conversationsPerHour, .valuePerSuccess, .activeHours, .trainingSaved,
                    .annualCost:
                    .infinity
                }
            }
        }

        package let name: Name
        /// At the center; a share that a scenario would bring above 1 stays at 1.
        package let mean: Double
        /// 95 %.
        package let interval: Interval
        package let source: String

        init(_ name: Name, mean: Double, interval: Interval, source: String) {
            self.name = name
            self.mean = mean
            self.interval = interval
            self.source = source
        }

        /// As if normal.
        var standardDeviation: Double {
            max(0, interval.upper - interval.lower) / (2 * Normal.standard.upperQuantile(0.025))
        }

        /// With what a person tries; `source` says so where the ceiling cuts it.
        func times(_ factor: Double) -> Input {
            func cut(_ value: Double) -> Double { min(value * factor, name.ceiling) }
            let isCut = mean > 0 && mean * factor > name.ceiling
            return Input(
                name, mean: cut(mean),
                interval: Interval(lower: cut(interval.lower), upper: cut(interval.upper)),
                source: isCut
                    ? "\(source); no share passes 1, so it is tried at \((name.ceiling / mean).brief) times"
                    : source)
        }
    }

    /// What the year's value does when one input moves over its interval, the others at their means.
    package struct Bar: Hashable, Sendable {
        package let input: Input.Name
        package let low: Double
        package let high: Double

        package var width: Double { abs(high - low) }
    }

    /// In minor units, of all agents, with every input at its mean.
    package let estimate: Double
    /// Of 95 % of the simulated years.
    package let interval: Interval
    package let chanceOfLoss: Double
    /// Widest first.
    package let tornado: [Bar]
    /// The conversion rate at which the year brings nothing; nil where no rate does.
    package let breakEvenRate: Double?
    /// Months until what a year costs is back; nil when it never is, since the year loses money.
    package let paybackMonths: Double?
    package let inputs: [Input]
    /// What the year is reckoned from: the days of the period that are over.
    package let dayCount: Double

    package static let drawCount = 10_000

    /// - Parameters:
    ///   - samples: measured values that belong together, such as a resampling has them; one of them
    ///     is drawn at a time. Inputs that they do not name are drawn by themselves, as if normal.
    ///   - scenario: factors that a person tries, by input; 1 unless said.
    init(
        _ inputs: [Input], samples: [Values], dayCount: Double, baseline: Baseline,
        scenario: [Input.Name: Double], seed: UInt64
    ) {
        let inputs = inputs.map { $0.times(scenario[$0.name] ?? 1) }
        self.inputs = inputs
        self.dayCount = dayCount
        let means = Dictionary(uniqueKeysWithValues: inputs.map { ($0.name, $0.mean) })
        let year = Year(baseline)
        let measured = Set(samples.first?.keys.map { $0 } ?? [])
        let assumed = inputs.filter { !measured.contains($0.name) }
        var generator = SplitMix64(seed: seed)
        let draws = (0..<Self.drawCount).map { _ in
            let sample = samples.randomElement(using: &generator) ?? [:]
            var drawn: Values = [:]
            for (name, value) in sample {
                drawn[name] = min(value * (scenario[name] ?? 1), name.ceiling)
            }
            for input in assumed {
                drawn[input.name] = max(
                    0,
                    generator.normal(mean: input.mean, standardDeviation: input.standardDeviation))
            }
            return year.net(drawn)
        }.sorted()
        interval = Interval(
            lower: quantile(0.025, ofSorted: draws), upper: quantile(0.975, ofSorted: draws))
        chanceOfLoss = Double(draws.count { $0 < 0 }) / Double(draws.count)
        tornado = inputs.map { input in
            func at(_ value: Double) -> Double {
                year.net(means.merging([input.name: value]) { $1 })
            }
            return Bar(
                input: input.name, low: at(input.interval.lower), high: at(input.interval.upper))
        }.sorted { ($0.width, $0.input.rawValue) > ($1.width, $1.input.rawValue) }
        breakEvenRate = year.breakEvenRate(means)
        estimate = year.net(means)
        let cost = means[.annualCost] ?? 0
        paybackMonths = estimate > 0 ? 12 * cost / (estimate + cost) : nil
    }

    package typealias Values = [Input.Name: Double]

    /// The report's reckoning: successes beyond the baseline's, training saved, less cost.
    private struct Year {
        let baseline: Baseline

        init(_ baseline: Baseline) { self.baseline = baseline }

        /// Successes that the baseline leads one to expect of an active hour.
        private var expected: Double { baseline.conversationsPerHour * baseline.conversionRate }

        func net(_ inputs: Values) -> Double {
            let successes = knownPerHour(inputs) * (inputs[.conversionRate] ?? 0) - expected
            return successes * worth(inputs) + saved(inputs)
        }

        func breakEvenRate(_ inputs: Values) -> Double? {
            let known = knownPerHour(inputs)
            guard worth(inputs) > 0, known > 0 else { return nil }
            let rate = max(0, (expected - saved(inputs) / worth(inputs)) / known)
            return rate <= 1 ? rate : nil
        }

        /// Conversations of an hour whose outcome is known: only of them can it be said who won.
        private func knownPerHour(_ inputs: Values) -> Double {
            (inputs[.conversationsPerHour] ?? 0) * (inputs[.knownOutcomeShare] ?? 0)
        }

        /// What a success in every hour of the year would bring.
        private func worth(_ inputs: Values) -> Double {
            (inputs[.activeHours] ?? 0) * (inputs[.valuePerSuccess] ?? 0)
        }

        /// Without a single success more.
        private func saved(_ inputs: Values) -> Double {
            (inputs[.trainingSaved] ?? 0) - (inputs[.annualCost] ?? 0)
        }
    }
}

extension Projection {
    static let yearSeconds = 365.25 * 86_400

    /// A year of all agents at the pace of a report; nil when the report lacks a figure, or when it
    /// is too early to conclude anything.
    package init?(
        _ report: ReturnOnCoaching, against baseline: Baseline,
        spreads: ProjectionSpreads = .product,
        scenario: [Input.Name: Double] = [:], seed: UInt64
    ) {
        guard !report.conclusion.isTooEarly, let pace = report.pace else { return nil }
        func spread(_ value: Double, _ share: Double) -> Interval {
            Interval(lower: value * (1 - share), upper: value * (1 + share))
        }
        func off(_ share: Double) -> String {
            "taken to be off by up to \(ProjectionSpreads.percent(share)) (\(spreads.source))"
        }
        let value = Double(baseline.valuePerSuccess.minorUnits)
        let cost = Double(report.coachingCost.minorUnits) * pace.periodsInYear
        let hours = pace.activeHours * pace.periodsInYear
        self.init(
            pace.inputs + [
                Input(
                    .valuePerSuccess, mean: value, interval: spread(value, spreads.valuePerSuccess),
                    source: "\(baseline.source); \(off(spreads.valuePerSuccess))"),
                Input(
                    .activeHours, mean: hours, interval: spread(hours, spreads.activeHours),
                    source: "the period's hours at the same pace; \(off(spreads.activeHours))"),
                Input(
                    .annualCost, mean: cost, interval: spread(cost, spreads.annualCost),
                    source: "the period's cost at the same pace; \(off(spreads.annualCost))"),
            ], samples: pace.samples, dayCount: Self.yearSeconds / 86_400 / pace.periodsInYear,
            baseline: baseline, scenario: scenario, seed: seed)
    }
}
