import AnalyzerContract
import CoachingContract
import CoachingDomain
import Identifiers
import Postgres
import RPC
import Testing
import Wire

@testable import CoachingService

@Suite struct TeamWeekTests {
    static let tenant = CoachingRig.tenant

    @Test func aWeekSaysWhatToDoAndWhetherTheLastAdviceWorked() async throws {
        try await CoachingRig.with { rig in
            try await save(rig, "north", managers: [], agents: ["ann"])
            let monday = try #require(CalendarDate(year: 2026, month: 3, day: 2))
            let first = Week(of: monday, in: "America/Chicago").start
            for (place, score) in [40.0, 44, 42].enumerated() {
                try await talk(rig, score, at: first + .seconds(3_600 * (place + 1)))
            }
            let week = GetTeamSummary(
                tenantID: Self.tenant, teamID: "north", day: monday.adding(days: 2))
            let summary = try await rig.coaching.getTeamSummary(week)
            #expect(summary.weekStart == monday)
            #expect(summary.agents.map(\.conversations) == [3])
            let advice = try #require(summary.recommended.first)
            #expect(advice.type == Open(.skillDevelopment) && advice.area == "objection_handling")
            #expect(advice.reason == "Objection handling scored 42 over 3 conversations.")
            for (place, score) in [70.0, 72, 71].enumerated() {
                try await talk(rig, score, at: first + .seconds(86_400 * 8 + 3_600 * place))
            }
            let next = try await rig.coaching.getTeamSummary(
                GetTeamSummary(
                    tenantID: Self.tenant, teamID: "north", day: monday.adding(days: 7)))
            let outcome = try #require(next.followed.first)
            #expect(outcome.week == monday && outcome.verdict == Open(.worked))
        }
    }

    @Test func mondayMorningTellsTheTeamsManagersOfTheWeekOnce() async throws {
        try await CoachingRig.with { rig in
            try await save(rig, "north", managers: ["mara"], agents: ["ann"])
            let monday = try #require(CalendarDate(year: 2026, month: 3, day: 9))
            let start = Week(of: monday, in: "America/Chicago").start
            for hour in 1...3 { try await talk(rig, 42, at: start - .seconds(3_600 * hour)) }
            // Agents are known by their sessions.
            _ = try await rig.start("ann")
            _ = try await rig.coaching.saveNotificationRecipient(
                NotificationRecipient(
                    tenantID: Self.tenant, userName: "mara", teamID: "north",
                    email: "mara@agency.example"))
            let courier = rig.rooms.watch.courier
            try await courier.look(at: start + .seconds(7 * 3_600))
            #expect(try await letters(rig).isEmpty)
            for hour in [8, 9] { try await courier.look(at: start + .seconds(hour * 3_600)) }
            let told = try await letters(rig)
            #expect(told.map(\.userName) == ["mara", "mara"])
            #expect(Set(told.map(\.channel)) == [Open(.inAppMessage), Open(.email)])
            let text = try #require(told.first?.body)
            #expect(text.hasPrefix("ann: 3 conversations, quality 42."))
            #expect(text.contains("What to do\n- ann: Objection handling scored 42"))
        }
    }

    private func letters(_ rig: CoachingRig) async throws -> [NotificationRecord] {
        try await rig.coaching.listNotifications(ListNotifications(tenantID: Self.tenant))
            .notifications.filter { $0.kind == "weekly_summary" }
    }

    private func save(
        _ rig: CoachingRig, _ team: TeamID, managers: [String], agents: [AgentID]
    ) async throws {
        _ = try await rig.coaching.saveTeam(
            Team(
                tenantID: Self.tenant, teamID: team, name: team.rawValue,
                timeZone: "America/Chicago", managers: managers, agents: agents))
    }

    private func talk(_ rig: CoachingRig, _ score: Double, at instant: Instant) async throws {
        let id = ConversationID("c\(instant.microseconds)")
        try await rig.analyze(id, of: "ann", quality: score, at: instant)
        try await ScoreStore(database: rig.database).save(
            AreaScores(messageCount: 1, scores: ["objection_handling": score]), of: id, Self.tenant)
    }
}
