import GamificationContract
import GamificationSamples
import Identifiers
import RPC
import Testing
import Wire

@Suite struct ProfileTests {
    @Test func anAgentNeverHeardOfHasZeros() async throws {
        try await GamificationRig.with { rig in
            let profile = try await rig.profile("nobody")
            #expect(profile.points == 0)
            #expect(profile.rank == nil)
            #expect(profile.streak == Streak(currentDays: 0, longestDays: 0))
            #expect(profile.achievements.count >= 40)
            #expect(Set(profile.achievements.map(\.reached)) == [0])
            #expect(profile.level?.known == .novice)
            #expect(profile.missing.map(\.goal) == [10, 3, 1])
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
            // Coached 10, quality 15, objections 2 × 5, appointment 25, alert 2 + 5.
            let unlocked = try await rig.published(AchievementUnlocked.self)
            let ids: Set<String> = [
                "first_appointment", "first_objection", "first_coached", "first_answer",
            ]
            #expect(Set(unlocked.map(\.achievementID)) == ids)
            let paid = unlocked.map(\.points).reduce(0, +)
            #expect(paid == 110)
            #expect(profile.points == 177)
            #expect(profile.rank == 1)
            #expect(profile.percentile == 100)
            let first = try profile.achievement("first_appointment")
            #expect(first.unlockedAt == start + .seconds(60))
            #expect(first.rarity == 1)
            #expect(try profile.achievement("objection_handler_25").reached == 2)
            let balance = try await rig.published(PointsAwarded.self).last?.balance
            #expect(balance == 177)
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
            #expect(
                try profile.achievement("five_day_streak").unlockedAt
                    == start + .seconds(4 * 86_400))
            #expect(profile.points == 135)
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
            #expect(ledger.balance == 210)
            #expect(ledger.entries.map(\.points) == [-15, 15, 0, 0, 10])
            #expect(ledger.entries[0].entryID == "reversal:quality_reached:c")
            #expect(
                ledger.entries.map(\.explanation) == [
                    "takes back quality_reached:c", "in full, by version 1 of the rules",
                    "number 22 of the day: beyond the 20 that pay",
                    "number 21 of the day: beyond the 20 that pay",
                    "in full, by version 1 of the rules",
                ])
            let proofs = ledger.entries.compactMap(\.eventID)
            #expect(proofs.count == 5)
        }
    }
}

extension GamificationProfile {
    func achievement(_ id: String) throws -> AchievementProgress {
        try #require(achievements.first { $0.achievementID == id })
    }
}
