import Foundation
import GamificationContract
import GamificationSamples
import Identifiers
import RPC
import Testing

@testable import GamificationService

@Suite struct EngagementTests {
    private static let tenant = GamificationRig.tenant

    @Test func aReportAddsUpWhatAgentsDidInThePeriod() async throws {
        try await GamificationRig.with { rig in
            try await rig.apply([
                .heard("c", at: start), .analyzed("c", at: start, quality: 75),
                .heard("d", by: "bob", at: start), .analyzed("d", by: "bob", at: start),
            ])
            let report = try await rig.gamification.getEngagement(
                GetEngagement(
                    tenantID: Self.tenant, since: start - .seconds(60),
                    until: start + .seconds(60)))
            #expect(report.agents == 2)
            #expect(report.agentsUnlocked == 2)
            #expect(report.meanActiveDays == 1)
            #expect(report.activityAndQuality == nil)
            let before = try await rig.gamification.getEngagement(
                GetEngagement(
                    tenantID: Self.tenant, since: start - .seconds(60), until: start))
            #expect(before.agents == 0)
            let denied = await #expect(throws: RPCError.self) {
                try await rig.gamification.acting(as: AccessTests.bob).getEngagement(
                    GetEngagement(tenantID: Self.tenant, since: start, until: start + .seconds(1)))
            }
            #expect(denied?.code == .permissionDenied)
        }
    }

    @Test func unlocksAndAnswersAreStatementsWithActorVerbAndObject() async throws {
        try await GamificationRig.with { rig in
            try await rig.apply([.heard(at: start)])
            let practice = try await rig.gamification.getExamPractice(
                GetExamPractice(tenantID: Self.tenant, agentID: "ann"))
            _ = try await rig.gamification.answerExamQuestion(
                AnswerExamQuestion(
                    tenantID: Self.tenant, agentID: "ann", answerID: UUIDv7(high: 1, low: 1),
                    questionID: try #require(practice.next).questionID, option: 0))
            let request = ListStatements(
                tenantID: Self.tenant, agentID: "ann", since: start - .seconds(1))
            let list = try await rig.gamification.listStatements(request)
            let statements = try list.statements.map {
                try #require(
                    JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any])
            }
            #expect(statements.count >= 2)
            #expect(list.next == nil)
            for statement in statements {
                let actor = statement["actor"] as? [String: Any]
                let account = actor?["account"] as? [String: String]
                #expect(account?["name"] == "ann")
                #expect((statement["verb"] as? [String: Any])?["id"] != nil)
                #expect((statement["object"] as? [String: Any])?["id"] != nil)
                #expect(UUID(uuidString: statement["id"] as? String ?? "") != nil)
            }
            // Asked again, the same statements; a page at a time, none is left out.
            #expect(try await rig.gamification.listStatements(request) == list)
            var paged: [String] = []
            var (since, skip): (Instant?, Int) = (request.since, 0)
            while let from = since {
                let page = try await rig.gamification.listStatements(
                    ListStatements(
                        tenantID: Self.tenant, agentID: "ann", since: from, limit: 1, skip: skip))
                paged += page.statements
                (since, skip) = (page.next, page.nextSkip)
            }
            #expect(paged == list.statements)
        }
    }
}
