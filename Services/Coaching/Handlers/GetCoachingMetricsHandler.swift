import Cache
import CoachingContract
import CoachingDomain
import Identifiers
import Postgres
import RPC
import Runtime

/// Serves `Coaching.getCoachingMetrics`; an event of the tenant makes it count anew.
struct GetCoachingMetricsHandler: Sendable {
    static let daysMax = 366

    let cache: Cache<CoachingMetrics>
    let store: MetricsStore
    let teams: TeamStore

    func handle(_ request: GetCoachingMetrics, _ call: Call) async throws -> CoachingMetrics {
        try Access(call, to: request.tenantID).requireManager("coaching metrics")
        guard request.from < request.to,
            request.to - request.from <= .seconds(Self.daysMax * 86_400)
        else {
            throw RPCError.invalid(
                "to", "must come after from, by at most \(Self.daysMax) days")
        }
        let agents = try await teams.sight(of: call, request.tenantID).agents?.sorted()
        let scope = agents?.map { "\($0.rawValue.utf8.count):\($0)" }.joined() ?? "all"
        let metrics = try await cache.value(
            for: CacheKey(request.tenantID, "metrics \(request.from) \(request.to) \(scope)"),
            tags: [CacheTag(request.tenantID)]
        ) { try await measure(request, of: agents) }
        guard let metrics else { throw RPCError.missing("tenant", request.tenantID) }
        return metrics
    }

    private func measure(
        _ request: GetCoachingMetrics, of agents: [AgentID]?
    ) async throws -> CoachingMetrics {
        let (tenant, start, end) = (request.tenantID, request.from, request.to)
        async let sessions = store.sessions(tenant, of: agents, from: start, to: end)
        async let alerts = store.alerts(tenant, of: agents, from: start, to: end)
        async let reasons = store.overrideReasons(tenant, of: agents, from: start, to: end)
        async let training = store.training(tenant, of: agents, to: end)
        async let scores = store.scores(tenant, of: agents, from: start, to: end)
        async let before = store.scores(
            tenant, of: agents, from: start - (end - start), to: start)
        let (held, totals) = (try await sessions, try await alerts)
        let learned = try await training
        let (now, then) = (try await scores, try await before)
        let change = BeforeAfter(before: then.map(\.quality), after: now.map(\.quality))
        return CoachingMetrics(
            periodStart: start, periodEnd: end, sessions: held.count, alerts: totals.sent,
            realTimeInterventions: totals.realTime, averageSessionMinutes: held.averageMinutes,
            adherenceRate: share(totals.accepted, of: totals.answered),
            actedOnRate: share(totals.actedOn, of: totals.actKnown),
            overridden: totals.overridden, overrideReasons: try await reasons,
            trainingCompletionRate: share(learned.completed, of: learned.begun),
            improvedShare: Self.improvedShare(now, from: start, to: end),
            qualityChange: change?.difference, qualityLower: change?.lower,
            qualityUpper: change?.upper,
            conversionChange: Self.conversion(now).flatMap { now in
                Self.conversion(then).map { now - $0 }
            }, accepted: totals.accepted, actedOn: totals.actedOn)
    }

    /// Of the agents with three conversations in both halves, how many did better in the second.
    private static func improvedShare(
        _ scores: [TalkScore], from start: Instant, to end: Instant
    ) -> Double? {
        let middle = start + (end - start) / 2
        var (improved, counted) = (0, 0)
        for own in Dictionary(grouping: scores, by: \.agent).values {
            let halves = BeforeAfter(
                before: own.filter { $0.at < middle }.map(\.quality),
                after: own.filter { $0.at >= middle }.map(\.quality))
            guard let halves else { continue }
            counted += 1
            if halves.difference > 0 { improved += 1 }
        }
        return share(improved, of: counted)
    }

    private static func conversion(_ scores: [TalkScore]) -> Double? {
        let known = scores.filter { ConversationOutcome.known.contains($0.outcome) }
        return share(
            known.count { ConversationOutcome.conversions.contains($0.outcome) }, of: known.count)
    }
}
