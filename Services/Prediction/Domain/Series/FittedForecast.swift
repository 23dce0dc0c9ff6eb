/// A method with its parameters fitted to one series, that can forecast from any of its points.
///
/// Forecasts from earlier points, with the parameters of the end, are what intervals are drawn from.
package protocol FittedForecast: Sendable {
    /// The `horizon` points that follow the first `origin` points; `origin` is 1 to the series' count.
    func means(after origin: Int, horizon: Int) -> [Double]
}

/// The last value goes on.
struct NaiveForecast: FittedForecast {
    let values: [Double]

    func means(after origin: Int, horizon: Int) -> [Double] {
        Array(repeating: values[origin - 1], count: horizon)
    }
}

/// A fit of the series without its season, with the season put back.
struct ReseasonedForecast<Inner: FittedForecast>: FittedForecast {
    let inner: Inner
    let season: Seasonality

    func means(after origin: Int, horizon: Int) -> [Double] {
        let means = inner.means(after: origin, horizon: horizon)
        guard season.isPresent else { return means }
        return means.enumerated().map { $1 * season.index(at: origin + $0) }
    }
}

/// The mean of several forecasts.
struct MeanForecast: FittedForecast {
    let parts: [any FittedForecast]

    func means(after origin: Int, horizon: Int) -> [Double] {
        let all = parts.map { $0.means(after: origin, horizon: horizon) }
        return (0..<horizon).map { step in
            all.reduce(0) { $0 + $1[step] } / Double(all.count)
        }
    }
}
