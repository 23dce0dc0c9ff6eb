import AnalyzerContract
import CoachingContract
import CoachingDomain
import Identifiers
import RPC
import Testing
import Wire

@testable import CoachingService

@Suite struct RolePlayServiceTests {
    static let tenant = CoachingRig.tenant

    @Test func aLineSaidTwiceIsHeardOnce() async throws {
        try await CoachingRig.with { rig in
            let play = try await start(rig)
            let line = SayInRolePlay(
                tenantID: Self.tenant, rolePlayID: play.rolePlayID, turn: 0,
                text: "What made you begin looking just now?")
            let first = try await rig.coaching.sayInRolePlay(line)
            #expect(try await rig.coaching.sayInRolePlay(line) == first)
            #expect(first.lines.count == 3)
        }
    }

    @Test func endingEarlyGivesAScorecardOfWhatWasSaid() async throws {
        try await CoachingRig.with { rig in
            let play = try await start(rig)
            let ended = try await rig.coaching.endRolePlay(
                NameRolePlay(tenantID: Self.tenant, rolePlayID: play.rolePlayID))
            #expect(ended.status.known == .ended)
            let card = try #require(ended.scorecard)
            #expect(card.goals.allSatisfy { !$0.isReached })
            #expect(card.isTooShort && card.note.hasPrefix("No score"))
            #expect(card.qualityScores.isEmpty && card.expertiseScores.isEmpty)
            #expect(Set(card.advice).count == card.advice.count)
            let listed = try await rig.coaching.listRolePlays(
                ListRolePlays(tenantID: Self.tenant, agentID: "ann"))
            #expect(listed.rolePlays == [ended])
        }
    }

    @Test func aBreachCapsTheScoreAndSaysWhy() async throws {
        try await CoachingRig.with { rig in
            let play = try await start(rig)
            let over = try await rig.coaching.sayInRolePlay(
                SayInRolePlay(
                    tenantID: Self.tenant, rolePlayID: play.rolePlayID, turn: 0,
                    text: """
                        Welcome! What made you start looking? My services are free, no kids \
                        allowed there, and I started recording this call.
                        """))
            let card = try #require(over.scorecard)
            #expect(over.status.known == .lost && card.compliance.count == 3)
            #expect(card.overallScore <= 20 && card.note.contains("compliance rules"))
            // She is "just starting to look", which nobody had answered.
            #expect(card.objectionsIdentified == 1 && card.objectionsResolved == 0)
            #expect(Set(card.advice).count == card.advice.count)
        }
    }

    @Test func practiceIsNoPerformance() async throws {
        try await CoachingRig.with { rig in
            let play = try await start(rig)
            _ = try await rig.coaching.sayInRolePlay(
                SayInRolePlay(
                    tenantID: Self.tenant, rolePlayID: play.rolePlayID, turn: 0, text: "Hello."))
            let profile = try await rig.coaching.getAgentPerformance(
                GetAgentPerformance(tenantID: Self.tenant, agentID: "ann"))
            #expect(profile.conversations == 0)
            #expect(rig.analyzer.heard.isEmpty)
        }
    }

    private func start(_ rig: CoachingRig) async throws -> RolePlay {
        try await rig.coaching.startRolePlay(
            StartRolePlay(
                tenantID: Self.tenant, agentID: "ann", moduleID: "lead_qual_beginner",
                scenarioID: "first_time_buyer"))
    }
}
