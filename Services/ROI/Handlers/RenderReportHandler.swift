import Identifiers
import ROIContract
import ROIDomain
import RPC
import Runtime

/// Serves `ROI.renderReport`, `checkReport` and `listReports`.
struct RenderReportHandler: Sendable {
    let press: ReportPress

    func handle(_ request: RenderReport, _ call: Call) async throws -> RenderedReport {
        try requireManager(call, of: request.tenantID, agent: request.agentID)
        guard let format = Format(rawValue: request.format) else {
            let words = Format.allCases.map(\.rawValue).joined(separator: ", ")
            throw RPCError.invalid("format", "must be one of \(words)")
        }
        let query = GetReport(
            tenantID: request.tenantID, agentID: request.agentID,
            periodStart: request.periodStart, periodEnd: request.periodEnd)
        let printed = try await press.make(query, isScheduled: false, at: call.now)
        let content: [UInt8]
        switch format {
        case .json: content = Array(printed.numbers.utf8)
        case .csv: content = Array(printed.reading.report.csv.utf8)
        case .pdf: content = document(printed, query).pdf()
        }
        return RenderedReport(format: request.format, content: content, hash: printed.hash)
    }

    func check(_ request: CheckReport, _ call: Call) async throws -> ReportProof {
        try requireManager(call, of: request.tenantID, agent: nil)
        guard let known = try await press.archive.report(request.hash, request.tenantID) else {
            throw RPCError(
                .notFound, "no report of this hash was handed out: its numbers are not ours")
        }
        return ReportProof(createdAt: known.createdAt, numbers: known.numbers)
    }

    func list(_ request: ListReports, _ call: Call) async throws -> ReportList {
        try requireManager(call, of: request.tenantID, agent: nil)
        return ReportList(reports: try await press.archive.newest(request.tenantID))
    }

    private enum Format: String, CaseIterable { case pdf, csv, json }

    private func document(_ printed: ReportPress.Printed, _ query: GetReport) -> ReportDocument {
        let reading = printed.reading
        return ReportDocument(
            tenant: query.tenantID.rawValue,
            subject: query.agentID.map { "agent \($0.rawValue)" } ?? "all coached agents",
            period: reading.period, report: reading.report,
            projection: Projection(
                reading.report, over: reading.period, activeHours: reading.activeHours,
                against: reading.baseline, seed: query.seed),
            hash: printed.hash)
    }
}
