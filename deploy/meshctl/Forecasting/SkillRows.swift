import Identifiers
import PredictionDomain

/// One agent of `meshctl forecast skills --json`.
struct SkillForecastRow: Encodable, Readable {
    let agentID: AgentID
    let points: Int
    let current: Double
    let outlooks: [Outlook]
    /// Absent for an expert.
    let milestone: Milestone?
    /// The likeliest first.
    let trends: [Trend]

    struct Outlook: Encodable {
        let days: Int
        let median: Double
        let interval80: [Double]
        let interval95: [Double]
    }

    struct Milestone: Encodable {
        let level: SkillLevel
        let score: Double
        /// Absent when it is not within a year.
        let expectedAt: Instant?
        let earliestAt: Instant?
        let latestAt: Instant?
        let chanceIn30Days: Double

        enum CodingKeys: String, CodingKey {
            case level, score
            case expectedAt = "expected_at"
            case earliestAt = "earliest_at"
            case latestAt = "latest_at"
            case chanceIn30Days = "chance_in_30_days"
        }
    }

    struct Trend: Encodable {
        let trend: PerformanceTrend
        let probability: Double
    }

    enum CodingKeys: String, CodingKey {
        case points, current, outlooks, milestone, trends
        case agentID = "agent_id"
    }

    init(_ agent: AgentID, _ forecast: SkillForecast) {
        func ends(_ interval: ClosedRange<Double>) -> [Double] {
            [interval.lowerBound.rounded(to: 2), interval.upperBound.rounded(to: 2)]
        }
        agentID = agent
        points = forecast.pointCount
        current = forecast.current.rounded(to: 2)
        outlooks = forecast.outlooks.map {
            Outlook(
                days: $0.days, median: $0.median.rounded(to: 2), interval80: ends($0.interval80),
                interval95: ends($0.interval95))
        }
        milestone = forecast.milestone.map {
            Milestone(
                level: $0.level, score: $0.score, expectedAt: $0.expected,
                earliestAt: $0.earliest, latestAt: $0.latest,
                chanceIn30Days: $0.chanceIn30Days.rounded(to: 4))
        }
        trends = forecast.trends.sorted {
            ($1.value, $0.key.rawValue) < ($0.value, $1.key.rawValue)
        }.map { Trend(trend: $0.key, probability: $0.value.rounded(to: 4)) }
    }

    var line: String {
        let ahead = outlooks.map {
            "in \($0.days) days \($0.median.rounded(to: 1)) "
                + "(80 %: \($0.interval80[0].rounded(to: 1))–\($0.interval80[1].rounded(to: 1)))"
        }
        let goal = milestone.map { milestone in
            let when =
                milestone.expectedAt.map { "by \("\($0)".prefix(10))" } ?? "not within a year"
            return "; \(milestone.level.rawValue) \(when)"
        }
        let trend = trends.first.map {
            "; \($0.trend.rawValue) (\(($0.probability * 100).rounded(to: 0)) %)"
        }
        return "\(agentID): \(current.rounded(to: 1)) now, \(ahead.joined(separator: ", "))"
            + (goal ?? "") + (trend ?? "")
    }
}

/// One method on the scores that were held back.
struct SkillMethodRow: Encodable, Readable {
    let method: String
    /// Conversations ahead.
    let step: Int
    let forecasts: Int
    /// The method that the service forecasts with.
    let isShipped: Bool
    /// In points.
    let mae: Double
    let crps: Double
    let coverage80: Double
    let coverage95: Double

    enum CodingKeys: String, CodingKey {
        case method, step, forecasts, mae, crps, coverage80, coverage95
        case isShipped = "ships"
    }

    init(_ figure: SkillTrials.Figure) {
        method = figure.method.rawValue
        step = figure.step
        forecasts = figure.forecasts
        isShipped = figure.method == .pooled
        mae = figure.meanAbsoluteError.rounded(to: 3)
        crps = figure.rankedProbabilityScore.rounded(to: 3)
        coverage80 = figure.coverage80.rounded(to: 4)
        coverage95 = figure.coverage95.rounded(to: 4)
    }

    var line: String {
        "\(isShipped ? "→" : " ") \(method), \(step) ahead, \(forecasts) scores held back: "
            + "CRPS \(crps), mean error \(mae), 80 % held \(coverage80), 95 % held \(coverage95)"
    }
}
