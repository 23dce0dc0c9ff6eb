import Identifiers
import Postgres
import ROIContract
import ROIDomain
import RPC

/// Serves `ROI.getReport`: reads what was recorded and computes, or says what is missing.
struct GetReportHandler: Sendable {
    let database: Database
    let baselines: BaselineStore
    let costs: CostStore
    let activity: ActivityStore

    func handle(_ request: GetReport, _ call: Call) async throws -> ROIReport {
        try requireManager(call, of: request.tenantID, agent: request.agentID)
        do {
            let period = try Period(start: request.periodStart, end: request.periodEnd)
            let (measurement, baseline) = try await read(request, period)
            var generator = SplitMix64(seed: request.seed)
            return ROIReport(
                try ReturnOnCoaching(measurement, against: baseline, using: &generator), request)
        } catch let fault as RecordFault {
            throw RPCError(fault)
        } catch let refusal as ROIRefusal {
            throw RPCError(refusal)
        }
    }

    private func read(
        _ request: GetReport, _ period: Period
    ) async throws -> (Measurement, Baseline) {
        let tenant = request.tenantID
        return try await database.withTransaction(.tenant(tenant), as: .snapshot) { transaction in
            guard
                let baseline = try await baselines.baseline(
                    for: request.agentID, tenant, in: transaction)
            else { throw ROIRefusal.noBaseline }
            let coached = try await activity.coachedAgents(
                tenant, in: period, session: transaction)
            let agents = coached.filter { request.agentID == nil || request.agentID == $0 }
            guard !agents.isEmpty else { throw ROIRefusal.noCoachedAgents }
            let measurement = Measurement(
                period: period,
                days: try await activity.days(
                    of: agents, tenant, in: period, session: transaction),
                costs: try await costs.costs(
                    of: agents, tenant, in: period, session: transaction),
                tenantAgentCount: coached.count)
            return (measurement, baseline)
        }
    }
}

extension GetReport {
    /// The same request resamples in the same way.
    fileprivate var seed: UInt64 {
        FNV1a.hash("\(tenantID) \(agentID?.rawValue ?? "") \(periodStart) \(periodEnd)".utf8)
    }
}

extension ROIReport {
    fileprivate init(_ report: ReturnOnCoaching, _ request: GetReport) {
        self.init(
            tenantID: request.tenantID, agentID: request.agentID,
            periodStart: request.periodStart, periodEnd: request.periodEnd,
            figures: report.figures.map { figure in
                ROIFigure(
                    name: figure.name.rawValue, unit: figure.unit, baseline: figure.baseline,
                    measured: figure.measured, change: figure.change,
                    lower: figure.interval.lower, upper: figure.interval.upper,
                    observations: figure.observations, target: figure.target)
            },
            netValue: ROIContract.MoneyEstimate(
                estimate: report.netValue.estimate, lower: report.netValue.lower,
                upper: report.netValue.upper),
            coachingCost: report.coachingCost, conversations: report.conversations,
            agents: report.agents, conclusion: report.conclusion.description,
            assumptions: report.assumptions)
    }
}
