/// One method on one series whose last values are held back.
struct MethodTrial: Sendable {
    let method: ForecastMethod
    private let history: HistoricalSeries
    private let came: [Double]
    private let forecast: ForecastDistribution
    /// Errors of forecasts from a horizon or more before the history's end, in units of their spread.
    let earlierSizes: [Double]
    /// The mean absolute error of those, in units of the series' mean step.
    let earlierError: Double

    /// Forecasts that are looked at before the values that were held back.
    private static let earlierOriginCount = 4

    init?(_ method: ForecastMethod, _ series: HistoricalSeries, horizon: Int, network: LSTM?) {
        let history = series.withoutLast(horizon)
        guard let fit = method.fit(history, network: network) else { return nil }
        self.method = method
        self.history = history
        came = Array(series.values.suffix(horizon))
        forecast = history.distribution(of: fit, horizon: horizon, shape: ErrorShape([]))
        let scale = forecast.scale
        let unit = max(1e-12, stepSpread(history.values))
        var (sizes, errors) = ([Double](), [Double]())
        for back in 1...Self.earlierOriginCount {
            let origin = history.values.count - back * horizon
            guard origin >= SeriesForecaster.historyCountMin else { break }
            let means = fit.means(after: origin, horizon: horizon)
            for (step, mean) in means.enumerated() {
                let value = history.values[origin + step]
                errors.append(abs(value - mean) / unit)
                sizes.append(
                    (scale.inward(value) - scale.inward(mean)) / forecast.spreads[step])
            }
        }
        earlierSizes = sizes
        earlierError = errors.isEmpty ? 0 : errors.reduce(0, +) / Double(errors.count)
    }

    /// The method's error shape is known only after all series were looked at.
    func add(to accuracy: inout ForecastAccuracy, _ shape: ErrorShape?) {
        let shaped = ForecastDistribution(
            means: forecast.means, spreads: forecast.spreads, scale: forecast.scale,
            shape: shape ?? forecast.shape)
        accuracy.add(shaped, came: came, after: history)
    }

    func accuracy(_ shape: ErrorShape?) -> ForecastAccuracy {
        var accuracy = ForecastAccuracy()
        add(to: &accuracy, shape)
        return accuracy
    }
}
