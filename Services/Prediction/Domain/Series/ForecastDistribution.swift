import Statistics

/// What may come at each step: a mean, and how far off it may be.
package struct ForecastDistribution: Hashable, Sendable {
    package let means: [Double]
    /// On the scale of the series' errors.
    let spreads: [Double]
    let scale: ErrorScale
    let shape: ErrorShape

    /// The value that `level` (0–1) of the outcomes stay below, at each step.
    package func quantiles(_ level: Double) -> [Double] {
        let reach = shape.quantile(level)
        return zip(means, spreads).map { scale.outward(scale.inward($0) + $1 * reach) }
    }

    /// The interval that holds `share` of the outcomes, at each step.
    package func interval(_ share: Double) -> (lower: [Double], upper: [Double]) {
        (quantiles((1 - share) / 2), quantiles((1 + share) / 2))
    }
}

/// The distribution of errors in units of their spread: symmetric, with tails as heavy as they were.
package struct ErrorShape: Hashable, Sendable {
    /// Sorted.
    private let sizes: [Double]

    /// Below this many, errors say too little about their tails and the normal's shape is taken.
    private static let sizeCountMin = 60

    /// `sizes` are errors divided by their spread, any sign.
    init(_ sizes: [Double]) {
        let usable = sizes.filter(\.isFinite).map(abs).sorted()
        self.sizes = usable.count >= Self.sizeCountMin ? usable : Self.normalSizes
    }

    func quantile(_ level: Double) -> Double {
        let share = abs(2 * level - 1)
        let place = share * Double(sizes.count - 1)
        let low = Int(place)
        let high = min(low + 1, sizes.count - 1)
        let size = sizes[low] + (sizes[high] - sizes[low]) * (place - Double(low))
        return level < 0.5 ? -size : size
    }

    private static let normalSizes = (0..<200).map {
        Normal.standard.quantile(0.5 + (Double($0) + 0.5) / 400)
    }
}

/// How far off a fitted method was, by step, at the last origins of its series.
struct ErrorSpread {
    /// About a season of origins for a season of steps; older errors say less of today's.
    private static let originCountMax = 104

    /// The root mean squared error at each step on the series' scale; never zero.
    static func spreads(
        of fit: some FittedForecast, over values: [Double], horizon: Int, scale: ErrorScale
    ) -> [Double] {
        var (sums, counts) = (
            Array(repeating: 0.0, count: horizon), Array(repeating: 0.0, count: horizon)
        )
        let first = max(min(8, values.count - 1), values.count - originCountMax)
        for origin in first..<max(first, values.count) {
            let means = fit.means(after: origin, horizon: horizon)
            for step in 0..<min(horizon, values.count - origin) {
                let error = scale.inward(values[origin + step]) - scale.inward(means[step])
                guard error.isFinite else { continue }
                sums[step] += error * error
                counts[step] += 1
            }
        }
        return filled(zip(sums, counts).map { $1 > 2 ? ($0 / $1).squareRoot() : nil })
    }

    /// Steps that no origin reached go on as a random walk's would; spreads never shrink with time.
    private static func filled(_ spreads: [Double?]) -> [Double] {
        var (known, last) = (1, 1e-9)
        return spreads.enumerated().map { step, spread in
            if let spread {
                (known, last) = (step + 1, max(last, spread))
                return last
            }
            return last * (Double(step + 1) / Double(known)).squareRoot()
        }
    }
}
