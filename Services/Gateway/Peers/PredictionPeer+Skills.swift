import GatewayDomain
import Identifiers
import PredictionContract
import RPC
import Wire

/// What the pages ask of Prediction about skills.
extension PredictionPeer {
    /// As many as a curve needs that bends once.
    private static let days = [0, 3, 7, 14, 21, 30]

    func skill(
        of agent: AgentID, for person: Person, at now: Instant
    ) async -> Panel<SkillView> {
        await PeerCall.panel(
            of: "Prediction",
            {
                SkillView(
                    try await client.acting(as: person.principal).forecastSkill(
                        ForecastSkill(
                            tenantID: person.tenant, agentID: agent, days: Self.days),
                        timeout: PeerCall.pageTimeout), at: now)
            },
            notYet: { error in
                error.code == .failedPrecondition
                    ? "A forecast needs at least five conversations." : nil
            })
    }
}

extension SkillView {
    fileprivate init(_ outlook: SkillOutlook, at now: Instant) {
        self.init(
            at: now, current: outlook.current, lower: outlook.currentLower,
            upper: outlook.currentUpper, days: outlook.outlooks.map(Day.init),
            trend: outlook.trends.first?.trend.text,
            trendChance: outlook.trends.first?.probability,
            milestone: outlook.milestone.map(Milestone.init),
            history: outlook.history.map { Point(at: $0.at, score: $0.score) },
            pooledAgents: outlook.pooledAgents)
    }
}

extension SkillView.Day {
    fileprivate init(_ outlook: ScoreOutlook) {
        self.init(
            days: outlook.days, median: outlook.median, lower80: outlook.lower80,
            upper80: outlook.upper80, lower95: outlook.lower95, upper95: outlook.upper95)
    }
}

extension SkillView.Milestone {
    fileprivate init(_ milestone: SkillMilestone) {
        self.init(
            level: milestone.level.text, score: milestone.score, expected: milestone.expectedAt,
            earliest: milestone.earliestAt, latest: milestone.latestAt,
            chanceIn30Days: milestone.chanceIn30Days)
    }
}
