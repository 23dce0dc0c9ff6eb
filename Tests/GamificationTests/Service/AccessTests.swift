import GamificationContract
import Identifiers
import RPC
import Testing

/// Who asks, and what they are told about ann of the agency.
@Suite struct AccessTests {
    private static let tenant = GamificationRig.tenant
    static let ann = Principal(tenantID: tenant, subject: "ann", role: .agent, agentID: "ann")
    static let bob = Principal(tenantID: tenant, subject: "bob", role: .agent, agentID: "bob")
    /// Signed in, but the agency has not said which agent this is.
    static let nobody = Principal(tenantID: tenant, subject: "new", role: .agent)
    static let manager = Principal(tenantID: tenant, subject: "meg", role: .manager)
    static let stranger = Principal(tenantID: "rival", subject: "eve", role: .admin)

    @Test(
        arguments: [
            (nil, nil, nil), (manager, nil, nil), (ann, nil, nil), (bob, .permissionDenied, nil),
            (nobody, .permissionDenied, .permissionDenied),
            (stranger, .permissionDenied, .permissionDenied),
        ] as [(Principal?, StatusCode?, StatusCode?)])
    func anAgentSeesTheirOwnAndEverybodyTheBoard(
        person: Principal?, toldOfAnn: StatusCode?, toldOfBoard: StatusCode?
    ) async throws {
        try await GamificationRig.with { rig in
            let client = person.map { rig.gamification.acting(as: $0) } ?? rig.gamification
            let profile = GetProfile(tenantID: Self.tenant, agentID: "ann")
            #expect(await code { try await client.getProfile(profile) } == toldOfAnn)
            let points = ListPoints(tenantID: Self.tenant, agentID: "ann")
            #expect(await code { try await client.listPoints(points) } == toldOfAnn)
            let board = GetLeaderboard(tenantID: Self.tenant)
            #expect(await code { try await client.getLeaderboard(board) } == toldOfBoard)
        }
    }

    @Test func whatCannotBeIsAnInvalidArgument() async throws {
        try await GamificationRig.with { rig in
            let client = rig.gamification
            for limit in [0, -1, 1_001] {
                let board = GetLeaderboard(tenantID: Self.tenant, limit: limit)
                #expect(await code { try await client.getLeaderboard(board) } == .invalidArgument)
            }
            for id in ["", "*", "a\u{0}", String(repeating: "x", count: 257)] {
                let board = GetLeaderboard(tenantID: TenantID(id))
                #expect(await code { try await client.getLeaderboard(board) } == .invalidArgument)
                let profile = GetProfile(tenantID: Self.tenant, agentID: AgentID(id))
                #expect(await code { try await client.getProfile(profile) } == .invalidArgument)
            }
        }
    }

    private func code<Value>(_ call: () async throws -> Value) async -> StatusCode? {
        do {
            _ = try await call()
            return nil
        } catch {
            return (error as? RPCError)?.code ?? .unknown
        }
    }
}
