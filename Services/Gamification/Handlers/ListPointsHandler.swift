import GamificationContract
import GamificationDomain
import Identifiers
import Postgres
import RPC
import Runtime

/// Serves `Gamification.listPoints`: what each entry was paid, 0 beyond a daily limit.
struct ListPointsHandler: Sendable {
    let ledger: LedgerStore

    func handle(
        _ request: ListPoints, _ call: Call
    ) async throws -> PointsLedger {
        try Access(call, to: request.tenantID).require(request.agentID)
        try check(request.limit, in: 1...1_000, "limit")
        let entries = Ledger(
            try await ledger.entries(of: request.agentID, request.tenantID))
        let payments = entries.payments
        return PointsLedger(
            balance: payments.values.reduce(0, +),
            entries: entries.newestFirst.prefix(request.limit).map { entry in
                PointsEntry(
                    entryID: entry.id, points: payments[entry.id] ?? 0,
                    reason: entry.reason.rawValue, earnedAt: entry.moment.instant)
            })
    }
}
