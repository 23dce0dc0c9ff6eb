import Cache
import GamificationContract
import GamificationDomain
import Identifiers
import Postgres
import RPC
import Runtime
import Wire

/// Serves `Gamification.setPlayer`: an agent chooses how others see them; the rest is a manager's.
struct SetPlayerHandler: Sendable {
    let database: Database
    let players: PlayerStore

    func handle(_ request: SetPlayer, _ call: Call) async throws -> Player {
        let access = try Access(call, to: request.tenantID)
        var player = request.player
        try access.require(player.agentID)
        if let team = player.teamID { try checkID(team.rawValue, "player.team_id") }
        let visibility = try player.visibility.map { try known($0, "player.visibility") }
        try await database.withTransaction(.tenant(request.tenantID)) { transaction in
            let before = try await players.players(request.tenantID, in: transaction)[
                player.agentID]
            if access.onlyAgent != nil {
                (player.teamID, player.hiredOn) = (before?.teamID, before?.hiredOn)
            }
            try await players.put(
                PlayerStore.Row(
                    agentID: player.agentID, teamID: player.teamID,
                    visibility: visibility ?? before?.visibility ?? .shown,
                    hiredOn: player.hiredOn), request.tenantID, in: transaction)
            transaction.announce(change: CacheTag(request.tenantID), in: "gamification")
        }
        return player
    }
}
