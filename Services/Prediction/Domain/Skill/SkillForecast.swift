import Identifiers
import Statistics

/// What a skill will probably be, when the next level will be reached, and where it tends.
package struct SkillForecast: Hashable, Sendable {
    /// A conversation's score some days on.
    package struct Outlook: Hashable, Sendable {
        package let days: Int
        /// 0–100: half of the conversations will score more.
        package let median: Double
        package let interval80: ClosedRange<Double>
        package let interval95: ClosedRange<Double>
    }

    /// When the skill itself, apart from single conversations, reaches a level.
    package struct Milestone: Hashable, Sendable {
        package let level: SkillLevel
        /// 0–100: where the level begins.
        package let score: Double
        /// By when it is as likely as not; nil when that is not within a year.
        package let expected: Instant?
        /// From when it has a chance of one in ten, and nine in ten.
        package let earliest: Instant?
        package let latest: Instant?
        /// 0–1: by thirty days on.
        package let chanceIn30Days: Double
    }

    /// 0–100, now.
    package let current: Double
    package let current80: ClosedRange<Double>
    package let outlooks: [Outlook]
    /// Nil for an expert.
    package let milestone: Milestone?
    /// Σ is 1.
    package let trends: [PerformanceTrend: Double]
    package let pointCount: Int

    package static let pointCountMin = 5
    package static let daysAhead = [7, 30]

    /// Nil under five points.
    package init?(
        of scores: [SkillPoint], dynamics: SkillDynamics, at now: Instant,
        daysAhead: [Int] = SkillForecast.daysAhead
    ) {
        guard scores.count >= Self.pointCountMin else { return nil }
        let seen = SkillFilter(
            dynamics, over: scores.suffix(SkillDynamics.pointCountMax).sorted { $0.at < $1.at })
        let today = seen.later(
            days: max(0, seen.at.map { now.days(since: $0) } ?? 0), conversations: 0)
        current = points(atLogit: today.level)
        current80 = interval(
            Normal.standard.quantile(0.9), today.level, today.levelVariance)
        outlooks = daysAhead.map { days in
            let then = today.later(days: Double(days))
            let variance = then.levelVariance + dynamics.scoreVariance
            return Outlook(
                days: days, median: points(atLogit: then.level),
                interval80: interval(dynamics.reach80, then.level, variance),
                interval95: interval(dynamics.reach95, then.level, variance))
        }
        milestone = Milestone(after: today, at: now)
        trends = trendChances(today)
        pointCount = scores.count
    }
}

/// `deviations` standard deviations on either side.
private func interval(
    _ deviations: Double, _ logit: Double, _ variance: Double
) -> ClosedRange<Double> {
    let reach = deviations * variance.squareRoot()
    return points(atLogit: logit - reach)...points(atLogit: logit + reach)
}

extension SkillForecast.Milestone {
    /// Where the levels of a skill begin.
    private static let thresholds: [(SkillLevel, Double)] = [
        (.developing, 50), (.proficient, 70), (.expert, 90),
    ]
    private static let daysMax = 365

    fileprivate init?(after today: SkillFilter, at now: Instant) {
        let level = points(atLogit: today.level)
        guard let next = Self.thresholds.first(where: { $0.1 > level }) else { return nil }
        let goal = logit(ofPoints: next.1)
        func chance(_ days: Int) -> Double {
            let then = today.later(days: Double(days))
            let spread = then.levelVariance.squareRoot()
            return Normal.standard.upperProbability((goal - then.level) / spread)
        }
        func firstDay(of share: Double) -> Instant? {
            (1...Self.daysMax).first { chance($0) >= share }
                .map { now.advanced(byDays: Double($0)) }
        }
        self.level = next.0
        self.score = next.1
        earliest = firstDay(of: 0.1)
        expected = firstDay(of: 0.5)
        latest = firstDay(of: 0.9)
        chanceIn30Days = chance(30)
    }
}

/// By where thirty days at today's slope would lead, in points; a volatile agent's scores vary more
/// than half as much again as the pool's.
private func trendChances(_ today: SkillFilter) -> [PerformanceTrend: Double] {
    let volatile = volatileChance(today)
    let pace = 30 * pointsPerLogit(at: today.level)
    let change = Normal(
        mean: pace * today.slope,
        standardDeviation: max(1e-9, pace * today.slopeVariance.squareRoot()))
    let bounds: [(PerformanceTrend, Double)] = [
        (.rapidlyDeclining, -10), (.declining, -3), (.stable, 3), (.improving, 10),
        (.rapidlyImproving, .infinity),
    ]
    var (trends, below) = ([PerformanceTrend.volatile: volatile], 0.0)
    for (trend, bound) in bounds {
        let upTo = bound.isFinite ? change.probability(bound) : 1
        trends[trend] = (1 - volatile) * (upTo - below)
        below = upTo
    }
    return trends
}

/// The chance that the agent's variance is above 2.25 of the pool's, with the pool counting as eight
/// scores (a scaled inverse χ² posterior).
private func volatileChance(_ filter: SkillFilter) -> Double {
    let prior = 8.0
    let degrees = prior + Double(filter.pointCount)
    return ChiSquare(degrees)
        .probability((prior + filter.squaredSurprise) / 2.25)
}
