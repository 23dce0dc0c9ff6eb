/// How good forecasts of held-back values were, averaged over series.
package struct ForecastAccuracy: Hashable, Sendable {
    package private(set) var seriesCount = 0
    private var (percent, scaled, probability) = (0.0, 0.0, 0.0)
    private var (within80, within95) = (0.0, 0.0)
    private var scaledCount = 0

    package init() {}

    /// Symmetric mean absolute percentage error, 0–200.
    package var symmetricPercentError: Double { percent / Double(max(1, seriesCount)) }
    /// Mean absolute error in units of the naive method's on the history (Hyndman and Koehler, 2006);
    /// series that never moved are left out, and nil when none moved.
    package var scaledError: Double? {
        scaledCount > 0 ? scaled / Double(scaledCount) : nil
    }
    /// Continuous ranked probability score in the same units, from 39 quantiles.
    package var rankedProbabilityScore: Double? {
        scaledCount > 0 ? probability / Double(scaledCount) : nil
    }
    /// The share of values inside their 80 % interval.
    package var coverage80: Double { within80 / Double(max(1, seriesCount)) }
    package var coverage95: Double { within95 / Double(max(1, seriesCount)) }

    /// The mean of both errors relative to a reference's: the M4 competition's OWA.
    package func overallWeighted(against reference: ForecastAccuracy) -> Double? {
        guard let scaledError, let other = reference.scaledError, other > 0,
            reference.symmetricPercentError > 0
        else { return nil }
        return (symmetricPercentError / reference.symmetricPercentError + scaledError / other) / 2
    }

    package mutating func add(
        _ forecast: ForecastDistribution, came values: [Double], after history: HistoricalSeries
    ) {
        seriesCount += 1
        percent += symmetricError(values, forecast.means)
        within80 += coverage(values, forecast.interval(0.8))
        within95 += coverage(values, forecast.interval(0.95))
        let unit = naiveError(history)
        guard unit > 0 else { return }
        scaledCount += 1
        scaled += meanAbsoluteError(values, forecast.means) / unit
        probability += rankedScore(values, forecast) / unit
    }
}

private func meanAbsoluteError(_ values: [Double], _ means: [Double]) -> Double {
    zip(values, means).reduce(0) { $0 + abs($1.0 - $1.1) } / Double(values.count)
}

private func symmetricError(_ values: [Double], _ means: [Double]) -> Double {
    let sum = zip(values, means).reduce(0.0) { sum, pair in
        let size = abs(pair.0) + abs(pair.1)
        return sum + (size > 0 ? 200 * abs(pair.0 - pair.1) / size : 0)
    }
    return sum / Double(values.count)
}

private func coverage(
    _ values: [Double], _ interval: (lower: [Double], upper: [Double])
) -> Double {
    let inside = values.indices.count {
        interval.lower[$0] <= values[$0] && values[$0] <= interval.upper[$0]
    }
    return Double(inside) / Double(values.count)
}

/// The mean absolute difference of values one period apart.
private func naiveError(_ series: HistoricalSeries) -> Double {
    let (values, period) = (series.values, series.period)
    guard values.count > period else { return 0 }
    let sum = (period..<values.count).reduce(0) { $0 + abs(values[$1] - values[$1 - period]) }
    return sum / Double(values.count - period)
}

/// Twice the mean pinball loss over evenly spaced quantiles, which the score is the limit of.
private func rankedScore(_ values: [Double], _ forecast: ForecastDistribution) -> Double {
    let levels = (1...39).map { Double($0) / 40 }
    let sum = levels.reduce(0.0) { sum, level in
        zip(values, forecast.quantiles(level)).reduce(sum) {
            $0 + pinballLoss($1.0 - $1.1, at: level)
        }
    }
    return 2 * sum / Double(levels.count * values.count)
}

/// What a quantile costs that is off by `miss` (above zero: the value came out higher).
func pinballLoss(_ miss: Double, at level: Double) -> Double {
    miss > 0 ? level * miss : (level - 1) * miss
}
