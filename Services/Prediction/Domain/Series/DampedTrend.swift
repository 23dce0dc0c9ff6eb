/// Exponential smoothing of a level and of a trend that fades (Gardner and McKenzie, 1985).
///
///     levelₜ = levelₜ₋₁ + φ·trendₜ₋₁ + α·eₜ      trendₜ = φ·trendₜ₋₁ + α·β*·eₜ
package struct DampedTrend: FittedForecast, Hashable {
    package struct Parameters: Hashable, Sendable {
        /// α, 0–1.
        package var level: Double
        /// β*, 0–1: the trend's share of what the level takes.
        package var trend: Double
        /// φ, 0–1.
        package var damping: Double
        package var firstLevel: Double
        package var firstTrend: Double

        package init(
            level: Double, trend: Double, damping: Double, firstLevel: Double, firstTrend: Double
        ) {
            self.level = level
            self.trend = trend
            self.damping = damping
            self.firstLevel = firstLevel
            self.firstTrend = firstTrend
        }
    }

    package let parameters: Parameters
    /// After each point.
    private let levels: [Double]
    private let trends: [Double]

    /// Fits all five parameters to the least squared one-step error; O(n) for each of 400 tries.
    package init(fittedTo values: [Double]) {
        self.init(fittedParameters(values), over: values)
    }

    package init(_ parameters: Parameters, over values: [Double]) {
        var (level, trend) = (parameters.firstLevel, parameters.firstTrend)
        var (levels, trends) = ([Double](), [Double]())
        levels.reserveCapacity(values.count)
        trends.reserveCapacity(values.count)
        for value in values {
            let error = value - level - parameters.damping * trend
            level += parameters.damping * trend + parameters.level * error
            trend = parameters.damping * trend + parameters.level * parameters.trend * error
            levels.append(level)
            trends.append(trend)
        }
        self.parameters = parameters
        self.levels = levels
        self.trends = trends
    }

    package func means(after origin: Int, horizon: Int) -> [Double] {
        var (reach, factor) = (0.0, 1.0)
        return (0..<horizon).map { _ in
            factor *= parameters.damping
            reach += factor
            return levels[origin - 1] + reach * trends[origin - 1]
        }
    }
}

/// The sum of squared one-step errors.
package func squaredError(of parameters: DampedTrend.Parameters, over values: [Double]) -> Double {
    var (level, trend) = (parameters.firstLevel, parameters.firstTrend)
    let (damping, alpha) = (parameters.damping, parameters.level)
    let beta = alpha * parameters.trend
    var sum = 0.0
    values.withUnsafeBufferPointer { values in
        for value in values {
            let error = value - level - damping * trend
            level += damping * trend + alpha * error
            trend = damping * trend + beta * error
            sum += error * error
        }
    }
    return sum
}

/// Damping stays within 0.8–0.98, where it is neither a level alone nor a straight line.
private func fittedParameters(_ values: [Double]) -> DampedTrend.Parameters {
    let spread = max(1e-12, stepSpread(values))
    let start = values.prefix(10)
    let rise = zip(start.dropFirst(), start).reduce(0) { $0 + $1.0 - $1.1 }
    let slope = rise / Double(max(1, start.count - 1))
    func parameters(_ point: [Double]) -> DampedTrend.Parameters {
        DampedTrend.Parameters(
            level: sigmoid(point[0]), trend: sigmoid(point[1]),
            damping: 0.8 + 0.18 * sigmoid(point[2]),
            firstLevel: values[0] + spread * point[3], firstTrend: slope + spread * point[4])
    }
    let fits = [[0.0, -2, 1, 0, 0], [2, -4, 1, 0, 0]].map { start in
        nelderMead(from: start, step: [1, 1, 1, 0.5, 0.2], evaluationCountMax: 200) {
            squaredError(of: parameters($0), over: values)
        }
    }
    let (one, other) = (parameters(fits[0]), parameters(fits[1]))
    return squaredError(of: one, over: values) <= squaredError(of: other, over: values)
        ? one : other
}

/// Mean absolute difference of neighbours.
func stepSpread(_ values: [Double]) -> Double {
    guard values.count > 1 else { return 0 }
    return zip(values.dropFirst(), values).reduce(0) { $0 + abs($1.0 - $1.1) }
        / Double(values.count - 1)
}
