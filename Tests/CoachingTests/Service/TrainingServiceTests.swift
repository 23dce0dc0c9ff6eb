import AnalyzerContract
import CoachingContract
import CoachingDomain
import Identifiers
import RPC
import Testing
import Wire

@testable import CoachingService

@Suite struct TrainingServiceTests {
    static let tenant = CoachingRig.tenant
    static let now = Instant.wallClock

    @Test func aModuleIsReadAssessedAndCompleted() async throws {
        try await CoachingRig.with { rig in
            let name = NameModule(
                tenantID: Self.tenant, moduleID: "lead_qual_beginner", agentID: "ann")
            #expect(
                try await rig.coaching.getModule(name).summary.progress?.status
                    == Open(.notStarted))
            #expect(try await rig.coaching.startModule(name).status == Open(.inProgress))
            let module = try #require(try CoachingRig.library.get()["lead_qual_beginner"])
            let right = module.assessment.map(\.answer)
            let wrong = right.map { $0 == 1 ? 2 : 1 }
            let failed = try await submit(rig, wrong)
            #expect(failed.score == 0 && !failed.isPassed && !failed.questions[0].why.isEmpty)
            let passed = try await submit(rig, right)
            #expect(passed.score == 100 && passed.progress.status == Open(.completed))
            #expect(passed.progress.attempts == 2)
            _ = try await submit(rig, right)
            let events = try await rig.events(ModuleCompleted.self)
            #expect(events.map(\.moduleID) == ["lead_qual_beginner"])
        }
    }

    @Test func aPlanFollowsFromHowTheAgentTalksAndCountsWhatIsDone() async throws {
        try await CoachingRig.with { rig in
            try await talk(rig, area: .objectionHandling, score: 44, at: Self.now)
            let plan = try await rig.coaching.createPlan(
                CreatePlan(tenantID: Self.tenant, agentID: "ann"))
            let first = try #require(plan.modules.first)
            #expect(first.moduleID == "objection_handling_beginner")
            #expect(first.reasons.first?.contains("44 of 100") == true)
            #expect(plan.prioritySkills == ["objection_handling"])
            #expect(plan.improvementGoals.first?.contains("from 44 to 67") == true)
            let module = try #require(try CoachingRig.library.get()[first.moduleID])
            _ = try await rig.coaching.submitAssessment(
                SubmitAssessment(
                    tenantID: Self.tenant, agentID: "ann", moduleID: module.id,
                    answers: module.assessment.map(\.answer)))
            let later = try await rig.coaching.getPlan(
                GetPlan(tenantID: Self.tenant, agentID: "ann"))
            #expect(later.planID == plan.planID)
            #expect(later.completedShare == 1 / Double(plan.modules.count))
        }
    }

    @Test func theEffectComparesWhatCameBeforeAndAfter() async throws {
        try await CoachingRig.with { rig in
            let day = Duration.seconds(86_400)
            let module = try #require(try CoachingRig.library.get()["objection_handling_beginner"])
            _ = try await rig.coaching.submitAssessment(
                SubmitAssessment(
                    tenantID: Self.tenant, agentID: "ann", moduleID: module.id,
                    answers: module.assessment.map(\.answer)))
            for (place, score) in [50.0, 52, 54, 51].enumerated() {
                try await talk(
                    rig, area: .objectionHandling, score: score, at: Self.now - day * (place + 1))
            }
            for (place, score) in [70.0, 74, 72].enumerated() {
                try await talk(
                    rig, area: .objectionHandling, score: score, at: Self.now + day * (place + 1))
            }
            let report = try await rig.coaching.getTrainingEffect(
                GetTrainingEffect(tenantID: Self.tenant, agentID: "ann"))
            let effect = try #require(report.effects.first)
            #expect(effect.type == Open(.objectionHandling) && effect.completions == 1)
            #expect(effect.conversationsBefore == 4 && effect.conversationsAfter == 3)
            #expect(effect.difference == 20.25 && effect.verdict == Open(.worked))
        }
    }

    @Test func anAgentLearnsForThemselvesOnly() async throws {
        try await CoachingRig.with { rig in
            let error = await #expect(throws: RPCError.self) {
                try await rig.coaching.acting(
                    as: Principal(
                        tenantID: Self.tenant, subject: "bob", role: .agent, agentID: "bob")
                ).createPlan(CreatePlan(tenantID: Self.tenant, agentID: "ann"))
            }
            #expect(error?.code == .permissionDenied)
        }
    }

    private func submit(_ rig: CoachingRig, _ answers: [Int]) async throws -> AssessmentResult {
        try await rig.coaching.submitAssessment(
            SubmitAssessment(
                tenantID: Self.tenant, agentID: "ann", moduleID: "lead_qual_beginner",
                answers: answers))
    }

    /// A conversation of Ann's whose areas are known.
    private func talk(
        _ rig: CoachingRig, area: ConversationQualityArea, score: Double, at instant: Instant
    ) async throws {
        let id = ConversationID("c\(instant.microseconds)")
        try await rig.analyze(id, of: "ann", quality: score, at: instant)
        try await ScoreStore(database: rig.database).save(
            AreaScores(messageCount: 1, scores: [area.rawValue: score]), of: id, Self.tenant)
    }
}
