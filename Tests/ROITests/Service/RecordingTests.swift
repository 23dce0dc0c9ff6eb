import Identifiers
import ROIContract
import ROIDomain
import ROISamples
import RPC
import Testing

@Suite struct RecordingTests {
    static let agent = Principal(
        tenantID: ROIRig.tenant, subject: "ann", role: .agent, agentID: "ann")
    static let manager = Principal(tenantID: ROIRig.tenant, subject: "meg", role: .manager)
    static let stranger = Principal(tenantID: "rival", subject: "eve", role: .admin)

    @Test func aCostIsRecordedOnce() async throws {
        try await ROIRig.with { rig in
            var cost = RecordCost(
                tenantID: ROIRig.tenant, entryID: "invoice-1", category: "software",
                amount: usd(100_000), incurredAt: march.start)
            let receipts = [
                try await rig.roi.recordCost(cost), try await rig.roi.recordCost(cost),
            ]
            #expect(receipts.map { $0.isNew } == [true, false])
            cost.amount = usd(100_001)
            #expect(await code { try await rig.roi.recordCost(cost) } == .alreadyExists)
            cost.category = "lunch"
            #expect(await code { try await rig.roi.recordCost(cost) } == .invalidArgument)
        }
    }

    @Test func costsOfThePeriodCount() async throws {
        try await ROIRig.with { rig in
            try await rig.record()
            try await rig.apply(goodDays(of: "ann"))
            for (id, instant) in [("in", march.start), ("out", march.end)] {
                _ = try await rig.roi.recordCost(
                    RecordCost(
                        tenantID: ROIRig.tenant, entryID: id, category: "software",
                        amount: usd(5_000), incurredAt: instant))
            }
            _ = try await rig.roi.recordCost(
                RecordCost(
                    tenantID: ROIRig.tenant, entryID: "hours", agentID: "ann",
                    category: "training_hours", hours: 4, incurredAt: march.start))
            let report = try await rig.report()
            #expect(report.coachingCost == usd(45_000))
            let hours = try #require(report.figures.first { $0.name == "training_hours" }).measured
            #expect(abs(hours - 4) < 1e-9)
        }
    }

    @Test func aCostInAnotherCurrencyStopsTheReport() async throws {
        try await ROIRig.with { rig in
            try await rig.record()
            try await rig.apply(goodDays(of: "ann"))
            _ = try await rig.roi.recordCost(
                RecordCost(
                    tenantID: ROIRig.tenant, entryID: "e", category: "software",
                    amount: Money(minorUnits: 1, currency: "EUR"), incurredAt: march.start))
            #expect(await code { try await rig.report() } == .failedPrecondition)
        }
    }

    @Test func aBaselineThatCannotBeIsRefused() async throws {
        try await ROIRig.with { rig in
            var baseline = RecordBaseline.sample
            baseline.conversionRate = 2
            #expect(await code { try await rig.record(baseline) } == .invalidArgument)
            baseline = .sample
            baseline.periodEnd = baseline.periodStart
            #expect(await code { try await rig.record(baseline) } == .invalidArgument)
            baseline = .sample
            baseline.hourlyCost = Money(minorUnits: 1, currency: "EUR")
            #expect(await code { try await rig.record(baseline) } == .invalidArgument)
        }
    }

    @Test(
        arguments: [
            (nil, nil), (manager, nil), (agent, .permissionDenied), (stranger, .permissionDenied),
        ] as [(Principal?, StatusCode?)])
    func onlyManagersOfTheTenantMayAsk(person: Principal?, told: StatusCode?) async throws {
        try await ROIRig.with { rig in
            #expect(await code { try await rig.record(as: person) } == told)
            try await rig.record()
            try await rig.apply(goodDays(of: "ann"))
            #expect(await code { try await rig.report(as: person) } == told)
            let cost = RecordCost(
                tenantID: ROIRig.tenant, entryID: "c", category: "software", amount: usd(1),
                incurredAt: march.start)
            let client = person.map { rig.roi.acting(as: $0) } ?? rig.roi
            #expect(await code { try await client.recordCost(cost) } == told)
        }
    }

    @Test func anotherTenantsFiguresAreNotThere() async throws {
        try await ROIRig.with { rig in
            try await rig.record()
            try await rig.apply(goodDays(of: "ann"))
            let rival = Principal(tenantID: "rival", subject: "eve", role: .admin)
            #expect(
                await code { try await rig.report(tenant: "rival", as: rival) }
                    == .failedPrecondition)
        }
    }

    private func code<Value>(_ call: () async throws -> Value) async -> StatusCode? {
        do {
            _ = try await call()
            return nil
        } catch {
            return (error as? RPCError)?.code ?? .unknown
        }
    }
}
