import GamificationContract
import GatewayDomain
import Identifiers
import RPC

/// Asks Gamification for points, streaks, achievements and ranks.
struct GamificationPeer: Sendable {
    let client: Client<Gamification>

    func standing(of agent: AgentID, for person: Person) async -> Panel<Standing> {
        await panel {
            let client = client.acting(as: person.principal)
            async let profile = client.getProfile(
                GetProfile(tenantID: person.tenant, agentID: agent), timeout: PeerCall.pageTimeout)
            async let board = client.getLeaderboard(
                GetLeaderboard(tenantID: person.tenant, limit: 10), timeout: PeerCall.pageTimeout)
            return Standing(try await profile, try await board, seenBy: person)
        }
    }
}

extension Standing {
    /// An agent sees their own place and how many there are, not the others.
    fileprivate init(
        _ profile: GamificationProfile, _ board: Leaderboard, seenBy person: Person
    ) {
        self.init(
            points: profile.points, currentDays: profile.streak.currentDays,
            longestDays: profile.streak.longestDays,
            achievements: profile.achievements.map {
                Achievement(
                    name: $0.name, about: $0.description, reached: $0.reached, goal: $0.goal,
                    points: $0.points, unlockedAt: $0.unlockedAt)
            },
            rank: profile.rank,
            leaders: board.entries.filter { person.maySee($0.agentID) }
                .map { Place(rank: $0.rank, agent: $0.agentID, points: $0.points) },
            agentsRanked: board.agents)
    }
}
