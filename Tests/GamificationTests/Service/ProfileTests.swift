import GamificationContract
import GamificationSamples
import Identifiers
import RPC
import Testing

@Suite struct ProfileTests {
    @Test func anAgentNeverHeardOfHasZeros() async throws {
        try await GamificationRig.with { rig in
            let profile = try await rig.profile("nobody")
            #expect(profile.points == 0)
            #expect(profile.rank == nil)
            #expect(profile.streak == Streak(currentDays: 0, longestDays: 0))
            #expect(profile.achievements.map(\.reached) == [0, 0, 0])
        }
    }

    @Test func pointsAndAchievementsComeOfEvents() async throws {
        try await GamificationRig.with { rig in
            let alert = AlertID(at: start)
            try await rig.apply([
                .heard(at: start), .heard("quiet", at: start, isCoached: false),
                .analyzed(at: start + .seconds(60), quality: 85, objections: 2, appointment: true),
                .answered(alert, at: start + .seconds(90), actedOn: true),
                .answered(AlertID(at: start), at: start, response: .dismissed),
            ])
            let profile = try await rig.profile("ann")
            // Coached 10, quality 15, objections 2 × 5, appointment 25, alert 2 + 5, first 50.
            #expect(profile.points == 117)
            #expect(profile.rank == 1)
            let first = try #require(profile.achievements.first)
            #expect(first.unlockedAt == start + .seconds(60))
            #expect(profile.achievements.map(\.reached) == [1, 1, 2])
            #expect(profile.achievements.map(\.goal) == [1, 5, 25])
            let unlocked = try await rig.published(AchievementUnlocked.self)
            #expect(unlocked.map(\.achievementID) == ["first_appointment"])
            let balance = try await rig.published(PointsAwarded.self).last?.balance
            #expect(balance == 117)
        }
    }

    /// 23:30 and 00:30 in Chicago are two days there and one in UTC.
    @Test func aStreakFollowsTheAgentsOwnCalendar() async throws {
        try await GamificationRig.with { rig in
            let evening = try #require(Instant("2026-03-04T05:30:00Z"))
            try await rig.apply([.heard(at: evening), .heard(at: evening + .seconds(3_600))])
            let streak = try await rig.profile("ann").streak
            #expect(streak.longestDays == 2)
            #expect(streak.lastActiveDay == CalendarDate("2026-03-04"))
            #expect(streak.currentDays == 0)
        }
    }

    @Test func theFifthDayInARowUnlocksEvenWhenItComesLate() async throws {
        try await GamificationRig.with { rig in
            func day(_ number: Int) -> Delivery {
                .heard(ConversationID("c\(number)"), at: start + .seconds(number * 86_400))
            }
            try await rig.apply([4, 0, 3, 1].map(day))
            #expect(try await rig.profile("ann").streak.longestDays == 2)
            try await rig.apply([day(2)])
            let profile = try await rig.profile("ann")
            #expect(profile.streak.longestDays == 5)
            #expect(profile.achievements[1].unlockedAt == start + .seconds(4 * 86_400))
            #expect(profile.points == 5 * 10 + 75)
        }
    }

    @Test func theLedgerExplainsTheBalance() async throws {
        try await GamificationRig.with { rig in
            try await rig.apply(
                (0..<22).map { .heard(ConversationID("c\($0)"), at: start + .seconds($0)) })
            try await rig.apply([
                .analyzed(at: start + .seconds(100), quality: 90),
                .analyzed(at: start + .seconds(200), breach: true),
            ])
            let ledger = try await rig.gamification.listPoints(
                ListPoints(tenantID: GamificationRig.tenant, agentID: "ann", limit: 5))
            #expect(ledger.balance == 200)
            #expect(ledger.entries.map(\.points) == [-15, 15, 0, 0, 10])
            #expect(ledger.entries[0].entryID == "reversal:quality_reached:c")
        }
    }
}
