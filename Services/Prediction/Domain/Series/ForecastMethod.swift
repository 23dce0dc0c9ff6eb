/// A way to go on from a series.
package enum ForecastMethod: String, CaseIterable, Sendable {
    /// The last value, with the season if there is one.
    case naive2
    case damped
    case theta
    /// One network for all series of a file.
    case lstm
    /// The mean of the network and of damped trend and Theta, each with and without a yearly season.
    case combined

    /// Nil where a method has nothing to fit with: the network's, without a network.
    func fit(_ series: HistoricalSeries, network: LSTM?) -> (any FittedForecast)? {
        let season = Seasonality(series.values, period: series.period)
        let values = season.removed(from: series.values)
        func seasonal(_ fit: some FittedForecast) -> any FittedForecast {
            ReseasonedForecast(inner: fit, season: season)
        }
        switch self {
        case .naive2: return seasonal(NaiveForecast(values: values))
        case .damped: return seasonal(DampedTrend(fittedTo: values))
        case .theta: return seasonal(Theta(fittedTo: values))
        case .lstm: return network.map { seasonal(LSTMForecast(values, network: $0)) }
        case .combined: return combination(of: series, network: network)
        }
    }

    /// The network counts as much as damped trend and Theta together.
    private func combination(of series: HistoricalSeries, network: LSTM?) -> any FittedForecast {
        let plain = [Self.damped, .theta].compactMap { $0.fit(series, network: nil) }
        var parts = plain
        if series.period == 1 {
            let yearly = HistoricalSeries(
                id: series.id, values: series.values, period: Self.yearOfWeeks)
            let hasSeason = Seasonality(series.values, period: Self.yearOfWeeks).isPresent
            parts +=
                hasSeason ? [Self.damped, .theta].compactMap { $0.fit(yearly, network: nil) } : []
        }
        if let learned = Self.lstm.fit(series, network: network) {
            parts = [learned, MeanForecast(parts: parts)]
        }
        return MeanForecast(parts: parts)
    }

    /// A season that is looked for where none is given: many business series have it.
    private static let yearOfWeeks = 52
}
