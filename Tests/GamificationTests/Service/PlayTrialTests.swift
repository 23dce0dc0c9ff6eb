import CoachingContract
import GamificationContract
import GamificationDomain
import GamificationSamples
import Identifiers
import MeshContract
import RPC
import Statistics
import Testing

@testable import GamificationService

/// Some agents go without the game, so that it can be told whether it helps.
@Suite struct PlayTrialTests {
    private static let tenant = GamificationRig.tenant

    private static func trial(stopped: Bool = false, byTeam: Bool = false) -> SwitchPlay {
        SwitchPlay(
            tenantID: tenant, experimentID: "does-it-help", arms: ["without", "with"],
            shares: [1, 1], seed: 5, byTeam: byTeam, ramp: 1, isStopped: stopped)
    }

    /// An agent of each arm.
    private static func agents() throws -> (control: AgentID, treated: AgentID) {
        let trial = trial()
        let assignment = try Assignment(
            experiment: trial.experimentID, seed: 5, arms: trial.arms, shares: trial.shares,
            ramp: 1)
        let names = (0..<50).map { "agent-\($0)" }
        return (
            AgentID(try #require(names.first { assignment.arm(of: $0) == "without" })),
            AgentID(try #require(names.first { assignment.arm(of: $0) == "with" }))
        )
    }

    private static func acting(_ agent: AgentID, _ rig: GamificationRig) -> Client<Gamification> {
        rig.gamification.acting(
            as: Principal(
                tenantID: tenant, subject: agent.rawValue, role: .agent, agentID: agent,
                teamID: nil))
    }

    @Test func whoGoesWithoutEarnsTheSameAndIsShownNothing() async throws {
        try await GamificationRig.with { rig in
            let (control, treated) = try Self.agents()
            _ = try await rig.gamification.switchPlay(Self.trial())
            let later = Instant.wallClock + .seconds(60)
            try await rig.apply([
                .heard("a", by: control, at: later), .heard("b", by: treated, at: later),
                .heard("c", by: control, at: later + .seconds(1)),
            ])
            let unlocked = try await rig.published(AchievementUnlocked.self)
            #expect(unlocked.map(\.agentID) == [control, treated])
            #expect(unlocked.map(\.isShown) == [false, true])
            let met = try await rig.published(PlayArmMet.self).map { "\($0.agentID) \($0.arm)" }
            #expect(met == ["\(control) without", "\(treated) with"], "each once")
            // Managers see both alike.
            #expect(try await rig.profile(control).points == 30)
            #expect(try await rig.profile(treated).points == 20)

            let client = Self.acting(control, rig)
            let asks: [() async throws -> Void] = [
                { _ = try await client.getProfile(.init(tenantID: Self.tenant, agentID: control)) },
                { _ = try await client.getLeaderboard(GetLeaderboard(tenantID: Self.tenant)) },
                { _ = try await client.listPoints(.init(tenantID: Self.tenant, agentID: control)) },
                { _ = try await client.listChallenges(ListChallenges(tenantID: Self.tenant)) },
                {
                    _ = try await client.issueBadge(
                        IssueBadge(
                            tenantID: Self.tenant, agentID: control,
                            achievementID: "first_coached"))
                },
            ]
            for ask in asks {
                let refused = await #expect(throws: RPCError.self) { try await ask() }
                #expect(refused?.code == .failedPrecondition)
            }
            let shown = try await Self.acting(treated, rig).getProfile(
                GetProfile(tenantID: Self.tenant, agentID: treated))
            #expect(shown.points == 20)
            // Licences are a duty and no game.
            let licences = try await client.listLicences(
                ListLicences(tenantID: Self.tenant, agentID: control))
            #expect(licences.renewals.isEmpty)
        }
    }

    @Test func aStoppedTrialShowsEverybodyEverything() async throws {
        try await GamificationRig.with { rig in
            let control = try Self.agents().control
            _ = try await rig.gamification.switchPlay(Self.trial())
            _ = try await rig.gamification.switchPlay(Self.trial(stopped: true))
            try await rig.apply([.heard(by: control, at: .wallClock + .seconds(60))])
            let shown = try await Self.acting(control, rig).getProfile(
                GetProfile(tenantID: Self.tenant, agentID: control))
            #expect(shown.points == 20)
            #expect(try await rig.published(PlayArmMet.self).isEmpty)
        }
    }

    /// Neither an event of before nor a rebuild makes somebody take part in what came later.
    @Test func onlyWhatComesAfterItsStartBelongsToATrial() async throws {
        try await GamificationRig.with { rig in
            let (control, treated) = try Self.agents()
            let before = Instant.wallClock - .seconds(600)
            let events: [Delivery] = [
                .heard("a", by: control, at: before), .heard("b", by: treated, at: before),
            ]
            try await rig.apply(events)
            let state = try await rig.state()
            _ = try await rig.gamification.switchPlay(Self.trial())
            try await rig.forget()
            try await rig.apply(events)
            #expect(try await rig.state() == state)
            #expect(try await rig.published(PlayArmMet.self).isEmpty)
            #expect(try await rig.published(AchievementUnlocked.self).allSatisfy(\.isShown))
        }
    }

    @Test func wholeTeamsGoWithoutWhereTeamsAreAssigned() async throws {
        try await GamificationRig.with { rig in
            let team = try Self.agents().control.rawValue
            _ = try await rig.gamification.switchPlay(Self.trial(byTeam: true))
            _ = try await rig.gamification.setPlayer(
                SetPlayer(
                    tenantID: Self.tenant,
                    player: Player(agentID: "ann", teamID: TeamID(team))))
            let later = Instant.wallClock + .seconds(60)
            try await rig.apply([
                .heard("a", by: "ann", at: later), .heard("b", by: "loner", at: later),
            ])
            let met = try await rig.published(PlayArmMet.self)
            #expect(met.map(\.agentID) == ["ann"])
            #expect(met.first?.team == team)
            #expect(
                try await rig.published(AchievementUnlocked.self).map(\.isShown) == [false, true])
        }
    }

    @Test func whoGoesWithoutGetsNoLetterAboutIt() async throws {
        try await GamificationRig.with { rig in
            let (control, treated) = try Self.agents()
            _ = try await rig.gamification.switchPlay(Self.trial())
            let tuesday = try #require(Instant("2026-01-06T15:00:00Z"))
            try await rig.apply([
                .heard("a", by: control, at: tuesday), .heard("b", by: treated, at: tuesday),
            ])
            let monday = try #require(Instant("2026-01-12T18:00:00Z"))
            rig.clock.withLock { $0 = monday }
            try await rig.digests.writeAll()
            try await rig.courier.handOver()
            #expect(rig.coaching.letters.map(\.agentID) == [treated])
        }
    }

    @Test func armsThatCannotBeAreRefused() async throws {
        try await GamificationRig.with { rig in
            var wrong = Self.trial()
            wrong.shares = [1]
            let refused = await #expect(throws: RPCError.self) {
                try await rig.gamification.switchPlay(wrong)
            }
            #expect(refused?.code == .invalidArgument)
            let denied = await #expect(throws: RPCError.self) {
                try await Self.acting("ann", rig).switchPlay(Self.trial())
            }
            #expect(denied?.code == .permissionDenied)
        }
    }
}
