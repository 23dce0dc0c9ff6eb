import Identifiers
import Postgres
import ROIContract
import ROIDomain
import RPC
import Runtime

/// Serves `ROI.getAdoption`, for managers, and the survey, for the agents themselves.
struct AdoptionHandlers: Sendable {
    let database: Database
    let adoption: AdoptionStore

    /// A year, so that the page's weeks stay readable.
    static let periodMax = Duration.seconds(366 * 86_400)

    func get(_ request: GetAdoption, _ call: Call) async throws -> Adoption {
        try requireManager(call, of: request.tenantID, agent: nil)
        let period = try Self.period(from: request.periodStart, to: request.periodEnd)
        let tenant = request.tenantID
        let (counts, weeks) = try await database.withTransaction(
            .tenant(tenant), as: .snapshot
        ) { transaction in
            (
                try await adoption.counts(tenant, in: period, session: transaction),
                try await adoption.weeks(
                    tenant, in: period, at: call.now, session: transaction)
            )
        }
        return Adoption(counts, weeks)
    }

    func answer(_ request: AnswerSurvey, _ call: Call) async throws -> SurveyReceipt {
        try requireSelf(call, request.tenantID, request.agentID)
        try check(request.score, in: 1...5, "score")
        let month = call.now.utcDay.firstOfMonth
        try await adoption.answer(
            request.score, by: request.agentID, request.tenantID, month: month, at: call.now)
        return SurveyReceipt(month: month, score: request.score)
    }

    func answered(_ request: GetSurveyAnswer, _ call: Call) async throws -> SurveyReceipt {
        try requireSelf(call, request.tenantID, request.agentID)
        let month = call.now.utcDay.firstOfMonth
        return SurveyReceipt(
            month: month,
            score: try await adoption.answer(of: request.agentID, request.tenantID, month: month))
    }

    /// Nobody answers for another, and no manager reads what a single agent said.
    private func requireSelf(
        _ call: Call, _ tenant: TenantID, _ agent: AgentID
    ) throws(RPCError) {
        try Access(call, to: tenant).require(agent)
        if let person = call.principal, person.agentID != agent {
            throw RPCError(.permissionDenied, "only the agent answers the survey")
        }
    }

    private static func period(
        from start: Instant, to end: Instant
    ) throws(RPCError) -> Period {
        let period: Period
        do throws(RecordFault) {
            period = try Period(start: start, end: end)
        } catch {
            throw RPCError(error)
        }
        guard period.length <= periodMax else {
            throw RPCError.invalid("period_end", "must be within 366 days of period_start")
        }
        return period
    }
}

extension Adoption {
    fileprivate init(_ counts: AdoptionCounts, _ weeks: [ActiveWeek]) {
        func share(_ count: Int, of total: Int, target: Double? = nil) -> AdoptionShare {
            let interval = Interval(share: count, of: total)
            return AdoptionShare(
                count: count, total: total, lower: interval.lower, upper: interval.upper,
                target: target)
        }
        self.init(
            agents: counts.agents,
            weeks: weeks.map {
                AdoptionWeek(
                    start: $0.start, activeAgents: $0.activeAgents, agents: $0.agents,
                    isRunning: $0.isRunning)
            },
            prompts: counts.prompts, accepted: share(counts.accepted, of: counts.answered),
            actedOn: share(counts.actedOn, of: counts.followed),
            trained: share(counts.trained, of: counts.agents),
            unlocking: share(counts.unlocking, of: counts.agents), unlocks: counts.unlocks,
            responding: share(counts.responding, of: counts.agents),
            satisfied: share(
                counts.satisfied, of: counts.answers, target: AdoptionTargets.satisfied),
            notes: counts.notes)
    }
}
