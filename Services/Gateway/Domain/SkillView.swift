import Identifiers

/// Where an agent's skill goes, and how sure that is.
package struct SkillView: Hashable, Sendable, Encodable {
    /// A conversation's score some days on, 0–100.
    package struct Day: Hashable, Sendable, Encodable {
        package var days: Int
        package var median: Double
        package var lower80: Double
        package var upper80: Double
        package var lower95: Double
        package var upper95: Double

        package init(
            days: Int, median: Double, lower80: Double, upper80: Double, lower95: Double,
            upper95: Double
        ) {
            self.days = days
            self.median = median
            self.lower80 = lower80
            self.upper80 = upper80
            self.lower95 = lower95
            self.upper95 = upper95
        }
    }

    package struct Point: Hashable, Sendable, Encodable {
        package var at: Instant
        /// 0–100.
        package var score: Double

        package init(at: Instant, score: Double) {
            self.at = at
            self.score = score
        }
    }

    package struct Milestone: Hashable, Sendable, Encodable {
        package var level: String
        /// 0–100.
        package var score: Double
        /// By when it is as likely as not, and with chances of one and nine in ten.
        package var expected: Instant?
        package var earliest: Instant?
        package var latest: Instant?
        /// 0–1.
        package var chanceIn30Days: Double

        package init(
            level: String, score: Double, expected: Instant?, earliest: Instant?,
            latest: Instant?, chanceIn30Days: Double
        ) {
            self.level = level
            self.score = score
            self.expected = expected
            self.earliest = earliest
            self.latest = latest
            self.chanceIn30Days = chanceIn30Days
        }
    }

    /// When it was foreseen.
    package var at: Instant
    /// 0–100, apart from what single conversations add, with its 80 % interval.
    package var current: Double
    package var lower: Double
    package var upper: Double
    /// From today on.
    package var days: [Day]
    /// The likeliest, and its probability, 0–1.
    package var trend: String?
    package var trendChance: Double?
    package var milestone: Milestone?
    /// Oldest first.
    package var history: [Point]
    /// Agents whose pace was learned from; 0 for what is usual.
    package var pooledAgents: Int

    package init(
        at: Instant, current: Double, lower: Double, upper: Double, days: [Day], trend: String?,
        trendChance: Double?, milestone: Milestone?, history: [Point], pooledAgents: Int
    ) {
        self.at = at
        self.current = current
        self.lower = lower
        self.upper = upper
        self.days = days
        self.trend = trend
        self.trendChance = trendChance
        self.milestone = milestone
        self.history = history
        self.pooledAgents = pooledAgents
    }
}
