import GamificationContract
import GamificationDomain
import GamificationSamples
import Identifiers
import Postgres
import Testing
import Wire

@testable import GamificationService

/// Everything follows from the events alone.
@Suite struct EventSourcingTests {
    /// Two logs of events, mixed with each other and with repetitions in any order, in batches of
    /// any size, lead to the same rows; and so do they again after everything was forgotten.
    @Test(arguments: UInt64(1)..<7)
    func orderRepetitionAndARebuildChangeNothing(seed: UInt64) async throws {
        try await GamificationRig.with { rig in
            var generator = SplitMix64(seed: seed)
            let events = Self.randomEvents(using: &generator)
            try await rig.apply(events)
            let expected = try await rig.state()
            #expect(!expected.isEmpty)
            try await Self.expectTheDomainsRule(rig)

            try await rig.forget()
            var replay = events + events.shuffled(using: &generator).prefix(events.count / 3)
            replay.shuffle(using: &generator)
            while !replay.isEmpty {
                let batch = replay.prefix(Int.random(in: 1...40, using: &generator))
                try await rig.apply(Array(batch))
                replay.removeFirst(batch.count)
            }
            #expect(try await rig.state() == expected)
        }
    }

    @Test func theSameEventsAgainTellNobodyAnything() async throws {
        try await GamificationRig.with { rig in
            var generator = SplitMix64(seed: 99)
            let events = Self.randomEvents(using: &generator)
            try await rig.apply(events)
            let awarded = try await rig.published(PointsAwarded.self).count
            let unlocked = try await rig.published(AchievementUnlocked.self).count
            try await rig.apply(events)
            try await rig.forget()
            try await rig.apply(events)
            #expect(try await rig.published(PointsAwarded.self).count == awarded)
            #expect(try await rig.published(AchievementUnlocked.self).count == unlocked)
        }
    }

    @Test func aLevelIsToldOnceWithWhatItTook() async throws {
        try await GamificationRig.with { rig in
            let events = (0..<12).flatMap { number -> [Delivery] in
                let talk = ConversationID("talk-\(number)")
                let instant = start + .seconds(600 * number)
                return [
                    .heard(talk, at: instant),
                    .analyzed(talk, at: instant, quality: 75, appointment: number > 3),
                ]
            }
            try await rig.apply(events)
            let told = try await rig.published(LevelReached.self)
            #expect(told.map(\.level.known) == [.beginner])
            #expect(
                told.first?.why == """
                    10 coached conversations, 3 conversations with a quality of 70 or more, \
                    1 appointment
                    """)
            try await rig.forget()
            try await rig.apply(events.reversed())
            #expect(try await rig.published(LevelReached.self) == told)
            #expect(try await rig.profile("ann").level?.known == .beginner)
        }
    }

    @Test func theRoleCanNeitherRemoveNorChangeAnEntry() async throws {
        try await GamificationRig.with { rig in
            try await rig.apply([.heard(at: start)])
            for statement: SQL in [
                "DELETE FROM gamification.points", "UPDATE gamification.points SET points = 9",
                "UPDATE gamification.points SET agent_id = 'me'",
            ] {
                let error = await #expect(throws: DatabaseError.self) {
                    try await rig.database.scoped(to: .allTenants).execute(statement)
                }
                #expect(error?.kind == .permission)
            }
        }
    }

    /// The database's payments are those of the domain's ledger.
    private static func expectTheDomainsRule(_ rig: GamificationRig) async throws {
        let store = LedgerStore(database: rig.database)
        let session = rig.database.scoped(to: .tenant(GamificationRig.tenant))
        let standings = try await store.standings(
            GamificationRig.tenant, in: LeaderboardWindow(start: nil, end: nil), session)
        let kept = try await ScoreStore().standings(GamificationRig.tenant, in: session)
        #expect(Set(kept.filter { $0.points > 0 }) == Set(standings))
        #expect(!standings.isEmpty)
        for standing in standings {
            let ledger = Ledger(
                try await store.entries(of: standing.agentID, GamificationRig.tenant))
            #expect(ledger.balance == standing.points)
            #expect(ledger.reachedAt == standing.reachedAt)
        }
    }

    private static func randomEvents(using generator: inout SplitMix64) -> [Delivery] {
        let zones: [AgentID: String] = [
            "ann": "America/Chicago", "bob": "Asia/Kolkata", "cy": "Pacific/Auckland",
        ]
        let agents = zones.keys.sorted()
        let alerts = (0..<8).map { AlertID(at: start + .seconds($0)) }
        return (0..<160).map { _ in
            let number = Int.random(in: 0..<15, using: &generator)
            let agent = agents[number % 3]
            let conversation = ConversationID("c\(number)")
            let instant = start + .seconds(Int.random(in: 0..<8 * 86_400, using: &generator))
            switch Int.random(in: 0..<10, using: &generator) {
            case 0..<4:
                return .heard(conversation, by: agent, at: instant, in: zones[agent] ?? "UTC")
            case 4:
                let number = Int.random(in: 0..<8, using: &generator)
                return .answered(
                    alerts[number], by: agents[number % 3], at: instant,
                    response: Bool.random(using: &generator) ? .accepted : .dismissed,
                    actedOn: Bool.random(using: &generator))
            default:
                return .analyzed(
                    conversation, by: agent, at: instant,
                    ordinal: Int.random(in: 1..<12, using: &generator),
                    quality: Double.random(in: 50..<100, using: &generator),
                    objections: Int.random(in: 0..<5, using: &generator),
                    appointment: Int.random(in: 0..<4, using: &generator) == 0,
                    breach: Int.random(in: 0..<12, using: &generator) == 0,
                    acts: [[], [.empathy, .openQuestion], [.nextStep]].randomElement(
                        using: &generator) ?? [])
            }
        }
    }
}
