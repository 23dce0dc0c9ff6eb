import CoachingContract
import GamificationContract
import GamificationDomain
import GamificationSamples
import Identifiers
import Postgres
import RPC
import Testing
import Wire

@testable import GamificationService

/// What agents are told by mail and on their screens, up to where Coaching takes it.
@Suite struct LetterTests {
    private static let tenant = GamificationRig.tenant

    /// Monday 12 January 2026, at an hour of Chicago, which is six behind UTC.
    private static func monday(_ hour: Int) throws -> Instant {
        try #require(Instant("2026-01-12T06:00:00Z")) + .seconds(3_600 * hour)
    }

    private static func played(_ rig: GamificationRig) async throws {
        let tuesday = try #require(Instant("2026-01-06T15:00:00Z"))
        try await rig.apply([
            .heard("a", by: "ann", at: tuesday), .heard("b", by: "ann", at: tuesday),
            .heard("c", by: "ann", at: tuesday + .seconds(86_400)),
            .heard("d", by: "bob", at: tuesday),
            // The week before, and on Monday itself.
            .heard("e", by: "cy", at: tuesday - .seconds(7 * 86_400)),
            .heard("f", by: "dee", at: try monday(7)),
            .heard("g", by: "eva", at: tuesday, in: "Pacific/Auckland"),
        ])
    }

    @Test func whoWasActiveIsToldOnceOnMondayByTheirOwnClock() async throws {
        try await GamificationRig.with { rig in
            try await Self.played(rig)
            func write(at hour: Int) async throws -> [AgentID] {
                let now = try Self.monday(hour)
                rig.clock.withLock { $0 = now }
                for _ in 0..<2 {
                    try await rig.digests.writeAll()
                    try await rig.courier.handOver()
                }
                return rig.coaching.letters.map(\.agentID)
            }
            #expect(try await write(at: -11) == ["eva"], "it is Monday in Auckland first")
            #expect(try await write(at: 7) == ["eva"])
            #expect(Set(try await write(at: 8)) == ["eva", "ann", "bob"])
            #expect(try await write(at: 23).count == 3)
            #expect(try await write(at: 24).count == 3)
            let letter = try #require(rig.coaching.letters.first { $0.agentID == "ann" })
            #expect(letter.kind == "weekly_summary")
            #expect(letter.title == "Your week of 2026-01-05: 40 points")
            #expect(
                letter.body == """
                    You earned 40 points; the week before 0.
                    That is rank 1 of 3 this week.
                    Unlocked: First lesson.
                    Days in a row: 0; your longest is 2.
                    """)
        }
    }

    @Test func aChallengeOfTheWeekIsTold() async throws {
        try await GamificationRig.with { rig in
            try await Self.played(rig)
            let row = ChallengeStore.Row(
                id: UUIDv7(at: start), name: "Sprint",
                challenge: Challenge(
                    id: "c", kind: .individual, activity: .conversationCoached, goal: 5, stake: 0,
                    startsAt: try #require(Instant("2026-01-06T00:00:00Z")),
                    endsAt: try #require(Instant("2026-01-20T00:00:00Z")), tenure: nil),
                outcome: nil)
            let session = rig.database.scoped(to: .tenant(Self.tenant))
            let store = ChallengeStore()
            try await store.add(row, Self.tenant, at: start, in: session)
            _ = try await store.join(
                Challenge.Member(
                    agentID: "ann", teamID: nil, tenure: .firstYear, joinedAt: start),
                row.id, Self.tenant, in: session)
            let now = try Self.monday(9)
            rig.clock.withLock { $0 = now }
            try await rig.digests.writeAll()
            try await rig.courier.handOver()
            let letter = try #require(rig.coaching.letters.first { $0.agentID == "ann" })
            #expect(letter.body.hasSuffix("\nSprint: 3 of 5 so far."))
        }
    }

    @Test func aLetterWaitsForCoachingAndOneThatIsRefusedDelaysNoOther() async throws {
        try await GamificationRig.with { rig in
            try await Self.played(rig)
            let now = try Self.monday(9)
            rig.clock.withLock { $0 = now }
            try await rig.digests.writeAll()
            rig.coaching.answers(RPCError(.unavailable, "down"))
            await #expect(throws: RPCError.self) { try await rig.courier.handOver() }
            rig.coaching.answers(RPCError(.internal, "poison"))
            try await rig.courier.handOver()
            #expect(rig.coaching.letters.isEmpty)
            rig.coaching.answers(nil)
            try await rig.courier.handOver()
            #expect(rig.coaching.letters.isEmpty, "both were refused a moment ago")
            rig.clock.withLock { $0 = now + Letter.pause(afterRefusals: 1) }
            try await rig.courier.handOver()
            #expect(rig.coaching.letters.count == 2, "it is Tuesday in Auckland")
            rig.clock.withLock { $0 = now + LetterCourier.lifetime + .seconds(1) }
            try await rig.courier.handOver()
            let left = try await rig.database.scoped(to: .allTenants).first(
                "SELECT count(*) FROM gamification.letters", as: Int.self)
            #expect(left == 0)
        }
    }

    @Test(arguments: [(1, 60), (2, 120), (5, 960), (10, 30_720), (11, 43_200), (1_000, 43_200)])
    func aRefusedLetterIsOfferedLaterAndLater(refusals: Int, seconds: Int) {
        #expect(Letter.pause(afterRefusals: refusals) == .seconds(seconds))
    }

    @Test(arguments: [
        ("2026-01-11T09:00:00Z", nil), ("2026-01-11T10:00:00Z", "2026-01-12"),
        ("2026-01-12T11:00:00Z", "2026-01-12"), ("2026-01-13T11:59:00Z", "2026-01-12"),
        ("2026-01-13T12:00:00Z", nil),
    ])
    func mondayIsFiftyHoursLong(now: String, monday: String?) throws {
        let found = WeekDigests.monday(at: try #require(Instant(now)))
        #expect(found?.description == monday)
    }

    /// Sao Paulo once left midnight out, Chicago changes its clock at two.
    @Test(arguments: [
        ("2018-11-04", "America/Sao_Paulo", "2018-11-04T03:00:00Z"),
        ("2026-03-08", "America/Chicago", "2026-03-08T06:00:00Z"),
        ("2026-03-09", "America/Chicago", "2026-03-09T05:00:00Z"),
        ("2026-03-09", "Nowhere/None", "2026-03-09T00:00:00Z"),
    ])
    func aDateBeginsAtItsFirstInstant(day: String, zone: String, start: String) throws {
        let begun = LocalCalendar.start(of: try #require(CalendarDate(day)), in: zone)
        #expect(begun == Instant(start))
    }
}
