import Identifiers
import ROIContract
import ROIDomain
import ROISamples
import RPC
import Testing

@Suite struct ScheduleTests {
    private let query = GetReportSchedule(tenantID: ROIRig.tenant)
    private let list = ListReports(tenantID: ROIRig.tenant)

    private func due(_ rig: ROIRig, _ cadence: String) async throws -> Instant {
        let schedule = try await rig.roi.acting(as: RecordingTests.manager).scheduleReports(
            ScheduleReports(tenantID: ROIRig.tenant, cadence: cadence))
        return try #require(schedule.nextAt)
    }

    @Test func aReportIsMadeOnceWhenItsPeriodIsOver() async throws {
        try await ROIRig.with { rig in
            try await rig.record()
            let end = try await due(rig, "monthly")
            let cadence = ReportCadence.monthly
            let start = try #require(cadence.start(ofPeriodEndingAt: end))
            try await rig.apply([
                .started(SessionID(at: start), of: "ann", at: start),
                .heard("c", of: "ann", at: start + .seconds(60), count: 1),
            ])
            try await rig.makeReports(dueAt: end - .seconds(1))
            #expect(try await rig.roi.listReports(list).reports.isEmpty)
            for _ in 0..<2 { try await rig.makeReports(dueAt: end + .seconds(86_400)) }
            let reports = try await rig.roi.listReports(list).reports
            #expect(reports.count == 1)
            let report = try #require(reports.first)
            #expect(report.isScheduled && report.periodStart == start && report.periodEnd == end)
            let proof = try await rig.roi.checkReport(
                CheckReport(tenantID: ROIRig.tenant, hash: report.hash))
            #expect(proof.numbers.contains("\"conversations\":1"))
            #expect(
                try await rig.roi.getReportSchedule(query).nextAt
                    == cadence.end(ofPeriodAt: end))
        }
    }

    @Test func aTenantOfWhomNothingIsRecordedGetsNoSchedule() async throws {
        try await ROIRig.with { rig in
            func schedule(_ tenant: TenantID, _ cadence: String) async throws -> ReportSchedule {
                try await rig.roi.scheduleReports(
                    ScheduleReports(tenantID: tenant, cadence: cadence))
            }
            try await rig.record()
            let error = await #expect(throws: RPCError.self) {
                try await schedule("agencyy", "weekly")
            }
            #expect(error?.code == .notFound)
            #expect(try await schedule(ROIRig.tenant, "weekly").nextAt != nil)
            #expect(try await schedule("agencyy", "never").nextAt == nil)
        }
    }

    @Test func whatIsMissingIsToldAndTheNextPeriodComes() async throws {
        try await ROIRig.with { rig in
            let end = try await due(rig, "weekly")
            try await rig.makeReports(dueAt: end + .seconds(86_400))
            let schedule = try await rig.roi.getReportSchedule(query)
            #expect(schedule.problem.contains("recordBaseline"))
            #expect(schedule.nextAt == end + .seconds(7 * 86_400))
            _ = try await rig.roi.scheduleReports(
                ScheduleReports(tenantID: ROIRig.tenant, cadence: "never"))
            #expect(try await rig.roi.getReportSchedule(query).nextAt == nil)
            let refused = await #expect(throws: RPCError.self) {
                try await due(rig, "hourly")
            }
            #expect(refused?.code == .invalidArgument)
        }
    }
}
