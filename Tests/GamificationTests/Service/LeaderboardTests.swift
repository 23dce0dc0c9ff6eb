import GamificationContract
import GamificationSamples
import Identifiers
import RPC
import Testing

@Suite struct LeaderboardTests {
    @Test func tiesGoToWhoGotThereFirstAndShareTheirRank() async throws {
        try await GamificationRig.with { rig in
            try await rig.apply([
                .heard("c1", by: "cy", at: start + .seconds(30)),
                .heard("c2", by: "bob", at: start + .seconds(20)),
                .heard("c3", by: "ann", at: start + .seconds(10)),
                .heard("c4", by: "ann", at: start + .seconds(40)),
                .analyzed("c5", by: "dee", at: start, objections: 1),
            ])
            let board = try await rig.gamification.getLeaderboard(
                GetLeaderboard(tenantID: GamificationRig.tenant, limit: 3))
            #expect(board.agents == 4)
            #expect(board.entries.map(\.agentID) == ["ann", "bob", "cy"])
            #expect(board.entries.map(\.rank) == [1, 2, 2])
            #expect(board.entries.map(\.points) == [20, 10, 10])
            #expect(board.entries[0].reachedAt == start + .seconds(40))
            #expect(try await rig.profile("dee").rank == 4)
        }
    }

    @Test func aWindowCountsOnlyWhatWasEarnedInIt() async throws {
        try await GamificationRig.with { rig in
            try await rig.apply([
                .heard("c1", by: "ann", at: start), .heard("c2", by: "ann", at: start),
                .heard("c3", by: "bob", at: start + .seconds(60)),
            ])
            let board = try await rig.gamification.getLeaderboard(
                GetLeaderboard(tenantID: GamificationRig.tenant, since: start + .seconds(1)))
            #expect(board.entries.map(\.agentID) == ["bob"])
        }
    }

    @Test func tenantsDoNotSeeEachOther() async throws {
        try await GamificationRig.with { rig in
            try await rig.apply([
                .heard(by: "ann", at: start), .heard(by: "eve", at: start, tenant: "rival"),
            ])
            for (tenant, agent) in [("agency", "ann"), ("rival", "eve"), ("nobody", nil)] {
                let board = try await rig.gamification.getLeaderboard(
                    GetLeaderboard(tenantID: TenantID(tenant)))
                #expect(board.entries.map(\.agentID.rawValue) == [agent].compactMap { $0 })
            }
        }
    }
}
