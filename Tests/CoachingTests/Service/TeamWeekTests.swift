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
            #expect(advice.reason == "Objection handling stands at 42 over 3 conversations.")
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
