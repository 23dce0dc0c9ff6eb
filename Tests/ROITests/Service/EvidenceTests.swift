import Crypto
import Foundation
import Identifiers
import ROIContract
import ROIDomain
import ROISamples
import RPC
import Testing

@Suite struct EvidenceTests {
    private func explain(_ figure: String, atMost count: Int = 1_000) -> ExplainFigure {
        ExplainFigure(
            tenantID: ROIRig.tenant, periodStart: march.start, periodEnd: march.end,
            figure: figure, eventCountMax: count)
    }

    private func render(_ format: String) -> RenderReport {
        RenderReport(
            tenantID: ROIRig.tenant, periodStart: march.start, periodEnd: march.end,
            format: format)
    }

    /// The conversations that an explanation lists give the figure that the report says.
    @Test func aFigureComesDownToItsEvents() async throws {
        try await ROIRig.with { rig in
            try await rig.record()
            try await rig.apply(goodDays(of: "ann") + goodDays(of: "bob"))
            let report = try await rig.report()
            let rate = try #require(report.figures.first { $0.name == "conversion_rate" })
            let told = try await rig.roi.explainFigure(explain("conversion_rate"))
            #expect(told.value == rate.change)
            #expect(told.events.count == 80)
            let won = told.events.count { $0.detail == "appointment_scheduled" }
            #expect(Double(won) / Double(told.events.count) == rate.measured)
            #expect(zip(told.events, told.events.dropFirst()).allSatisfy { $0.at <= $1.at })
            #expect(told.terms.contains { $0.name == "baseline_conversion_rate" })
            #expect(told.assumptions == report.assumptions)
            let first = try await rig.roi.explainFigure(explain("net_value", atMost: 5))
            #expect(first.events.count == 5)
            #expect(first.moreEvents == 95)
            #expect(first.value == Double(report.netValue.estimate.minorUnits))
        }
    }

    /// What was recorded takes the place of the product's guess everywhere that a year is told of.
    @Test func howSureAProjectionIsIsTheTenantsAssumption() async throws {
        try await ROIRig.with { rig in
            try await rig.record()
            try await rig.apply(goodDays(of: "ann") + goodDays(of: "bob"))
            let usual = try await rig.roi.getProjectionSpreads(
                GetProjectionSpreads(tenantID: ROIRig.tenant))
            #expect(usual.valuePerSuccess == 0.2 && usual.recordedAt == nil)
            var request = RecordProjectionSpreads(
                tenantID: ROIRig.tenant, valuePerSuccess: 0.4, activeHours: 0.05, annualCost: 0,
                source: "last year's deals")
            #expect(try await rig.roi.recordProjectionSpreads(request).recordedAt != nil)
            let year = try await rig.roi.projectReturn(
                ProjectReturn(
                    tenantID: ROIRig.tenant, periodStart: march.start, periodEnd: march.end,
                    scenario: []))
            let value = try #require(year.inputs.first { $0.name == "value_per_success" })
            #expect(abs(value.upper / value.mean - 1.4) < 1e-9)
            #expect(value.source.contains("40 % (last year's deals)"))
            let told = try await rig.roi.explainFigure(explain("projected_net_value"))
            #expect(told.value.rounded() == Double(year.netValue.estimate.minorUnits))
            let spread = try #require(told.terms.first { $0.name == "spread_of_value_per_success" })
            #expect(spread.value == 0.4 && spread.source == "last year's deals")
            #expect(told.assumptions.contains { $0.contains("off by up to 40 %") })
            request.valuePerSuccess = 1.5
            let error = await #expect(throws: RPCError.self) {
                try await rig.roi.recordProjectionSpreads(request)
            }
            #expect(error?.message.contains("value_per_success") == true)
        }
    }

    @Test func anUnknownFigureIsNamed() async throws {
        try await ROIRig.with { rig in
            let error = await #expect(throws: RPCError.self) {
                try await rig.roi.explainFigure(explain("happiness"))
            }
            #expect(error?.message.contains("conversion_rate") == true)
        }
    }

    @Test func aReportIsAFileWhoseNumbersCanBeChecked() async throws {
        try await ROIRig.with { rig in
            try await rig.record()
            try await rig.apply(goodDays(of: "ann") + goodDays(of: "bob"))
            let pdf = try await rig.roi.renderReport(render("pdf"))
            #expect(pdf.content.starts(with: Array("%PDF-1.4".utf8)))
            let json = try await rig.roi.renderReport(render("json"))
            #expect(json.hash == pdf.hash)
            let proof = try await rig.roi.checkReport(
                CheckReport(tenantID: ROIRig.tenant, hash: pdf.hash))
            let hash = SHA256.hash(data: Data(proof.numbers.utf8)).map { byte in
                (byte < 16 ? "0" : "") + String(byte, radix: 16)
            }.joined()
            #expect(hash == json.hash)
            // The numbers, and the seal as the last of them.
            #expect(json.content.starts(with: proof.numbers.utf8.dropLast()))
            let unknown = await #expect(throws: RPCError.self) {
                try await rig.roi.checkReport(CheckReport(tenantID: ROIRig.tenant, hash: "00"))
            }
            #expect(unknown?.code == .notFound)
            let csv = try await rig.roi.renderReport(render("csv"))
            let lines = String(decoding: csv.content, as: UTF8.self).split(separator: "\r\n")
            // Commas in quotes part no columns.
            let widths = Set(
                lines.map { line in
                    line.split(separator: "\"", omittingEmptySubsequences: false).enumerated()
                        .reduce(0) { $1.offset % 2 == 0 ? $0 + $1.element.count { $0 == "," } : $0 }
                })
            #expect(widths.count == 1)
            if let folder = ProcessInfo.processInfo.environment["ROI_REPORT_FOLDER"] {
                try Data(pdf.content).write(to: URL(filePath: folder).appending(path: "report.pdf"))
            }
        }
    }
}
