import GamificationContract
import GamificationDomain
import GamificationSamples
import Identifiers
import Postgres
import RPC
import Testing
import Wire

@testable import GamificationService

@Suite struct LeaderboardTests {
    @Test func tiesGoToWhoGotThereFirstAndShareTheirRank() async throws {
        try await GamificationRig.with { rig in
            try await rig.apply([
                .heard("c1", by: "cy", at: start + .seconds(30)),
                .heard("c2", by: "bob", at: start + .seconds(20)),
                .heard("c3", by: "ann", at: start + .seconds(10)),
                .heard("c4", by: "ann", at: start + .seconds(40)),
                .answered(AlertID(at: start), by: "dee", at: start, response: .dismissed),
            ])
            let board = try await rig.gamification.getLeaderboard(
                GetLeaderboard(tenantID: GamificationRig.tenant, limit: 4))
            #expect(board.agents == 4)
            #expect(board.entries.map(\.agentID) == ["ann", "dee", "bob", "cy"])
            #expect(board.entries.map(\.rank) == [1, 2, 3, 3])
            #expect(board.entries.map(\.points) == [30, 25, 20, 20])
            #expect(board.entries[0].reachedAt == start + .seconds(40))
            #expect(try await rig.profile("cy").rank == 3)
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

    /// A board in memory knows what was committed since it answered, and starts over with a rebuild.
    @Test func aBoardFollowsTheLedger() async throws {
        try await GamificationRig.with { rig in
            let events: [Delivery] = (0..<40).map { number in
                .heard(
                    ConversationID("c\(number)"), by: AgentID("a\(number % 7)"),
                    at: start + .seconds(number))
            }
            for batch in [events.prefix(13), events.dropFirst(13)] {
                try await rig.apply(Array(batch))
                try await Self.expectTheLedger(of: rig)
            }
            try await rig.forget()
            #expect(try await Self.board(rig).agents == 0)
            try await rig.apply(events)
            try await Self.expectTheLedger(of: rig)
        }
    }

    @Test func anAgentSeesTheirPlaceAndWhoIsAroundThem() async throws {
        try await GamificationRig.with { rig in
            try await rig.apply(
                (0..<5).flatMap { agent in
                    (0...agent).map { number in
                        .heard(
                            ConversationID("c\(agent)-\(number)"), by: AgentID("a\(agent)"),
                            at: start + .seconds(number))
                    }
                })
            let board = try await rig.gamification.getLeaderboard(
                GetLeaderboard(
                    tenantID: GamificationRig.tenant, limit: 1, agentID: "a2", neighbours: 1))
            let own = try #require(board.own)
            #expect(own.rank == 3)
            #expect(own.percentile == 50)
            #expect(own.around.map(\.agentID) == ["a3", "a2", "a1"])
        }
    }

    @Test func whoWantsToBeHiddenOrNamelessIs() async throws {
        try await GamificationRig.with { rig in
            try await rig.apply(
                ["ann", "bob", "cy"].map { .heard(ConversationID($0), by: AgentID($0), at: start) })
            for (agent, visibility) in [("ann", PlayerVisibility.hidden), ("bob", .anonymous)] {
                _ = try await rig.gamification.setPlayer(
                    SetPlayer(
                        tenantID: GamificationRig.tenant,
                        player: Player(
                            agentID: AgentID(agent), teamID: "north",
                            visibility: Open(visibility))))
            }
            #expect(try await Self.board(rig).entries.map(\.agentID) == ["bob", "cy"])
            let team = try await rig.gamification.getLeaderboard(
                GetLeaderboard(tenantID: GamificationRig.tenant, teamID: "north"))
            #expect(team.entries.map(\.agentID) == ["bob"])
            let view = BoardView(
                request: GetLeaderboard(tenantID: GamificationRig.tenant), asker: "cy",
                players: [
                    "bob": PlayerStore.Row(
                        agentID: "bob", teamID: nil, visibility: .anonymous, hiredOn: nil)
                ])
            let seen = view.answer(
                from: RankedBoard(
                    ["bob", "cy"].map {
                        Standing(agentID: $0, points: 5, reachedAt: start)
                    }))
            #expect(seen.entries.map(\.agentID) == ["", "cy"])
        }
    }

    /// Who did little before and something now beats who did much before and as much now.
    @Test func improvementIsAgainstOnesOwnPast() async throws {
        try await GamificationRig.with { rig in
            let week = 7 * 86_400
            var events: [Delivery] = []
            for (agent, before, now) in [("old", 8, 8), ("new", 0, 3)] {
                for (back, count) in [(4, before), (3, before), (2, before), (1, before), (0, now)]
                {
                    events += (0..<count).map { number in
                        .heard(
                            ConversationID("\(agent)-\(back)-\(number)"), by: AgentID(agent),
                            at: start + .seconds(number - back * week))
                    }
                }
            }
            try await rig.apply(events)
            func order(_ measure: LeaderboardMeasure) async throws -> [AgentID] {
                try await rig.gamification.getLeaderboard(
                    GetLeaderboard(
                        tenantID: GamificationRig.tenant, since: start,
                        until: start + .seconds(week), measure: Open(measure),
                        category: Open(.learningDedication))
                ).entries.map(\.agentID)
            }
            #expect(try await order(.volume) == ["old", "new"])
            #expect(try await order(.improvement) == ["new"])
        }
    }

    private static func board(_ rig: GamificationRig) async throws -> Leaderboard {
        try await rig.gamification.getLeaderboard(
            GetLeaderboard(tenantID: GamificationRig.tenant, limit: 100))
    }

    private static func expectTheLedger(of rig: GamificationRig) async throws {
        let summed = try await LedgerStore(database: rig.database).standings(
            GamificationRig.tenant, in: LeaderboardWindow(start: nil, end: nil),
            rig.database.scoped(to: .tenant(GamificationRig.tenant)))
        let expected = Standings(summed).places
        let entries = try await board(rig).entries
        #expect(entries.map(\.agentID) == expected.map(\.standing.agentID))
        #expect(entries.map(\.rank) == expected.map(\.rank))
        #expect(entries.map(\.points) == expected.map(\.standing.points))
    }
}
