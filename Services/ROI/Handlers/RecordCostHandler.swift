import Identifiers
import ROIContract
import ROIDomain
import RPC
import Runtime

/// Serves `ROI.recordCost`; the same entry again changes nothing, another one of its id is refused.
struct RecordCostHandler: Sendable {
    let costs: CostStore

    func handle(_ request: RecordCost, _ call: Call) async throws -> CostReceipt {
        try requireManager(call, of: request.tenantID, agent: request.agentID)
        try checkText(request.entryID, "entry_id", byteCountMax: 256)
        switch try await costs.record(try entry(of: request), request.tenantID) {
        case .new: return CostReceipt(isNew: true)
        case .known: return CostReceipt(isNew: false)
        case .taken:
            throw RPCError(
                .alreadyExists,
                "another cost was recorded under this entry_id: use an id of its own")
        }
    }

    private func entry(of request: RecordCost) throws(RPCError) -> CostEntry {
        guard let category = CostCategory(rawValue: request.category) else {
            let words = CostCategory.allCases.map(\.rawValue).joined(separator: ", ")
            throw RPCError.invalid("category", "must be one of \(words)")
        }
        do throws(RecordFault) {
            return try CostEntry(
                id: request.entryID, agentID: request.agentID, category: category,
                amount: request.amount, hours: request.hours, incurredAt: request.incurredAt)
        } catch {
            throw RPCError(error)
        }
    }
}
