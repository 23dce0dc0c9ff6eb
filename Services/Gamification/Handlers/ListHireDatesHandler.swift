import GamificationContract
import Identifiers
import Postgres
import RPC
import Runtime

/// Serves `Gamification.listHireDates`.
struct ListHireDatesHandler: Sendable {
    let database: Database
    let players: PlayerStore

    func handle(_ request: ListHireDates, _ call: Call) async throws -> HireDateList {
        try Access(call, to: request.tenantID).requireManager("hire dates")
        let known = try await players.players(
            request.tenantID, in: database.scoped(to: .tenant(request.tenantID)))
        return HireDateList(
            agents: known.values.compactMap { player in
                player.hiredOn.map { HireDate(agentID: player.agentID, hiredOn: $0) }
            }.sorted { $0.agentID < $1.agentID })
    }
}
