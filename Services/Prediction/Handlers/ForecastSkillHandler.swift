import Identifiers
import PredictionContract
import PredictionDomain
import RPC
import Runtime
import Wire

/// Serves `Prediction.forecastSkill`: read the points, take the tenant's pool, forecast, reply.
struct ForecastSkillHandler: Sendable {
    /// A curve needs no more; a quarter on, an interval says nearly nothing.
    private static let horizons = (count: 12, days: 0...90)

    let skills: SkillStore
    let pools: SkillPools

    func handle(_ request: ForecastSkill, _ call: Call) async throws -> SkillOutlook {
        try Access(call, to: request.tenantID).require(request.agentID)
        try checkID(request.skill, "skill")
        guard request.days.count <= Self.horizons.count,
            request.days.allSatisfy(Self.horizons.days.contains)
        else { throw RPCError.invalid("days", "must be 12 of 0 to 90 at most") }
        let points = try await skills.points(of: request.agentID, request.skill, request.tenantID)
        let pool = try await pools.pool(request.skill, request.tenantID)
        guard
            let forecast = SkillForecast(
                of: points, dynamics: pool.dynamics, at: call.now,
                daysAhead: request.days.isEmpty ? SkillForecast.daysAhead : request.days)
        else {
            throw RPCError(
                .failedPrecondition,
                "a forecast needs \(SkillForecast.pointCountMin) conversations; there are "
                    + "\(points.count)",
                details: [.resource(kind: "agent", id: request.agentID.rawValue)])
        }
        return SkillOutlook(request, forecast, points, pooledAgents: pool.agentCount)
    }
}

extension SkillOutlook {
    fileprivate init(
        _ request: ForecastSkill, _ forecast: SkillForecast, _ points: [SkillPoint],
        pooledAgents: Int
    ) {
        self.init(
            agentID: request.agentID, skill: request.skill, current: forecast.current,
            currentLower: forecast.current80.lowerBound,
            currentUpper: forecast.current80.upperBound,
            outlooks: forecast.outlooks.map(ScoreOutlook.init),
            milestone: forecast.milestone.map(SkillMilestone.init),
            trends: forecast.trends.sorted {
                ($1.value, $0.key.rawValue) < ($0.value, $1.key.rawValue)
            }
            .map { TrendChance(trend: Open($0.key), probability: $0.value) },
            history: points.map { ScorePoint(at: $0.at, score: $0.score) },
            pooledAgents: pooledAgents)
    }
}

extension ScoreOutlook {
    fileprivate init(_ outlook: SkillForecast.Outlook) {
        self.init(
            days: outlook.days, median: outlook.median, lower80: outlook.interval80.lowerBound,
            upper80: outlook.interval80.upperBound, lower95: outlook.interval95.lowerBound,
            upper95: outlook.interval95.upperBound)
    }
}

extension SkillMilestone {
    init(_ milestone: SkillForecast.Milestone) {
        self.init(
            level: Open(milestone.level), score: milestone.score, expectedAt: milestone.expected,
            earliestAt: milestone.earliest, latestAt: milestone.latest,
            chanceIn30Days: milestone.chanceIn30Days)
    }
}
