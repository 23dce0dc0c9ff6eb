import GamificationContract
import GamificationDomain
import GamificationSamples
import Identifiers
import RPC
import Testing
import Wire

@testable import GamificationService

@Suite struct ChallengeServiceTests {
    /// Two replicas settle at the same time: every point of the stakes is paid once.
    @Test func aDuelIsJoinedPlayedAndSettledExactlyOnce() async throws {
        try await GamificationRig.with { rig in
            // Each has 20: ten for a coached conversation and ten for the first.
            try await rig.apply([
                .heard("a", by: "ann", at: start), .heard("b", by: "bob", at: start),
                .heard("c", by: "cy", at: start),
            ])
            let begin = Instant.wallClock + .seconds(3_600)
            let id = UUIDv7(at: begin)
            let request = CreateChallenge(
                tenantID: GamificationRig.tenant, challengeID: id, name: "Duel",
                kind: Open(.headToHead), activity: "conversation_coached", goal: 1, stake: 15,
                startsAt: begin, endsAt: begin + .seconds(600))
            let created = try await rig.gamification.createChallenge(request)
            #expect(try await rig.gamification.createChallenge(request) == created)
            for agent in ["ann", "bob", "ann"] {
                _ = try await Self.join(AgentID(agent), id, rig)
            }
            #expect(try await Self.points(rig) == [5, 5, 20])
            let error = await #expect(throws: RPCError.self) { try await Self.join("cy", id, rig) }
            #expect(error?.code == .failedPrecondition)

            try await rig.apply([
                .heard("d", by: "ann", at: begin + .seconds(5)),
                .heard("e", by: "ann", at: begin + .seconds(6)),
                .heard("f", by: "bob", at: begin + .seconds(7)),
                .heard("g", by: "bob", at: begin + .seconds(600)),
            ])
            try await rig.settler.settleDue()
            #expect(try await Self.state(rig).members.map(\.count) == [2, 1])
            #expect(try await Self.state(rig).members[0].payout == nil)

            rig.clock.withLock { $0 = begin + .seconds(600) + Challenge.graceTime }
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 0..<4 { group.addTask { try await rig.settler.settleDue() } }
                try await group.waitForAll()
            }
            let settled = try await Self.state(rig)
            #expect(settled.status.known == .settled)
            #expect(settled.members.map(\.payout) == [30, 0])
            #expect(try await Self.points(rig) == [55, 25, 20])
            #expect(
                try await Self.feed(of: id, rig) == [
                    "joined ann", "joined bob", "began ", "took_lead ann", "reached_goal ann",
                    "reached_goal bob", "ended ", "settled ", "won ann",
                ])
        }
    }

    private static func feed(of id: UUIDv7, _ rig: GamificationRig) async throws -> [String] {
        try await rig.gamification.getChallengeFeed(
            GetChallengeFeed(tenantID: GamificationRig.tenant, challengeID: id)
        ).entries.map { "\($0.what.known?.rawValue ?? "") \($0.agentID?.rawValue ?? "")" }
    }

    private static func join(
        _ agent: AgentID, _ id: UUIDv7, _ rig: GamificationRig
    ) async throws -> ChallengeState {
        try await rig.gamification.joinChallenge(
            JoinChallenge(tenantID: GamificationRig.tenant, challengeID: id, agentID: agent))
    }

    private static func state(_ rig: GamificationRig) async throws -> ChallengeState {
        let list = try await rig.gamification.listChallenges(
            ListChallenges(tenantID: GamificationRig.tenant))
        return try #require(list.challenges.first)
    }

    private static func points(_ rig: GamificationRig) async throws -> [Int64] {
        var points: [Int64] = []
        for agent: AgentID in ["ann", "bob", "cy"] {
            points.append(try await rig.profile(agent).points)
        }
        return points
    }
}
