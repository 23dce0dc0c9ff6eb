import Identifiers
import ROIContract
import ROIDomain
import RPC

/// Serves `ROI.getReport`: reads what was recorded and computes, or says what is missing.
struct GetReportHandler: Sendable {
    let reports: ReportReader

    func handle(_ request: GetReport, _ call: Call) async throws -> ROIReport {
        try requireManager(call, of: request.tenantID, agent: request.agentID)
        return ROIReport(try await reports.read(request, call), request)
    }
}

extension ROIReport {
    fileprivate init(_ reading: ReportReader.Reading, _ request: GetReport) {
        let report = reading.report
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
            assumptions: report.assumptions, teamID: request.teamID,
            accounts: report.accounts.map { ROIAccount(name: $0.name.rawValue, amount: $0.amount) },
            asOf: reading.asOf < reading.period.end ? reading.asOf : nil)
    }
}
