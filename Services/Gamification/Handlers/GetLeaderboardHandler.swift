import GamificationContract
import GamificationDomain
import Identifiers
import Postgres
import RPC
import Runtime

/// Serves `Gamification.getLeaderboard`; everybody in a tenant sees all of it.
struct GetLeaderboardHandler: Sendable {
    let ledger: LedgerStore

    func handle(_ request: GetLeaderboard, _ call: Call) async throws -> Leaderboard {
        _ = try Access(call, to: request.tenantID)
        try check(request.limit, in: 1...1_000, "limit")
        let session = ledger.database.scoped(to: .tenant(request.tenantID))
        let standings = Standings(
            try await ledger.standings(request.tenantID, since: request.since, in: session))
        return Leaderboard(
            entries: standings.places.prefix(request.limit).map { place in
                LeaderboardEntry(
                    rank: place.rank, agentID: place.standing.agentID,
                    points: place.standing.points, reachedAt: place.standing.reachedAt)
            },
            agents: standings.places.count)
    }
}
