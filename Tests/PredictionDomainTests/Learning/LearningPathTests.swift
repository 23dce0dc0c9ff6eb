import Identifiers
import Testing

@testable import PredictionDomain

struct LearningPathTests {
    private let now = Instant(microseconds: 1_700_000_000_000_000)
    private let library = [
        LearningModule(
            id: "lead_qual_beginner", type: .leadQualification, stage: .beginner, minutes: 45),
        LearningModule(
            id: "objection_handling_beginner", type: .objectionHandling, stage: .beginner,
            minutes: 40),
        LearningModule(
            id: "objection_handling_intermediate", type: .objectionHandling,
            stage: .intermediate, minutes: 60),
        LearningModule(
            id: "closing_advanced", type: .closingTechniques, stage: .advanced, minutes: 75),
    ]

    private func path(
        _ scores: [String: Double], _ results: [LearningResult] = [],
        impacts: [String: Double] = [:]
    ) -> [String] {
        var agent = LearningPath.Agent(scores: scores, results: results)
        agent.impacts = impacts
        return LearningPath(for: agent, from: library, at: now).steps.map(\.module.id)
    }

    @Test func aStageComesAfterTheOneBeforeIt() {
        #expect(
            path(["objection_handling": 30])
                == ["objection_handling_beginner", "objection_handling_intermediate"])
    }

    @Test func aStageThatIsNotNeededIsPassedOver() {
        #expect(path(["objection_handling": 60]) == ["objection_handling_intermediate"])
        #expect(path(["objection_handling": 95, "closing_technique": 95]) == [])
    }

    @Test func whatMovesSuccessMoreComesFirst() {
        let scores = ["information_gathering": 40.0, "objection_handling": 40]
        #expect(path(scores).first == "objection_handling_beginner")
        #expect(
            path(scores, impacts: ["information_gathering": 3]).first == "lead_qual_beginner")
    }

    @Test func whatWasNotPassedComesAgainAndWhatWasDoesNot() {
        func result(_ score: Double) -> LearningResult {
            LearningResult(
                moduleID: "objection_handling_beginner", completedAt: now, score: score)
        }
        #expect(
            path(["objection_handling": 45], [result(0.4)]).first == "objection_handling_beginner")
        #expect(
            path(["objection_handling": 45], [result(0.9)]) == ["objection_handling_intermediate"])
    }

    @Test func whatWasLearnedIsReviewedWhenItFadesAndLaterEachTime() {
        func learned(_ daysAgo: [Double]) -> [LearningResult] {
            daysAgo.map {
                LearningResult(
                    moduleID: "closing_advanced", completedAt: now.advanced(byDays: -$0),
                    score: 0.8)
            }
        }
        #expect(path([:], learned([1])) == [])
        #expect(path([:], learned([3])) == ["closing_advanced"])
        #expect(path([:], learned([10, 3])) == [])
        #expect(path([:], learned([10, 6])) == ["closing_advanced"])
    }

    @Test func stepsAreSpreadOverTheMinutesOfAWeek() {
        var agent = LearningPath.Agent(
            scores: ["objection_handling": 30, "information_gathering": 30], results: [])
        agent.minutesPerWeek = 45
        let steps = LearningPath(for: agent, from: library, at: now).steps
        #expect(steps.count == 3)
        #expect(zip(steps, steps.dropFirst()).allSatisfy { $0.dueBy <= $1.dueBy })
        #expect(steps[2].dueBy == now.advanced(byDays: 28))
    }
}
