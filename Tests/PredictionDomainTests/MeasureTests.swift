import Identifiers
import PredictionDomain
import PredictionSamples
import Testing

@Suite struct MeasureTests {
    private func judged(_ pairs: [(Double, Bool)]) -> Quality {
        Quality(pairs.map { Judgement(probability: $0.0, succeeded: $0.1) })
    }

    /// Values worked out by hand.
    @Test func qualityIsWhatPaperAndPencilSay() {
        let quality = judged([(0.9, true), (0.8, false), (0.7, true), (0.3, false)])
        // Pairs in order: (0.9, 0.8), (0.9, 0.3), (0.7, 0.3) of four.
        #expect(quality.auc == 0.75)
        #expect(abs(quality.brierScore - (0.01 + 0.64 + 0.09 + 0.09) / 4) < 1e-12)
        // −(ln 0.9 + ln 0.2 + ln 0.7 + ln 0.7) / 4
        #expect(abs(quality.logLoss - 0.607_038) < 1e-5)
        #expect(quality.baseRate == 0.5)
        #expect(quality.accuracy == 0.75)
        // One row a bin: |0.9 − 1|, |0.8 − 0|, |0.7 − 1|, |0.3 − 0|.
        #expect(abs(quality.expectedCalibrationError - 1.5 / 4) < 1e-12)
    }

    /// One row of weight 3 is three rows, in every figure.
    @Test func weightsCountAsRepeats() {
        let told = [(0.9, true, 1.0), (0.8, false, 2), (0.8, true, 3), (0.3, false, 1)]
        let weighed = told.map { Judgement(probability: $0.0, succeeded: $0.1, weight: $0.2) }
        let repeated = told.flatMap { row in
            (0..<Int(row.2)).map { _ in Judgement(probability: row.0, succeeded: row.1) }
        }
        let (left, right) = (Quality(weighed), Quality(repeated))
        let figures: [(Quality) -> Double] = [
            \.auc, \.brierScore, \.logLoss, \.baseRate, \.accuracy,
        ]
        for figure in figures { #expect(abs(figure(left) - figure(right)) < 1e-12) }
    }

    @Test func binsAreOfEqualMass() {
        #expect(equalMass([1, 1, 1, 1, 1, 1, 1], bins: 3) == [0..<2, 2..<4, 4..<7])
        #expect(equalMass([3, 1, 1, 1], bins: 2) == [0..<1, 1..<4])
        #expect(equalMass([1, 1], bins: 5) == [0..<1, 1..<2])
        #expect(equalMass([], bins: 5).isEmpty)
    }

    @Test func tiesCountHalf() {
        #expect(judged([(0.5, true), (0.5, false)]).auc == 0.5)
        #expect(judged([(0.5, true), (0.5, false), (0.6, true)]).auc == 0.75)
        #expect(judged([(0.5, true)]).auc == 0.5)
        #expect(judged([]).auc == 0.5)
    }

    @Test func certaintyThatIsWrongCostsMuchButNotEverything() {
        #expect(judged([(1, false)]).logLoss < 35)
    }

    @Test func foldsKeepConversationsWholeAndOutcomesEven() {
        let outcomes = (0..<103).map { $0 % 5 != 0 }
        let folds = GroupedFolds(count: 5, outcomes: outcomes, seed: 3)
        #expect(folds == GroupedFolds(count: 5, outcomes: outcomes, seed: 3))
        #expect(folds != GroupedFolds(count: 5, outcomes: outcomes, seed: 4))
        for fold in 0..<5 {
            let members = folds.members(of: fold)
            #expect(Set(members).isDisjoint(with: folds.others(than: fold)))
            #expect((20...21).contains(members.count))
            #expect((4...5).contains(members.count { !outcomes[$0] }))
        }
    }

    @Test(arguments: [
        (0.25, 10, 3), (0.5, 10, 5), (1, 10, 10), (0, 10, 1), (0.01, 3, 1), (2, 3, 3),
    ])
    func aShareIsRoundedUp(share: Double, count: Int, expected: Int) {
        #expect(prefixCount(share, of: count) == expected)
    }

    @Test func plansNameEachLengthOnce() {
        #expect(PrefixPlan.everyMessage.lengths(of: 3) == [1, 2, 3])
        #expect(PrefixPlan.shares([0.25, 0.5, 0.75, 1]).lengths(of: 2) == [1, 2])
        #expect(PrefixPlan.everyMessage.lengths(of: 0).isEmpty)
    }

    @Test func theClosingActIsNotPartOfTheOpenQuestion() {
        let closed = LabelledConversation(
            conversationID: "c", listPrice: nil,
            messages: [
                message(0), message(1, .agent, .reject), message(2), message(3, .agent, .offer),
                message(4, .client, .accept),
            ], succeeded: true)
        #expect(closed.openCount == 4)
    }
}
