import Identifiers
import ROIContract
import ROIDomain
import RPC
import Runtime

/// Serves `ROI.recordDeal`; the same deal again changes nothing, another one of its id is refused.
struct RecordDealHandler: Sendable {
    let deals: DealStore

    func handle(_ request: RecordDeal, _ call: Call) async throws -> DealReceipt {
        try requireManager(call, of: request.tenantID, agent: request.agentID)
        try checkText(request.dealID, "deal_id", byteCountMax: 200)
        let deal: Deal
        do throws(RecordFault) {
            deal = try Deal(
                id: request.dealID, agentID: request.agentID, amount: request.amount,
                closedAt: request.closedAt)
        } catch {
            throw RPCError(error)
        }
        switch try await deals.record(deal, request.tenantID) {
        case .new: return DealReceipt(isNew: true)
        case .known: return DealReceipt(isNew: false)
        case .taken:
            throw RPCError(
                .alreadyExists, "another deal was recorded under this deal_id: use an id of its own"
            )
        }
    }
}
