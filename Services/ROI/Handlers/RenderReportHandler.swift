import Crypto
import Foundation
import Identifiers
import ROIContract
import ROIDomain
import RPC
import Runtime

/// Serves `ROI.renderReport` and `ROI.checkReport`.
struct RenderReportHandler: Sendable {
    let reports: ReportReader
    let archive: ReportArchive

    func handle(_ request: RenderReport, _ call: Call) async throws -> RenderedReport {
        try requireManager(call, of: request.tenantID, agent: request.agentID)
        guard let format = Format(rawValue: request.format) else {
            let words = Format.allCases.map(\.rawValue).joined(separator: ", ")
            throw RPCError.invalid("format", "must be one of \(words)")
        }
        let query = GetReport(
            tenantID: request.tenantID, agentID: request.agentID,
            periodStart: request.periodStart, periodEnd: request.periodEnd)
        let reading = try await reports.read(query)
        let encoder = JSONEncoder()
        encoder.keyEncodingStrategy = .convertToSnakeCase
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let numbers = String(
            decoding: try encoder.encode(Numbers(reading, query)), as: UTF8.self)
        let hash = SHA256.hash(data: Data(numbers.utf8)).map { byte in
            (byte < 16 ? "0" : "") + String(byte, radix: 16)
        }.joined()
        try await archive.keep(numbers, hash: hash, of: request, at: call.now)
        let content: [UInt8]
        switch format {
        case .json: content = Array(numbers.utf8)
        case .csv: content = Array(csv(reading.report).utf8)
        case .pdf: content = document(reading, query, hash: hash).pdf()
        }
        return RenderedReport(format: request.format, content: content, hash: hash)
    }

    func check(_ request: CheckReport, _ call: Call) async throws -> ReportProof {
        try requireManager(call, of: request.tenantID, agent: nil)
        guard let known = try await archive.report(request.hash, request.tenantID) else {
            throw RPCError(
                .notFound, "no report of this hash was handed out: its numbers are not ours")
        }
        return ReportProof(createdAt: known.createdAt, numbers: known.numbers)
    }

    private enum Format: String, CaseIterable { case pdf, csv, json }

    private func document(
        _ reading: ReportReader.Reading, _ query: GetReport, hash: String
    ) -> ReportDocument {
        ReportDocument(
            tenant: query.tenantID.rawValue,
            subject: query.agentID.map { "agent \($0.rawValue)" } ?? "all coached agents",
            period: reading.period, report: reading.report,
            projection: Projection(
                reading.report, over: reading.period, activeHours: reading.activeHours,
                against: reading.baseline, seed: query.seed),
            hash: hash)
    }

    private func csv(_ report: ReturnOnCoaching) -> String {
        var lines = ["figure,unit,baseline,measured,change,lower95,upper95,observations,target"]
        for figure in report.figures {
            lines.append(
                """
                \(figure.name.rawValue),\(figure.unit),\(figure.baseline),\(figure.measured),\
                \(figure.change),\(figure.interval.lower),\(figure.interval.upper),\
                \(figure.observations),\(figure.target.map { "\($0)" } ?? "")
                """)
        }
        let net = report.netValue
        lines.append(
            """
            net_value,minor units of \(net.estimate.currency),,\(net.estimate.minorUnits),,\
            \(net.lower.minorUnits),\(net.upper.minorUnits),\(report.conversations),
            """)
        lines.append(
            """
            coaching_cost,minor units of \(report.coachingCost.currency),,\
            \(report.coachingCost.minorUnits),,,,,
            """)
        return lines.joined(separator: "\r\n") + "\r\n"
    }
}

/// The numbers of a report, as they are hashed: keys sorted, instants in microseconds.
private struct Numbers: Encodable {
    struct Line: Encodable {
        let name: String
        let unit: String
        let baseline, measured, change, lower95, upper95: Double
        let observations: Int
        let target: Double?
    }

    let tenant: String
    let agent: String?
    let periodStart, periodEnd: Int64
    let figures: [Line]
    let currency: String
    let netValue, netValueLower95, netValueUpper95, coachingCost: Int64
    let conversations, agents: Int
    let conclusion: String
    let assumptions: [String]

    init(_ reading: ReportReader.Reading, _ query: GetReport) {
        let report = reading.report
        tenant = query.tenantID.rawValue
        agent = query.agentID?.rawValue
        periodStart = query.periodStart.microseconds
        periodEnd = query.periodEnd.microseconds
        figures = report.figures.map {
            Line(
                name: $0.name.rawValue, unit: $0.unit, baseline: $0.baseline,
                measured: $0.measured, change: $0.change, lower95: $0.interval.lower,
                upper95: $0.interval.upper, observations: $0.observations, target: $0.target)
        }
        currency = report.coachingCost.currency
        netValue = report.netValue.estimate.minorUnits
        netValueLower95 = report.netValue.lower.minorUnits
        netValueUpper95 = report.netValue.upper.minorUnits
        coachingCost = report.coachingCost.minorUnits
        conversations = report.conversations
        agents = report.agents
        conclusion = report.conclusion.description
        assumptions = report.assumptions
    }
}
