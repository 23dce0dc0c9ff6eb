import Identifiers
import Postgres
import ROIContract
import ROIDomain
import RPC
import Runtime

/// Serves `ROI.recordProjectionSpreads` and `getProjectionSpreads`.
struct ProjectionSpreadsHandlers: Sendable {
    let spreads: SpreadStore

    func record(
        _ request: RecordProjectionSpreads, _ call: Call
    ) async throws -> ROIContract.ProjectionSpreads {
        try requireManager(call, of: request.tenantID, agent: nil)
        try checkText(request.source, "source", byteCountMax: 1_024)
        let given: ROIDomain.ProjectionSpreads
        do throws(RecordFault) {
            given = try ROIDomain.ProjectionSpreads(
                valuePerSuccess: request.valuePerSuccess, activeHours: request.activeHours,
                annualCost: request.annualCost, source: request.source)
        } catch {
            throw RPCError(error)
        }
        try await spreads.record(given, request.tenantID, at: call.now)
        return .init(given, recordedAt: call.now)
    }

    func get(
        _ request: GetProjectionSpreads, _ call: Call
    ) async throws -> ROIContract.ProjectionSpreads {
        try requireManager(call, of: request.tenantID, agent: nil)
        let known = try await spreads.spreads(
            request.tenantID, in: spreads.database.scoped(to: .tenant(request.tenantID)))
        return .init(known?.spreads ?? .product, recordedAt: known?.recordedAt)
    }
}

extension ROIContract.ProjectionSpreads {
    fileprivate init(_ spreads: ROIDomain.ProjectionSpreads, recordedAt: Instant?) {
        self.init(
            valuePerSuccess: spreads.valuePerSuccess, activeHours: spreads.activeHours,
            annualCost: spreads.annualCost, source: spreads.source, recordedAt: recordedAt)
    }
}
