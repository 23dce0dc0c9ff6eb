import Identifiers
import ROIContract
import ROIDomain
import RPC
import Runtime

/// Serves `ROI.scheduleReports` and `getReportSchedule`.
struct ScheduleHandlers: Sendable {
    let schedules: ScheduleStore

    func save(_ request: ScheduleReports, _ call: Call) async throws -> ReportSchedule {
        try requireManager(call, of: request.tenantID, agent: nil)
        guard let cadence = ReportCadence(rawValue: request.cadence) else {
            let words = ReportCadence.allCases.map(\.rawValue).joined(separator: ", ")
            throw RPCError.invalid("cadence", "must be one of \(words)")
        }
        // A person's tenant is there; an operator may have mistyped one.
        if cadence != .never, call.principal == nil {
            guard try await schedules.knows(request.tenantID) else {
                throw RPCError(
                    .notFound,
                    "nothing is recorded of this tenant_id: check it, or record a baseline first")
            }
        }
        let entry = ScheduleStore.Entry(
            cadence: cadence, dueAt: cadence.end(ofPeriodAt: call.now))
        try await schedules.save(entry, request.tenantID)
        return ReportSchedule(entry)
    }

    func get(_ request: GetReportSchedule, _ call: Call) async throws -> ReportSchedule {
        try requireManager(call, of: request.tenantID, agent: nil)
        return ReportSchedule(try await schedules.entry(request.tenantID))
    }
}

extension ReportSchedule {
    fileprivate init(_ entry: ScheduleStore.Entry) {
        self.init(cadence: entry.cadence.rawValue, nextAt: entry.dueAt, problem: entry.problem)
    }
}
