import GamificationContract
import GatewayDomain
import Identifiers
import RPC
import Wire

extension GamificationPeer {
    /// An agent who goes without the game in an experiment is told so.
    func panel<Value>(_ ask: () async throws -> Value) async -> Panel<Value> {
        await PeerCall.panel(
            of: "Gamification", ask,
            notYet: { $0.code == .failedPrecondition ? $0.message : nil })
    }

    /// All of an agent's achievements and their level.
    func profile(of agent: AgentID, for person: Person) async -> Panel<GamificationProfile> {
        await panel {
            try await client.acting(as: person.principal).getProfile(
                GetProfile(tenantID: person.tenant, agentID: agent), timeout: PeerCall.pageTimeout)
        }
    }

    func leaderboard(
        _ period: LeaderboardPeriod, _ measure: LeaderboardMeasure, for person: Person
    ) async -> Panel<Leaderboard> {
        await panel {
            try await client.acting(as: person.principal).getLeaderboard(
                GetLeaderboard(
                    tenantID: person.tenant, limit: 50, period: Open(period),
                    measure: Open(measure), agentID: person.agent),
                timeout: PeerCall.pageTimeout)
        }
    }

    func challenges(for person: Person) async -> Panel<ChallengeList> {
        await panel {
            try await client.acting(as: person.principal).listChallenges(
                ListChallenges(tenantID: person.tenant), timeout: PeerCall.pageTimeout)
        }
    }

    func create(
        _ challenge: CreateChallenge, by person: Person
    ) async throws(RPCError) -> ChallengeState {
        try await client.acting(as: person.principal).createChallenge(
            challenge, timeout: PeerCall.actionTimeout)
    }

    /// Nil for a challenge that there is not, or not for this person.
    func challengeFeed(
        of id: UUIDv7, for person: Person
    ) async throws(RPCError) -> ChallengeFeed? {
        do throws(RPCError) {
            return try await client.acting(as: person.principal).getChallengeFeed(
                GetChallengeFeed(tenantID: person.tenant, challengeID: id),
                timeout: PeerCall.pageTimeout)
        } catch {
            guard [.notFound, .failedPrecondition].contains(error.code) else { throw error }
            return nil
        }
    }

    /// The badge's id; one that was issued before is the same.
    func issueBadge(
        _ achievement: String, to agent: AgentID, for person: Person
    ) async throws(RPCError) -> UUIDv7 {
        try await client.acting(as: person.principal).issueBadge(
            IssueBadge(tenantID: person.tenant, agentID: agent, achievementID: achievement),
            timeout: PeerCall.actionTimeout
        ).badgeID
    }

    // What follows is for everybody who knows the address, so nobody is named.

    func badge(
        _ id: UUIDv7, of tenant: TenantID, withPNG: Bool = false
    ) async throws(RPCError) -> Badge {
        try await client.getBadge(
            GetBadge(tenantID: tenant, badgeID: id, withPNG: withPNG),
            timeout: PeerCall.pageTimeout)
    }

    func issuer(_ tenant: TenantID) async throws(RPCError) -> Issuer {
        try await client.getIssuer(GetIssuer(tenantID: tenant), timeout: PeerCall.pageTimeout)
    }

    func statusList(_ list: Int, of tenant: TenantID) async throws(RPCError)
        -> StatusListCredential
    {
        try await client.getStatusList(
            GetStatusList(tenantID: tenant, list: list), timeout: PeerCall.pageTimeout)
    }
}
