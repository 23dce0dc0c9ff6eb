import CoachingContract
import Identifiers
import ROIContract
import RPC
import Testing

@testable import GatewayService

@Suite("The page of returns")
struct ReturnsTests {
    private static func usd(_ cents: Int64) -> Money { Money(minorUnits: cents, currency: "USD") }

    private var roi: Handlers {
        var handlers = Handlers()
        handlers.serve(ROI.getReport) { request, call in
            #expect(call.principal?.tenantID == "harbor" && request.agentID == nil)
            #expect("\(request.periodStart)".hasPrefix("2026-03-01T00:00:00"))
            #expect("\(request.periodEnd)".hasPrefix("2026-04-01T00:00:00"))
            return ROIReport(
                tenantID: request.tenantID, periodStart: request.periodStart,
                periodEnd: request.periodEnd,
                figures: [
                    ROIFigure(
                        name: "conversion_rate", unit: "share of known outcomes", baseline: 0.1,
                        measured: 0.125, change: 0.025, lower: -0.01, upper: 0.06,
                        observations: 412, target: nil),
                    ROIFigure(
                        name: "deal_value", unit: "minor units of USD", baseline: 90_000,
                        measured: 120_000, change: 30_000, lower: 10_000, upper: 50_000,
                        observations: 3, target: nil),
                ],
                netValue: MoneyEstimate(
                    estimate: Self.usd(120_000), lower: Self.usd(-50_000),
                    upper: Self.usd(300_000)),
                coachingCost: Self.usd(80_000), conversations: 412, agents: 12,
                conclusion: "no detectable effect: the net value lies between a <b> and b",
                assumptions: ["Nobody was assigned at random."])
        }
        handlers.serve(ROI.projectReturn) { request, _ in
            #expect(request.scenario == [ScenarioFactor(input: "conversion_rate", factor: 1.2)])
            throw RPCError(.failedPrecondition, "too little to project")
        }
        handlers.serve(ROI.listExperiments) { _, _ in
            throw RPCError(.unavailable, "down")
        }
        handlers.serve(ROI.renderReport) { request, _ in
            RenderedReport(format: request.format, content: Array("%PDF".utf8), hash: "ab")
        }
        handlers.serve(ROI.getReportKeys) { _, _ in ReportKeys(keySet: #"{"keys":[]}"#) }
        handlers.serve(ROI.answerSurvey) { request, call in
            #expect(call.principal?.agentID == "ana" && request.agentID == "ana")
            return SurveyReceipt(
                month: CalendarDate(daysSinceEpoch: 0), score: request.score)
        }
        return handlers
    }

    private static let address = "/returns?from=2026-03-01&to=2026-03-31&conversion_rate=120"

    @Test("shows what was measured with its interval, what cannot be said, and what is missing")
    func shown() async throws {
        try await withGateway(handlers: roi) { gateway in
            let page = try await gateway.signedIn().send("GET", Self.address)
            #expect(page.status == 200)
            for text in [
                "No detectable effect", "a &lt;b&gt; and b", "USD\u{00A0}1,200",
                "USD\u{00A0}−500 to USD\u{00A0}3,000", "12.5\u{00A0}%", "412 observed",
                "Nobody was assigned at random.", "Too little to project",
                "ROI is not answering", "USD\u{00A0}900", "for each deal",
                "/returns/report.pdf?from=2026-03-01&amp;to=2026-03-31",
            ] {
                #expect(page.body.contains(text), "\(text)")
            }
        }
    }

    @Test("is there for managers alone, its files too")
    func managersOnly() async throws {
        try await withGateway(handlers: roi) { gateway in
            let manager = try await gateway.signedIn()
            let file = try await manager.send(
                "GET", "/returns/report.pdf?from=2026-03-01&to=2026-03-31")
            #expect(file.status == 200 && file.body == "%PDF")
            #expect(file.header("content-type") == "application/pdf")
            #expect(
                file.header("content-disposition")
                    == "attachment; filename=\"return-on-coaching-2026-03-01-2026-03-31.pdf\"")
            #expect(try await manager.send("GET", "/returns/report.exe").status == 404)
            #expect(
                try await manager.send("GET", "/returns?from=2026-03-02&to=2026-03-01").status
                    == 400)
            let ana = try await gateway.signedIn("ana")
            for path in ["/returns", "/returns/report.pdf", "/returns/reports/ab"] {
                #expect(try await ana.send("GET", path).status == 404)
            }
        }
    }

    @Test("publishes the keys of reports to whoever asks")
    func keys() async throws {
        try await withGateway(handlers: roi) { gateway in
            let keys = try await gateway.browser().send(
                "GET", "/issuers/harbor/report-keys.json")
            #expect(keys.status == 200 && keys.body == #"{"keys":[]}"#)
            #expect(keys.header("content-type") == "application/jwk-set+json")
        }
    }

    @Test("takes an agent's answer to the survey, and no manager's")
    func survey() async throws {
        try await withGateway(handlers: roi) { gateway in
            let ana = try await gateway.signedIn("ana")
            let answered = try await ana.send("POST", "/api/survey", json: #"{"score":4}"#)
            #expect(answered.status == 200 && answered.json("month") as? String == "1970-01-01")
            let manager = try await gateway.signedIn()
            #expect(
                try await manager.send("POST", "/api/survey", json: #"{"score":4}"#).status == 403)
        }
    }
}
