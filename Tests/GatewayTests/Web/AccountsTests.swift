import Identifiers
import ROIContract
import RPC
import Testing

@testable import GatewayService

@Suite("The page of the baseline and of costs")
struct AccountsTests {
    private var roi: Handlers {
        var handlers = Handlers()
        handlers.serve(ROI.recordBaseline) { request, call in
            #expect(call.principal?.tenantID == "harbor" && request.agentID == nil)
            #expect("\(request.periodStart)".hasPrefix("2026-01-01T00:00:00"))
            #expect("\(request.periodEnd)".hasPrefix("2026-02-01T00:00:00"))
            #expect(request.conversionRate == 0.125)
            #expect(request.valuePerSuccess == Money(minorUnits: 900_050, currency: "USD"))
            #expect(request.hourlyCost == Money(minorUnits: 3_500, currency: "USD"))
            #expect(request.qualityScore == nil && request.retentionRate == 0.9)
            return BaselineReceipt(recordedAt: call.now, replacedEarlier: false)
        }
        handlers.serve(ROI.recordCost) { request, _ in
            guard request.category == "software" else {
                throw RPCError(.invalidArgument, "category must be one of software, people")
            }
            #expect(request.amount == Money(minorUnits: 500, currency: "JPY"))
            #expect(request.hours == nil && request.agentID == nil && request.entryID == "e-1")
            return CostReceipt(isNew: true)
        }
        handlers.serve(ROI.getProjectionSpreads) { _, _ in
            ProjectionSpreads(
                valuePerSuccess: 0.2, activeHours: 0.1, annualCost: 0.125,
                source: "a guess <of ours>")
        }
        handlers.serve(ROI.recordProjectionSpreads) { request, call in
            guard request.valuePerSuccess <= 1 else {
                throw RPCError(.invalidArgument, "value_per_success must be between 0 and 1")
            }
            #expect(request.valuePerSuccess == 0.25 && request.annualCost == 0.05)
            return ProjectionSpreads(
                valuePerSuccess: request.valuePerSuccess, activeHours: request.activeHours,
                annualCost: request.annualCost, source: request.source, recordedAt: call.now)
        }
        return handlers
    }

    private static let baseline =
        "from=2026-01-01&to=2026-01-31&training_hours=40&conversations_per_hour=1.5"
        + "&conversion_percent=12.5&value_per_success=9000.50&hourly_cost=35&currency=usd"
        + "&quality_score=&retention_percent=90&source=payroll"

    @Test("records what a form says, and says so")
    func recorded() async throws {
        try await withGateway(handlers: roi) { gateway in
            let manager = try await gateway.signedIn()
            let page = try await manager.send("GET", "/returns/accounts")
            #expect(page.status == 200 && page.body.contains("Before coaching"))
            let sent = try await manager.send(
                "POST", "/api/returns/baseline", form: Self.baseline)
            #expect(sent.status == 303)
            #expect(sent.header("location") == "/returns/accounts?recorded=baseline")
            let after = try await manager.send("GET", "/returns/accounts?recorded=baseline")
            #expect(after.body.contains("The baseline is recorded"))
            let cost = try await manager.send(
                "POST", "/api/returns/costs",
                form: "id=e-1&category=software&amount=500&currency=JPY&hours=&on=2026-03-01&agent="
            )
            #expect(cost.header("location") == "/returns/accounts?recorded=cost")
            #expect(page.body.contains("value=\"12.5\""))
            #expect(page.body.contains("a guess &lt;of ours&gt;"))
            let spreads = try await manager.send(
                "POST", "/api/returns/spreads",
                form: "value_percent=25&hours_percent=10&cost_percent=5&source=deals")
            #expect(spreads.header("location") == "/returns/accounts?recorded=spreads")
        }
    }

    @Test(
        "says what is wrong with a form",
        arguments: [
            ("baseline", Self.baseline.replacing("2026-01-31", with: "soon"), "to must be a day"),
            ("baseline", Self.baseline.replacing("01-31", with: "01-00"), "to must be a day"),
            ("baseline", Self.baseline.replacing("2026-01-31", with: "2025-01-31"), "366 days"),
            (
                "baseline", Self.baseline.replacing("=40&", with: "=x&"),
                "a word where a number goes"
            ),
            (
                "spreads", "value_percent=900&hours_percent=1&cost_percent=1&source=x",
                "value_per_success must be"
            ),
            ("costs", "category=rent&currency=USD&on=2026-03-01&amount=1", "category must be"),
            ("costs", "category=software&currency=USD&on=2026-03-01&amount=1e30", "amount"),
        ])
    func refused(form: String, body: String, problem: String) async throws {
        try await withGateway(handlers: roi) { gateway in
            let manager = try await gateway.signedIn()
            let answer = try await manager.send("POST", "/api/returns/\(form)", form: body)
            #expect(answer.status == 400 && answer.body.contains(problem), "\(answer.body)")
        }
    }

    @Test("is there for managers alone")
    func managersOnly() async throws {
        try await withGateway(handlers: roi) { gateway in
            let ana = try await gateway.signedIn("ana")
            #expect(try await ana.send("GET", "/returns/accounts").status == 404)
            let sent = try await ana.send("POST", "/api/returns/baseline", form: Self.baseline)
            #expect(sent.status == 404)
        }
    }
}
