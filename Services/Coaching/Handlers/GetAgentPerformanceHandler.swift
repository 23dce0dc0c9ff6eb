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

    func handle(_ request: GetAgentPerformance, _ call: Call) async throws -> AgentPerformance {
        let access = try Access(call, to: request.tenantID)
        try access.require(request.agentID)
        try check(request.days, in: 1...366, "days")
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
        return AgentPerformance(
            of: agent, from: start, to: now, try await talk, try await coaching,
            days: try await days, areas: try await means, peers: try await peers)
    }
}

extension AgentPerformance {
    init(
        of agent: AgentID, from start: Instant, to end: Instant, _ talk: TalkTotals,
        _ coaching: CoachingTotals, days: [DayScore], areas: [AreaMean],
        peers: [AgentID: Double]
    ) {
        let quality = areas.filter { ConversationQualityArea(rawValue: $0.area) != nil }
        let expertise = areas.filter { RealEstateExpertiseArea(rawValue: $0.area) != nil }
        let profile = AreaProfile(areas)
        self.init(
            agentID: agent, periodStart: start, periodEnd: end, conversations: talk.conversations,
            averageQualityScore: talk.averageQuality,
            expertiseLevel: SkillLevel(expertise).map { Open($0) },
            trend: Open(ScoreTrend(days)?.word ?? .stable),
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
            })
    }
}

extension AreaScore {
    fileprivate init(_ mean: AreaMean) {
        self.init(area: mean.area, score: mean.score, conversations: mean.conversations)
    }
}
