import Foundation
import Identifiers
import ROIContract
import ROIDomain
import ROISamples
import RPC
import Testing

@testable import ROIService

/// What a report counts, from what is stored.
@Suite struct CountingTests {
    private func record(
        _ rig: ROIRig, _ id: String, _ category: String, of agent: AgentID? = nil,
        amount: Money? = nil, hours: Double? = nil, at instant: Instant = march.start
    ) async throws {
        _ = try await rig.roi.recordCost(
            RecordCost(
                tenantID: ROIRig.tenant, entryID: id, agentID: agent, category: category,
                amount: amount, hours: hours, incurredAt: instant))
    }

    private func query(_ agent: AgentID? = nil, days: Int = 31) -> GetReport {
        GetReport(
            tenantID: ROIRig.tenant, agentID: agent, periodStart: march.start,
            periodEnd: day(days).start)
    }

    /// An idle agent takes their part of the tenant's costs away from nobody but themselves.
    @Test func aTenantsReportCarriesAllOfItsCosts() async throws {
        try await ROIRig.with { rig in
            try await rig.record()
            try await rig.apply(goodDays(of: "ann") + goodDays(of: "bob"))
            for number in 0..<6 {
                let at = march.start + .seconds(number)
                let name = AgentID("idle\(number)")
                try await rig.apply([.started(SessionID(at: at), of: name, at: at)])
            }
            try await record(rig, "s", "software", amount: usd(80_000))
            // Joe never had a session.
            try await record(rig, "p", "people", of: "joe", amount: usd(8_000))
            let report = try await rig.report()
            // Twenty hours coached at $40.
            #expect(report.coachingCost == usd(80_000 + 8_000 + 80_000))
            #expect(report.assumptions.contains { $0.contains("never coached (1)") })
            #expect(try await rig.report("ann").coachingCost == usd(10_000 + 1_000 + 40_000))
            let told = try await rig.roi.explainFigure(
                ExplainFigure(
                    tenantID: ROIRig.tenant, periodStart: march.start, periodEnd: march.end,
                    figure: "coaching_cost", eventCountMax: 1_000))
            #expect(Set(told.events.filter { $0.kind == "cost" }.map(\.id)) == ["s", "p"])
            #expect(!told.terms.contains { $0.name.hasPrefix("memo") })
        }
    }

    @Test func aFiguresEventsAreThoseThatItIsMadeOf() async throws {
        try await ROIRig.with { rig in
            try await rig.record()
            try await rig.apply(goodDays(of: "ann"))
            try await record(rig, "s", "software", amount: usd(80_000))
            try await record(rig, "k", "tokens", amount: usd(80_000))
            try await record(rig, "t", "training_hours", of: "ann", hours: 2)
            let told = try await rig.roi.explainFigure(
                ExplainFigure(
                    tenantID: ROIRig.tenant, periodStart: march.start, periodEnd: march.end,
                    figure: "training_hours", eventCountMax: 1_000))
            #expect(told.events.map(\.id) == ["t"])
        }
    }

    /// The same ten days, asked for at their end, are worth the same whatever period they are in.
    @Test func aPeriodThatIsNotOverSaysSoAndCountsWhatIs() async throws {
        try await ROIRig.with { rig in
            try await rig.record()
            try await rig.apply(goodDays(of: "ann") + goodDays(of: "bob"))
            try await record(rig, "t", "training_hours", of: "ann", hours: 1)
            let now = rig.roi(at: day(10).start - .seconds(1))
            let short = try await now.getReport(query(days: 10))
            let long = try await now.getReport(query(days: 300))
            #expect(short.netValue.estimate == long.netValue.estimate)
            #expect(short.asOf == nil)
            #expect(long.asOf == day(10).start)
            #expect(long.assumptions.contains { $0.hasPrefix("As of 2026-03-11") })
            func project(_ days: Int) async throws -> ReturnProjection {
                try await now.projectReturn(
                    ProjectReturn(
                        tenantID: ROIRig.tenant, periodStart: march.start,
                        periodEnd: day(days).start, scenario: []))
            }
            let year = try await project(300)
            #expect(year.dayCount == 10)
            #expect(try await project(10).netValue.estimate == year.netValue.estimate)
            let early = await #expect(throws: RPCError.self) {
                try await rig.roi(at: march.start - .seconds(900)).getReport(query())
            }
            #expect(early?.message.contains("has not begun") == true)
        }
    }

    /// Rows of equal width, the words in quotes where they have to be.
    @Test func aTableSaysWhatItIsAbout() async throws {
        try await ROIRig.with { rig in
            try await rig.record()
            try await rig.apply(goodDays(of: "ann") + goodDays(of: "bob"))
            let file = try await rig.roi.renderReport(
                RenderReport(
                    tenantID: ROIRig.tenant, periodStart: march.start, periodEnd: march.end,
                    format: "csv"))
            let text = String(decoding: file.content, as: UTF8.self)
            for row in [
                "tenant,agency,", "subject,all coached agents,",
                "period_start,2026-03-01", "period_end,2026-04-01", "conclusion,gain: between USD",
                "assumption_1,",
            ] {
                let quoted = row.replacing("conclusion,", with: "conclusion,\"")
                #expect(text.contains("\r\n" + row) || text.contains("\r\n" + quoted), "\(row)")
            }
            #expect(text.contains("USD 40.00 an hour"))
            let json = try await rig.roi.renderReport(
                RenderReport(
                    tenantID: ROIRig.tenant, periodStart: march.start, periodEnd: march.end,
                    format: "json"))
            let numbers = try JSONSerialization.jsonObject(with: Data(json.content))
            let baseline = (numbers as? [String: Any])?["baseline"] as? [String: Any]
            #expect(baseline?["hourly_cost"] as? Int == 4_000)
            #expect(baseline?["training_hours"] as? Double == 10)
        }
    }
}
