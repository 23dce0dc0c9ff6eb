import Identifiers
import ROIContract
import ROIDomain
import RPC
import Runtime

/// Serves `ROI.renderReport`, `checkReport`, `listReports` and `getReportKeys`.
struct RenderReportHandler: Sendable {
    let press: ReportPress
    let sealer: ReportSealer

    func handle(_ request: RenderReport, _ call: Call) async throws -> RenderedReport {
        try requireManager(call, of: request.tenantID, agent: request.agentID)
        guard let format = ReportFormat(rawValue: request.format) else {
            let words = ReportFormat.allCases.map(\.rawValue).joined(separator: ", ")
            throw RPCError.invalid("format", "must be one of \(words)")
        }
        let query = GetReport(
            tenantID: request.tenantID, agentID: request.agentID,
            periodStart: request.periodStart, periodEnd: request.periodEnd,
            teamID: request.teamID)
        let printed = try await press.make(
            query, of: try await press.reports.teams.scope(of: query, call), isScheduled: false,
            at: call.now)
        let content: [UInt8]
        switch format {
        case .json: content = Array(printed.numbers.utf8)
        case .csv: content = Array(ReportTable(reading: printed.reading, query: query).csv.utf8)
        case .pdf: content = document(printed, query).pdf()
        }
        let sealed = try sealer.sealed(
            content, as: format, of: .init(query: query, hash: printed.hash, madeAt: call.now))
        return RenderedReport(format: request.format, content: sealed, hash: printed.hash)
    }

    func check(_ request: CheckReport, _ call: Call) async throws -> ReportProof {
        try requireManager(call, of: request.tenantID, agent: nil)
        guard let known = try await press.archive.report(request.hash, request.tenantID) else {
            throw RPCError(
                .notFound, "no report of this hash was handed out: its numbers are not ours")
        }
        let sealed = try sealer.sealed(
            Array(known.numbers.utf8), as: .json,
            of: .init(query: known.query, hash: request.hash, madeAt: known.createdAt))
        return ReportProof(
            createdAt: known.createdAt, numbers: known.numbers,
            sealed: String(decoding: sealed, as: UTF8.self))
    }

    func list(_ request: ListReports, _ call: Call) async throws -> ReportList {
        try requireManager(call, of: request.tenantID, agent: nil)
        return ReportList(reports: try await press.archive.newest(request.tenantID))
    }

    /// Public keys are for everybody who has a report, signed in or not.
    func keys(_ request: GetReportKeys, _ call: Call) async throws -> ReportKeys {
        try checkID(request.tenantID.rawValue, "tenant_id")
        guard let keySet = try sealer.keySet(of: request.tenantID) else {
            throw RPCError(
                .failedPrecondition,
                "reports are not sealed: REPORT_KEY_FILE names no secret for the service")
        }
        return ReportKeys(keySet: keySet)
    }

    private func document(_ printed: ReportPress.Printed, _ query: GetReport) -> ReportDocument {
        let reading = printed.reading
        return ReportDocument(
            tenant: query.tenantID.rawValue,
            subject: query.subject,
            period: reading.period, asOf: reading.asOf, report: reading.report,
            projection: reading.projection(seed: query.seed),
            hash: printed.hash)
    }
}
