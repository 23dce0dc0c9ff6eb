import GamificationContract
import GamificationDomain
import Identifiers
import Postgres
import RPC
import Runtime

/// Serves `Gamification.listPoints`: what each entry was paid and why, down to the event.
struct ListPointsHandler: Sendable {
    let ledger: LedgerStore
    let postings: PostingStore
    let facts: FactStore
    let gate: PlayGate

    func handle(_ request: ListPoints, _ call: Call) async throws -> PointsLedger {
        let access = try Access(call, to: request.tenantID)
        try access.require(request.agentID)
        try check(request.limit, in: 1...1_000, "limit")
        let session = ledger.database.scoped(to: .tenant(request.tenantID))
        try await gate.require(access, request.tenantID, in: session)
        let entries = Ledger(
            try await ledger.entries(of: request.agentID, request.tenantID)
                + postings.entries(of: request.agentID, request.tenantID, in: session))
        let shown = entries.newestFirst.prefix(request.limit)
        let proofs = try await facts.proofs(
            of: shown.map { $0.reverses ?? $0.id }, request.tenantID, in: session)
        let (payments, explanations) = (entries.payments, entries.explanations)
        return PointsLedger(
            balance: entries.balance,
            entries: shown.map { entry in
                PointsEntry(
                    entryID: entry.id, points: payments[entry.id] ?? 0,
                    reason: entry.reason.rawValue, earnedAt: entry.moment.instant,
                    explanation: explanations[entry.id] ?? "",
                    eventID: proofs[entry.reverses ?? entry.id])
            })
    }
}
