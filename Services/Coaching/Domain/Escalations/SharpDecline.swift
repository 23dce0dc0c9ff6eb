import Identifiers
import Statistics

/// Whether an agent's quality has fallen so sharply that their manager should know today.
///
/// Somebody is looked at every day, and at a level of 5 % chance alone would denounce them every few
/// weeks. The level here lets one look in a thousand err, so an agent who does not decline is named
/// once in about three years of daily looks at most. Only whole days are looked at: the day that
/// runs is a handful of conversations, and would be another look with each of them.
package enum SharpDecline {
    /// Four weeks show a trend; a week shows a mood.
    package static let lookBack = Duration.seconds(28 * 86_400)
    /// Fewer days than this fit a steep line too often.
    static let dayCountMin = 5
    /// Points from the first day to the last: half of a step between two skill levels.
    static let pointsMin = ScoreTrend.rapidChangeMin
    /// One-sided, for one look.
    static let level = 0.001

    /// The points lost over the days, more than chance explains; nil for any other course.
    package static func pointsLost(over days: [DayScore]) -> Double? {
        guard days.count >= dayCountMin, let trend = ScoreTrend(days), trend.change <= -pointsMin,
            trend.slopeRatio >= StudentT(Double(trend.freedom)).upperQuantile(level)
        else { return nil }
        return -trend.change
    }
}
