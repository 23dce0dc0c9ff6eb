import Identifiers
import ROIContract
import ROIDomain
import RPC
import Runtime

/// Serves `ROI.recordBaseline`; a later one takes the place of the earlier.
struct RecordBaselineHandler: Sendable {
    let baselines: BaselineStore

    func handle(_ request: RecordBaseline, _ call: Call) async throws -> BaselineReceipt {
        try requireManager(call, of: request.tenantID, agent: request.agentID)
        try checkText(request.source, "source", byteCountMax: 1_024)
        let replacedEarlier = try await baselines.record(
            try baseline(of: request), of: request.agentID, request.tenantID, at: call.now)
        return BaselineReceipt(recordedAt: call.now, replacedEarlier: replacedEarlier)
    }

    private func baseline(of request: RecordBaseline) throws(RPCError) -> Baseline {
        do throws(RecordFault) {
            return try Baseline(
                period: Period(start: request.periodStart, end: request.periodEnd),
                trainingHours: request.trainingHours, leadsPerHour: request.leadsPerHour,
                conversationsPerHour: request.conversationsPerHour,
                conversionRate: request.conversionRate, valuePerSuccess: request.valuePerSuccess,
                hourlyCost: request.hourlyCost, qualityScore: request.qualityScore,
                retentionRate: request.retentionRate, source: request.source)
        } catch {
            throw RPCError(error)
        }
    }
}
