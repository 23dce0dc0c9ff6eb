import CoachingContract
import CoachingDomain
import Foundation
import Identifiers
import Postgres
import RPC
import Runtime
import Wire

/// Serves `Coaching.createPlan`: how the agent talks, what they have learned, the rules, and
/// Claude where there is a key.
struct CreatePlanHandler: Sendable {
    /// What a plan is made from.
    static let lookBack = Duration.seconds(90 * 86_400)

    let library: ModuleLibrary
    let training: TrainingStore
    let teams: TeamStore
    let performance: PerformanceStore
    let areas: AreaRefresher
    let path: LearningPathPeer
    let metrics: MetricsStore
    let writer: PlanWriter

    func handle(_ request: CreatePlan, _ call: Call) async throws -> TrainingPlan {
        let sight = try await teams.sight(of: call, request.tenantID)
        try sight.require(request.agentID)
        try check(request.days, in: 7...180, "days")
        let (agent, tenant) = (request.agentID, request.tenantID)
        let start = call.now - Self.lookBack
        try await areas.refresh(agent, tenant, since: start)
        async let means = performance.areas(of: agent, tenant, since: start)
        async let talk = performance.talk(of: agent, tenant, since: start)
        async let progress = training.progress(of: agent, tenant)
        async let breaches = training.breaches(of: agent, tenant, since: start)
        async let overrides = metrics.overrideReasons(
            tenant, of: [agent], from: start, to: call.now)
        let zone = try await performance.timeZone(
            of: agent, tenant, in: training.database.scoped(to: .tenant(tenant)))
        let standing = PlanStanding(
            areas: try await means, talk: try await talk, progress: try await progress)
        let learner = LearnerProfile(
            areas: standing.areas, assessed: standing.progress.compactMapValues(\.bestScore),
            learningPath: await path.path(of: agent, tenant, standing, library),
            breaches: try await breaches)
        let written = await writer.steps(
            for: learner, overrides: try await overrides, from: library, days: request.days, tenant,
            left: call.deadline?.remaining ?? .seconds(30))
        var plan = TrainingPlan(
            of: agent, written.steps, library, standing,
            from: CalendarDate(call.now, inZone: zone), days: request.days, at: call.now)
        plan.author = written.author.rawValue
        try await training.save(plan, tenant)
        return plan
    }
}

/// Serves `Coaching.getPlan`: the plan as it was made, with what has been done since.
struct GetPlanHandler: Sendable {
    let training: TrainingStore
    let teams: TeamStore
    let performance: PerformanceStore

    func handle(_ request: GetPlan, _ call: Call) async throws -> TrainingPlan {
        let sight = try await teams.sight(of: call, request.tenantID)
        try sight.require(request.agentID)
        let (agent, tenant) = (request.agentID, request.tenantID)
        guard let plan = try await training.plan(of: agent, tenant) else {
            throw RPCError.missing("training plan of", agent)
        }
        let start = call.now - CreatePlanHandler.lookBack
        async let progress = training.progress(of: agent, tenant)
        async let talk = performance.talk(of: agent, tenant, since: start)
        async let means = performance.areas(of: agent, tenant, since: start)
        return plan.brought(
            to: PlanStanding(
                areas: try await means, talk: try await talk, progress: try await progress))
    }
}

/// Serves `Coaching.getTrainingEffect`.
struct GetTrainingEffectHandler: Sendable {
    let training: TrainingStore
    let teams: TeamStore

    func handle(_ request: GetTrainingEffect, _ call: Call) async throws -> TrainingEffectReport {
        let sight = try await teams.sight(of: call, request.tenantID)
        let agents = try sight.agents(request.agentID)
        try check(request.windowDays, in: 7...180, "window_days")
        let scores = try await training.scoresAroundCompletion(
            request.tenantID, agents: agents, window: .seconds(request.windowDays * 86_400))
        let byType = Dictionary(grouping: scores, by: \.type)
        return TrainingEffectReport(
            effects: TrainingModuleType.allCases.compactMap { type in
                byType[type].map { TrainingEffect(of: type, $0) }
            })
    }
}

extension TrainingEffect {
    fileprivate init(of type: TrainingModuleType, _ scores: [CompletionScore]) {
        let before = scores.filter { !$0.isAfter }.map(\.score)
        let after = scores.filter(\.isAfter).map(\.score)
        let effect = BeforeAfter(before: before, after: after)
        self.init(
            type: Open(type), completions: Set(scores.map { "\($0.agent)/\($0.module)" }).count,
            conversationsBefore: before.count, conversationsAfter: after.count,
            meanBefore: effect?.meanBefore, meanAfter: effect?.meanAfter,
            difference: effect?.difference, lower: effect?.lower, upper: effect?.upper,
            verdict: Open(effect?.verdict ?? .tooEarly))
    }
}

extension CalendarDate {
    /// The day that it is in a time zone; UTC for a name that no zone has.
    init(_ instant: Instant, inZone name: String) {
        let zone = TimeZone(identifier: name)
        let seconds = Double(instant.microseconds) / 1e6
        let offset = zone?.secondsFromGMT(for: Date(timeIntervalSince1970: seconds)) ?? 0
        self.init(daysSinceEpoch: Int(((seconds + Double(offset)) / 86_400).rounded(.down)))
    }
}
