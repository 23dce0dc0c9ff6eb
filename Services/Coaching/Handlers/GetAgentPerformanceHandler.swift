import Cache
import CoachingContract
import CoachingDomain
import Identifiers
import RPC
import Runtime
import Wire

/// Serves `Coaching.getAgentPerformance`; an agent who never talked has an empty profile.
///
/// A percentile follows from all agents' scores, so whatever changes in a tenant changes them all.
struct GetAgentPerformanceHandler: Sendable {
    let cache: Cache<AgentPerformance>
    let areas: AreaRefresher
    let performance: PerformanceStore
    let teams: TeamStore

    func handle(_ request: GetAgentPerformance, _ call: Call) async throws -> AgentPerformance {
        try check(request.days, in: 1...366, "days")
        try await teams.sight(of: call, request.tenantID).require(request.agentID)
        let performance = try await cache.value(
            for: CacheKey(request.tenantID, "performance \(request.days) \(request.agentID)"),
            tags: [CacheTag(request.tenantID)]
        ) { try await read(request, at: call.now) }
        guard let performance else { throw RPCError.missing("agent", request.agentID) }
        return performance
    }

    private func read(
        _ request: GetAgentPerformance, at now: Instant
    ) async throws -> AgentPerformance {
        let (tenant, agent) = (request.tenantID, request.agentID)
        let start = now - .seconds(request.days * 86_400)
        try await areas.refresh(agent, tenant, since: start)
        async let talk = performance.talk(of: agent, tenant, since: start)
        async let coaching = performance.coaching(of: agent, tenant, since: start)
        async let days = performance.days(of: agent, tenant, since: start)
        async let means = performance.areas(of: agent, tenant, since: start)
        async let peers = performance.peers(tenant, since: start)
        async let mates = teams.teams(tenant)
        return AgentPerformance(
            of: agent, from: start, to: now, try await talk, try await coaching,
            days: try await days, areas: try await means, peers: try await peers,
            mates: try await mates.first { $0.agents.contains(agent) }?.agents)
    }
}

extension AgentPerformance {
    init(
        of agent: AgentID, from start: Instant, to end: Instant, _ talk: TalkTotals,
        _ coaching: CoachingTotals, days: [DayScore], areas: [AreaMean],
        peers: [AgentID: Double], mates: [AgentID]?
    ) {
        let quality = areas.filter { ConversationQualityArea(rawValue: $0.area) != nil }
        let expertise = areas.filter { RealEstateExpertiseArea(rawValue: $0.area) != nil }
        let profile = AreaProfile(areas)
        let trend = ScoreTrend(days)
        self.init(
            agentID: agent, periodStart: start, periodEnd: end, conversations: talk.conversations,
            averageQualityScore: talk.averageQuality,
            expertiseLevel: SkillLevel(expertise).map { Open($0) },
            trend: Open(trend?.word ?? .stable),
            qualityScores: quality.map(AreaScore.init),
            expertiseScores: expertise.map(AreaScore.init),
            conversionRate: share(talk.conversions, of: talk.knownOutcomes),
            objectionResolutionRate: share(
                talk.objectionsResolved, of: talk.objectionsIdentified),
            appointmentRate: share(talk.appointments, of: talk.conversations),
            strengths: profile.strengths, weaknesses: profile.weaknesses,
            skillGaps: profile.skillGaps, sessionsCompleted: coaching.sessionsCompleted,
            alertsSent: coaching.alertsSent,
            adherenceRate: share(coaching.alertsAccepted, of: coaching.alertsAnswered),
            peerPercentile: peers[agent].flatMap {
                PeerRank.percentile(of: $0, among: Array(peers.values))
            },
            history: days.map {
                DailyScore(day: $0.day, score: $0.score, conversations: $0.conversations)
            },
            trendChange: trend?.change, trendLower: trend?.changeInterval.lowerBound,
            trendUpper: trend?.changeInterval.upperBound,
            teamAverageDelta: Self.delta(of: agent, among: peers, mates),
            modulesCompleted: coaching.modulesCompleted,
            actedOnRate: share(coaching.actedOn, of: coaching.actsKnown),
            alertsOverridden: coaching.overridden, alertsAccepted: coaching.alertsAccepted,
            alertsActedOn: coaching.actedOn)
    }
}

extension AgentPerformance {
    /// The agent's mean less that of their team, or of all agents without one; nil when they are
    /// alone.
    fileprivate static func delta(
        of agent: AgentID, among peers: [AgentID: Double], _ mates: [AgentID]?
    ) -> Double? {
        let others = (mates ?? Array(peers.keys)).filter { $0 != agent }.compactMap { peers[$0] }
        guard let own = peers[agent], !others.isEmpty else { return nil }
        return own - (others.reduce(own, +) / Double(others.count + 1))
    }
}

extension AreaScore {
    fileprivate init(_ mean: AreaMean) {
        self.init(area: mean.area, score: mean.score, conversations: mean.conversations)
    }
}
