/// Half a straight line, half simple exponential smoothing of the series with twice its curvature
/// (Assimakopoulos and Nikolopoulos, International Journal of Forecasting 16, 2000).
package struct Theta: FittedForecast {
    /// α of the smoothing, 0–1.
    package let smoothing: Double
    private let line: (intercept: Double, slope: Double)
    /// Of the series with twice its curvature, after each point.
    private let levels: [Double]

    package init(fittedTo values: [Double]) {
        let line = straightLine(through: values)
        let curved = values.enumerated().map {
            2 * $1 - line.intercept - line.slope * Double($0)
        }
        let spread = max(1e-12, stepSpread(curved))
        let best = nelderMead(from: [0, 0], step: [1, 0.5], evaluationCountMax: 80) {
            smoothingError(curved, sigmoid($0[0]), from: curved[0] + spread * $0[1])
        }
        self.line = line
        smoothing = sigmoid(best[0])
        var level = curved[0] + spread * best[1]
        levels = curved.map { value in
            level += sigmoid(best[0]) * (value - level)
            return level
        }
    }

    package func means(after origin: Int, horizon: Int) -> [Double] {
        (0..<horizon).map { step in
            let drawn = line.intercept + line.slope * Double(origin + step)
            return (drawn + levels[origin - 1]) / 2
        }
    }
}

private func smoothingError(_ values: [Double], _ share: Double, from start: Double) -> Double {
    var (level, sum) = (start, 0.0)
    values.withUnsafeBufferPointer { values in
        for value in values {
            let error = value - level
            level += share * error
            sum += error * error
        }
    }
    return sum
}

/// By least squares over places 0, 1, 2 ….
func straightLine(through values: [Double]) -> (intercept: Double, slope: Double) {
    let count = Double(values.count)
    guard count > 1 else { return (values.first ?? 0, 0) }
    let middle = (count - 1) / 2
    let mean = values.reduce(0, +) / count
    var (product, square) = (0.0, 0.0)
    for (place, value) in values.enumerated() {
        product += (Double(place) - middle) * (value - mean)
        square += (Double(place) - middle) * (Double(place) - middle)
    }
    let slope = product / square
    return (mean - slope * middle, slope)
}
