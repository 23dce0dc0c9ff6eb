import GamificationContract
import GamificationDomain
import GamificationSamples
import Identifiers
import Postgres
import RPC
import Testing
import Wire

@testable import GamificationService

@Suite struct RulesTests {
    /// What happened before the new rules is paid by the old ones, whenever it is heard of.
    @Test func aNewVersionPaysWhatHappensFromItsMomentOn() async throws {
        try await GamificationRig.with { rig in
            let set = try await rig.gamification.setPointRules(
                SetPointRules(
                    tenantID: GamificationRig.tenant,
                    rules: PointRuleSet(
                        effectiveFrom: Instant("2031-01-01T00:00:00Z"),
                        rules: [
                            PointRuleLine(
                                reason: "conversation_coached", points: 40, halvesAfter: 2)
                        ])))
            #expect(set.version == 2)
            let from = try #require(set.effectiveFrom)
            let known = try await rig.gamification.getPointRules(
                GetPointRules(tenantID: GamificationRig.tenant))
            #expect(known.current.version == 1)
            #expect(known.upcoming == set)
            try await rig.apply(
                (0..<5).map { .heard(ConversationID("n\($0)"), at: from + .seconds(60 * $0)) })
            try await rig.apply([.heard("old", at: from - .seconds(86_400))])
            let ledger = try await rig.gamification.listPoints(
                ListPoints(tenantID: GamificationRig.tenant, agentID: "ann"))
            let coached = ledger.entries.filter { $0.reason == "conversation_coached" }
            #expect(coached.map(\.points) == [10, 20, 20, 40, 40, 10])
        }
    }

    @Test(arguments: [
        PointRuleLine(reason: "flattery", points: 5),
        PointRuleLine(reason: "challenge_prize", points: 5),
        PointRuleLine(reason: "appointment_set", points: 0),
        PointRuleLine(reason: "appointment_set", points: 5, halvesAfter: 0),
    ])
    func rulesThatCannotBeMeantAreRefused(line: PointRuleLine) async throws {
        try await GamificationRig.with { rig in
            let error = await #expect(throws: RPCError.self) {
                try await rig.gamification.setPointRules(
                    SetPointRules(
                        tenantID: GamificationRig.tenant, rules: PointRuleSet(rules: [line])))
            }
            #expect(error?.code == .invalidArgument)
        }
    }

    @Test func aTenantsOwnAchievementIsUnlockedForWhatWasDoneBeforeAndOnceOnly() async throws {
        try await GamificationRig.with { rig in
            try await rig.apply(
                (0..<3).map { .heard(ConversationID("c\($0)"), at: start + .seconds($0)) })
            var achievement = PutAchievement(
                tenantID: GamificationRig.tenant, achievementID: "three_talks", name: "Three talks",
                description: "Three coached conversations.",
                category: Open(.learningDedication), difficulty: Open(.easy),
                criterion: #"{"count":{"of":"conversation_coached","goal":3}}"#)
            for _ in 0..<2 {
                let receipt = try await rig.gamification.putAchievement(achievement)
                #expect(receipt.agentsUnlocked == 1)
            }
            let own = try await rig.profile("ann").achievement("three_talks")
            #expect(own.unlockedAt == start + .seconds(2))
            #expect(own.times == 1)
            let told = try await rig.published(AchievementUnlocked.self)
            let times = told.filter { $0.achievementID == "three_talks" }
            #expect(times.count == 1)
            achievement.criterion = #"{"count":{"of":"conversation_coached","goal":2}}"#
            let error = await #expect(throws: RPCError.self) {
                try await rig.gamification.putAchievement(achievement)
            }
            #expect(error?.code == .failedPrecondition)
        }
    }

    /// A freeze costs once, carries the streak, and a rebuild keeps it.
    @Test func aFreezeCarriesAStreakAndOutlivesARebuild() async throws {
        try await GamificationRig.with { rig in
            let now = Instant.wallClock
            let events: [Delivery] = [5, 4, 3, 2, 0].map { back in
                .heard(
                    ConversationID("c\(back)"), at: now - .seconds(back * 86_400), in: "UTC")
            }
            try await rig.apply(events)
            #expect(try await rig.profile("ann").streak.longestDays == 4)
            let before = try await rig.profile("ann").points
            let missed = LocalCalendar.day(of: now - .seconds(86_400), in: "UTC")
            let request = FreezeStreak(
                tenantID: GamificationRig.tenant, agentID: "ann", day: missed)
            #expect(try await rig.gamification.freezeStreak(request).pointsSpent == 50)
            #expect(try await rig.gamification.freezeStreak(request).pointsSpent == 0)
            let frozen = try await rig.profile("ann")
            #expect(frozen.streak.currentDays == 5)
            // 50 spent, and the streak of five days unlocked for 75.
            #expect(frozen.points == before + 25)
            let live = try await rig.state()
            try await rig.forget()
            try await rig.apply(events.reversed())
            #expect(try await rig.state() == live)
        }
    }

    @Test func aFreezeThatCannotBePaidIsRefused() async throws {
        try await GamificationRig.with { rig in
            let error = await #expect(throws: RPCError.self) {
                try await rig.gamification.freezeStreak(
                    FreezeStreak(
                        tenantID: GamificationRig.tenant, agentID: "ann",
                        day: LocalCalendar.day(of: .wallClock, in: "UTC")))
            }
            #expect(error?.code == .failedPrecondition)
            #expect(error?.message == "a freeze costs 50 points, and the balance is 0")
        }
    }

    /// What two logs complete together is unlocked although they are applied at the same time.
    @Test func whatTwoLogsCompleteTogetherIsUnlocked() async throws {
        try await GamificationRig.with { rig in
            _ = try await rig.gamification.putAchievement(
                PutAchievement(
                    tenantID: GamificationRig.tenant, achievementID: "both", name: "Both",
                    description: "", category: Open(.learningDedication),
                    difficulty: Open(.easy),
                    criterion: """
                        {"all":{"of":[{"count":{"of":"conversation_coached","goal":1}},\
                        {"count":{"of":"empathy_shown","goal":1}}]}}
                        """))
            let agents = (0..<12).map { AgentID("a\($0)") }
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask {
                    for agent in agents {
                        try await rig.apply([
                            .heard(ConversationID("\(agent)"), by: agent, at: start)
                        ])
                    }
                }
                group.addTask {
                    for agent in agents {
                        try await rig.apply([
                            .analyzed(
                                ConversationID("\(agent)"), by: agent, at: start, acts: [.empathy])
                        ])
                    }
                }
                try await group.waitForAll()
            }
            for agent in agents {
                #expect(try await rig.profile(agent).achievement("both").times == 1)
            }
        }
    }
}
