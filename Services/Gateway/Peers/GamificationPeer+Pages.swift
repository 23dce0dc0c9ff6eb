import GamificationContract
import GatewayDomain
import Identifiers
import RPC
import Wire

extension GamificationPeer {
    /// All of an agent's achievements and their level.
    func profile(of agent: AgentID, for person: Person) async -> Panel<GamificationProfile> {
        await PeerCall.panel(of: "Gamification") {
            try await client.acting(as: person.principal).getProfile(
                GetProfile(tenantID: person.tenant, agentID: agent), timeout: PeerCall.pageTimeout)
        }
    }

    func leaderboard(
        _ period: LeaderboardPeriod, _ measure: LeaderboardMeasure, for person: Person
    ) async -> Panel<Leaderboard> {
        await PeerCall.panel(of: "Gamification") {
            try await client.acting(as: person.principal).getLeaderboard(
                GetLeaderboard(
                    tenantID: person.tenant, limit: 50, period: Open(period),
                    measure: Open(measure), agentID: person.agent),
                timeout: PeerCall.pageTimeout)
        }
    }

    func challenges(for person: Person) async -> Panel<ChallengeList> {
        await PeerCall.panel(of: "Gamification") {
            try await client.acting(as: person.principal).listChallenges(
                ListChallenges(tenantID: person.tenant), timeout: PeerCall.pageTimeout)
        }
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
