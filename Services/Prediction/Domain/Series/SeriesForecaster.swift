/// Forecasts many series at once: teaches a network on all of them, holds values back to see which
/// method is best and how far off it is, and goes on with that one.
package struct SeriesForecaster: Sendable {
    /// What one series' forecast says.
    package struct Forecast: Sendable {
        package let id: String
        package let method: ForecastMethod
        package let distribution: ForecastDistribution
        /// On the last values, held back; nil for a series too short to hold any back.
        package let heldBack: ForecastAccuracy?
    }

    package struct Result: Sendable {
        package let forecasts: [Forecast]
        /// The method that goes on: the best before the values that were held back.
        package let chosen: ForecastMethod
        /// Each method on the last `horizon` values, held back.
        package let accuracies: [ForecastMethod: ForecastAccuracy]
    }

    package enum Stage: String, CaseIterable, Sendable {
        case network = "teaching the network"
        case holdingBack = "forecasting values held back"
        case goingOn = "forecasting what comes"
    }

    /// With fewer values before those held back, a series has nothing to fit.
    package static let historyCountMin = 8

    package let horizon: Int
    package var usesNetwork = true
    package var seed: UInt64 = 1

    package init(horizon: Int) { self.horizon = horizon }

    /// Each series needs `historyCountMin` values; `progress` hears what share of a stage is done.
    package func run(
        _ series: [HistoricalSeries],
        progress: (_ stage: Stage, _ share: Double) -> Void = { _, _ in }
    ) -> Result {
        let network = usesNetwork ? taught(series, progress) : nil
        var trials: [[MethodTrial]] = []
        for one in series {
            trials.append(self.trials(of: one, network))
            progress(.holdingBack, Double(trials.count) / Double(series.count))
        }
        let shapes = shapes(trials)
        let chosen = choice(trials)
        var forecasts: [Forecast] = []
        for (one, trials) in zip(series, trials) {
            let trial = trials.first { $0.method == chosen }
            forecasts.append(
                Forecast(
                    id: one.id, method: chosen,
                    distribution: distribution(of: one, by: chosen, network, shapes[chosen]),
                    heldBack: trial?.accuracy(shapes[chosen])))
            progress(.goingOn, Double(forecasts.count) / Double(series.count))
        }
        return Result(
            forecasts: forecasts, chosen: chosen, accuracies: accuracies(trials, shapes))
    }

    /// On what came before the values by which methods are chosen and judged.
    private func taught(
        _ series: [HistoricalSeries], _ progress: (Stage, Double) -> Void
    ) -> LSTM? {
        var trainer = SeriesNetworkTrainer(horizon: horizon)
        trainer.seed = seed
        let histories = series.map { one in
            Seasonality(one.values, period: one.period)
                .removed(from: Array(one.values.dropLast(2 * horizon)))
        }
        return trainer.train(on: histories) { pass, passCount in
            progress(.network, Double(pass) / Double(passCount))
            return true
        }
    }

    private func trials(of series: HistoricalSeries, _ network: LSTM?) -> [MethodTrial] {
        guard series.values.count >= Self.historyCountMin + horizon else { return [] }
        return ForecastMethod.allCases.compactMap {
            MethodTrial($0, series, horizon: horizon, network: network)
        }
    }

    /// By method, from errors before the values that were held back.
    private func shapes(_ trials: [[MethodTrial]]) -> [ForecastMethod: ErrorShape] {
        Dictionary(grouping: trials.joined(), by: \.method).mapValues { trials in
            ErrorShape(trials.flatMap(\.earlierSizes))
        }
    }

    /// The least scaled error before the values that were held back.
    private func choice(_ trials: [[MethodTrial]]) -> ForecastMethod {
        let errors = Dictionary(grouping: trials.joined(), by: \.method).mapValues { trials in
            trials.reduce(0) { $0 + $1.earlierError } / Double(trials.count)
        }
        return errors.min { ($0.value, $0.key.rawValue) < ($1.value, $1.key.rawValue) }?.key
            ?? .combined
    }

    private func accuracies(
        _ trials: [[MethodTrial]], _ shapes: [ForecastMethod: ErrorShape]
    ) -> [ForecastMethod: ForecastAccuracy] {
        var accuracies: [ForecastMethod: ForecastAccuracy] = [:]
        for trial in trials.joined() {
            trial.add(
                to: &accuracies[trial.method, default: ForecastAccuracy()], shapes[trial.method])
        }
        return accuracies
    }

    private func distribution(
        of series: HistoricalSeries, by method: ForecastMethod, _ network: LSTM?,
        _ shape: ErrorShape?
    ) -> ForecastDistribution {
        let fit = method.fit(series, network: network) ?? NaiveForecast(values: series.values)
        return series.distribution(of: fit, horizon: horizon, shape: shape ?? ErrorShape([]))
    }
}

extension HistoricalSeries {
    /// What may come after the series' end.
    func distribution(
        of fit: any FittedForecast, horizon: Int, shape: ErrorShape
    ) -> ForecastDistribution {
        let scale = ErrorScale(values)
        return ForecastDistribution(
            means: fit.means(after: values.count, horizon: horizon),
            spreads: ErrorSpread.spreads(of: fit, over: values, horizon: horizon, scale: scale),
            scale: scale, shape: shape)
    }
}
