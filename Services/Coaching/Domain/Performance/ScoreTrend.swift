import Identifiers
import Statistics

/// The score of one day that had conversations.
package struct DayScore: Hashable, Sendable {
    package var day: CalendarDate
    /// Mean of the day's conversations, 0–100.
    package var score: Double
    package var conversations: Int

    package init(day: CalendarDate, score: Double, conversations: Int) {
        self.day = day
        self.score = score
        self.conversations = conversations
    }
}

/// Where daily scores are heading: a line by weighted least squares, and whether it can be told
/// from the days' scatter.
///
/// Each day weighs as many as its conversations. A slope counts when it passes a one-sided t-test
/// at 5 %; a scatter too large to see any slope through is called volatile.
package struct ScoreTrend: Hashable, Sendable {
    /// Fewer days make no line: two points always fit.
    static let dayCountMin = 3
    /// Points that the line must climb or fall over the period to count at all.
    static let changeMin = 3.0
    /// Points from which the change is rapid: half of a step between two skill levels.
    static let rapidChangeMin = 10.0
    /// Standard deviation around the line from which scores without a slope are volatile.
    static let volatileScatterMin = 12.0

    /// Points that the line climbs from the first day to the last.
    package let change: Double
    /// 95 % of the change.
    package let changeInterval: ClosedRange<Double>
    /// Standard deviation around the line, in points.
    package let scatter: Double
    /// The slope over its standard error; infinite for an exact line.
    package let slopeRatio: Double
    /// Days less the line's two parameters.
    package let freedom: Int

    /// Nil with fewer than three days.
    package init?(_ days: [DayScore]) {
        guard days.count >= Self.dayCountMin, let first = days.map(\.day).min(),
            let last = days.map(\.day).max(), first < last
        else { return nil }
        let weights = days.map { Double(max(1, $0.conversations)) }
        let xs = days.map { Double($0.day.daysSinceEpoch - first.daysSinceEpoch) }
        let ys = days.map(\.score)
        let meanX = Self.mean(xs, weights)
        let meanY = Self.mean(ys, weights)
        var spread = 0.0
        var together = 0.0
        for index in days.indices {
            spread += weights[index] * (xs[index] - meanX) * (xs[index] - meanX)
            together += weights[index] * (xs[index] - meanX) * (ys[index] - meanY)
        }
        let slope = together / spread
        var squares = 0.0
        for index in days.indices {
            let residual = ys[index] - meanY - slope * (xs[index] - meanX)
            squares += weights[index] * residual * residual
        }
        freedom = days.count - 2
        change = slope * Double(last.daysSinceEpoch - first.daysSinceEpoch)
        let total = weights.reduce(0, +)
        let variance = squares / Double(freedom)
        scatter = (variance * Double(days.count) / total).squareRoot()
        let standardError = (variance / spread).squareRoot()
        let span = Double(last.daysSinceEpoch - first.daysSinceEpoch)
        let reach = StudentT(Double(freedom)).upperQuantile(0.025) * standardError * span
        changeInterval = (change - reach)...(change + reach)
        slopeRatio = standardError > 1e-9 ? abs(slope) / standardError : slope == 0 ? 0 : .infinity
    }

    /// The word for it.
    package var word: PerformanceTrend {
        guard slopeRatio >= Self.tQuantile(freedom: freedom), abs(change) >= Self.changeMin else {
            return scatter >= Self.volatileScatterMin ? .volatile : .stable
        }
        if change > 0 { return change >= Self.rapidChangeMin ? .rapidlyImproving : .improving }
        return change <= -Self.rapidChangeMin ? .rapidlyDeclining : .declining
    }

    private static func mean(_ values: [Double], _ weights: [Double]) -> Double {
        zip(values, weights).reduce(0) { $0 + $1.0 * $1.1 } / weights.reduce(0, +)
    }

    /// The 95 % quantile of Student's t.
    private static func tQuantile(freedom: Int) -> Double {
        freedom <= quantiles.count ? quantiles[freedom - 1] : 1.70
    }

    /// For 1 to 30 degrees of freedom; it falls to 1.645 beyond.
    private static let quantiles = [
        6.314, 2.920, 2.353, 2.132, 2.015, 1.943, 1.895, 1.860, 1.833, 1.812,
        1.796, 1.782, 1.771, 1.761, 1.753, 1.746, 1.740, 1.734, 1.729, 1.725,
        1.721, 1.717, 1.714, 1.711, 1.708, 1.706, 1.703, 1.701, 1.699, 1.697,
    ]
}
