import GamificationContract
import GamificationDomain
import Identifiers
import RPC
import Testing

@testable import GamificationService

@Suite struct ExamTests {
    private static let tenant = GamificationRig.tenant

    private static func answer(
        _ card: ExamCard, right: Bool, number: UInt64 = 1
    ) throws -> AnswerExamQuestion {
        let question = try #require(ExamQuestion.all.first { $0.id == card.questionID })
        return AnswerExamQuestion(
            tenantID: tenant, agentID: "ann", answerID: UUIDv7(high: 1, low: number),
            questionID: question.id,
            option: right ? question.rightOption : (question.rightOption + 1) % 4)
    }

    @Test func anAnswerIsMarkedExplainedAndCountedOnce() async throws {
        try await GamificationRig.with { rig in
            let get = GetExamPractice(tenantID: Self.tenant, agentID: "ann")
            let before = try await rig.gamification.getExamPractice(get)
            let card = try #require(before.next)
            #expect(before.dueToday == 10)
            #expect(before.seen == 0)
            let answer = try Self.answer(card, right: true)
            let marked = try await rig.gamification.answerExamQuestion(answer)
            #expect(marked.isRight)
            #expect(marked.given == marked.right)
            #expect(!marked.explanation.isEmpty)
            #expect(!marked.source.isEmpty)
            #expect(try await rig.gamification.answerExamQuestion(answer) == marked)
            let after = try await rig.gamification.getExamPractice(get)
            #expect(after.dueToday == 9)
            #expect(after.seen == 1)
            #expect(after.next?.questionID != card.questionID)
            #expect(after.expectedShare > before.expectedShare)
        }
    }

    @Test func aWrongAnswerComesBackTheSameDay() async throws {
        try await GamificationRig.with { rig in
            let get = GetExamPractice(tenantID: Self.tenant, agentID: "ann")
            let card = try #require(try await rig.gamification.getExamPractice(get).next)
            let marked = try await rig.gamification.answerExamQuestion(
                try Self.answer(card, right: false))
            #expect(!marked.isRight)
            #expect(marked.given != marked.right)
            #expect(try await rig.gamification.getExamPractice(get).dueToday == 10)
        }
    }

    @Test func nobodyAnswersForAnotherAndNothingThatIsNotThere() async throws {
        try await GamificationRig.with { rig in
            let get = GetExamPractice(tenantID: Self.tenant, agentID: "ann")
            let card = try #require(try await rig.gamification.getExamPractice(get).next)
            let answer = try Self.answer(card, right: true)
            let denied = await #expect(throws: RPCError.self) {
                try await rig.gamification.acting(as: AccessTests.bob).answerExamQuestion(answer)
            }
            #expect(denied?.code == .permissionDenied)
            var unknown = answer
            unknown.questionID = "none"
            let missing = await #expect(throws: RPCError.self) {
                try await rig.gamification.answerExamQuestion(unknown)
            }
            #expect(missing?.code == .notFound)
            for option in [-1, 4] {
                var outside = answer
                outside.option = option
                let refused = await #expect(throws: RPCError.self) {
                    try await rig.gamification.answerExamQuestion(outside)
                }
                #expect(refused?.code == .invalidArgument)
            }
        }
    }
}
