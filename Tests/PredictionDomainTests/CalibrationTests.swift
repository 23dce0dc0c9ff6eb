import Foundation
import Identifiers
import PredictionDomain
import Testing

@Suite struct CalibrationTests {
    /// Rows whose true chance is the logistic function of `slope · margin + offset`.
    private func rows(
        _ count: Int, slope: Double, offset: Double, seed: UInt64 = 1
    ) -> [ScoredRow] {
        var random = SplitMix64(seed: seed)
        return (0..<count).map { index in
            let margin = Double.random(in: -4...4, using: &random)
            let chance = sigmoid(slope * margin + offset)
            return ScoredRow(
                margin: margin, succeeded: Double.random(in: 0..<1, using: &random) < chance,
                conversation: index)
        }
    }

    @Test func plattFindsTheLineBehindTheData() throws {
        guard
            case .platt(let slope, let offset) = Calibration.fitted(
                to: rows(1_600, slope: 0.5, offset: 1))
        else {
            // 1,600 rows of which more than 1,000 succeed are isotonic's.
            return
        }
        #expect(abs(slope - 0.5) < 0.15)
        #expect(abs(offset - 1) < 0.25)
    }

    @Test(arguments: [200, 1_500, 6_000], [-2.0, 0.7, 1.5])
    func calibrationNeverFalls(count: Int, slope: Double) {
        let calibration = Calibration.fitted(to: rows(count, slope: slope, offset: 0.3))
        let probabilities = stride(from: -6.0, through: 6, by: 0.05)
            .map { calibration.probability(of: $0) }
        #expect(probabilities.allSatisfy { (0...1).contains($0) })
        #expect(zip(probabilities, probabilities.dropFirst()).allSatisfy { $0 <= $1 })
    }

    /// Long conversations succeed and short ones fail: each counts once, however long it is.
    @Test(arguments: [50, 2_000])
    func theRowsOfAConversationWeighOneTogether(conversations: Int) {
        let rows = (0..<conversations).flatMap { conversation in
            let count = conversation % 2 == 0 ? 9 : 1
            return (0..<count).map { _ in
                ScoredRow(
                    margin: 1, succeeded: count == 9, conversation: conversation,
                    weight: 1 / Double(count))
            }
        }
        let calibration = Calibration.fitted(to: rows)
        #expect(abs(calibration.probability(of: 1) - 0.5) < 0.01)
    }

    @Test func methodFollowsTheSizeOfTheEvidence() {
        guard case .platt = Calibration.fitted(to: rows(1_000, slope: 1, offset: 0)) else {
            Issue.record("500 successes are Platt's")
            return
        }
        guard case .isotonic = Calibration.fitted(to: rows(4_000, slope: 1, offset: 0)) else {
            Issue.record("2,000 successes are isotonic's")
            return
        }
    }

    @Test func calibrationMakesProbabilitiesHold() {
        let calibration = Calibration.fitted(to: rows(1_500, slope: 0.4, offset: -1))
        let fresh = rows(20_000, slope: 0.4, offset: -1, seed: 9).map {
            Judgement(probability: calibration.probability(of: $0.margin), succeeded: $0.succeeded)
        }
        #expect(Quality(fresh).expectedCalibrationError < 0.03)
    }

    @Test func aSeparableSampleHasAFiniteAnswer() {
        let rows = (0..<40).map {
            ScoredRow(margin: Double($0) - 19.5, succeeded: $0 >= 20, conversation: $0)
        }
        let calibration = Calibration.fitted(to: rows)
        #expect(calibration.probability(of: 19) < 1)
        #expect(calibration.probability(of: -19) > 0)
        #expect(calibration.probability(of: 19) > 0.9)
    }

    /// Before the closing act a margin is worth half of itself, and after it three times.
    @Test func eachStageHoldsItsOwnProbabilities() {
        let open = rows(1_500, slope: 0.5, offset: 0)
        let closed = rows(900, slope: 3, offset: -1, seed: 2)
        let staged = StagedCalibration(fittedTo: Evidence(open: open, closed: closed))
        for (isClosed, slope, offset) in [(false, 0.5, 0.0), (true, 3, -1)] {
            let fresh = rows(20_000, slope: slope, offset: offset, seed: 9).map {
                Judgement(
                    probability: staged.probability(of: $0.margin, isClosed: isClosed),
                    succeeded: $0.succeeded)
            }
            #expect(Quality(fresh).expectedCalibrationError < 0.05)
        }
    }

    @Test func tooFewEndsAreCalibratedAsTheRest() {
        let open = rows(1_500, slope: 1, offset: 0)
        let successes = (0..<500).map { ScoredRow(margin: 2, succeeded: true, conversation: $0) }
        let staged = StagedCalibration(fittedTo: Evidence(open: open, closed: successes))
        #expect(staged.closed == nil)
        let both = [false, true].map { staged.probability(of: 0.7, isClosed: $0) }
        #expect(both[0] == both[1])
    }

    /// Wilson 1927: 8 of 10 at 95 % is 0.490–0.943.
    @Test func wilsonIsTheTextbooks() {
        let interval = wilson(share: 0.8, count: 10, z: 1.959_963_985)
        #expect(abs(interval.lowerBound - 0.4902) < 1e-4)
        #expect(abs(interval.upperBound - 0.9433) < 1e-4)
        #expect(wilson(share: 0.5, count: 0) == 0...1)
    }

    @Test func intervalsHoldTheirProbabilityAndNarrowWithEvidence() {
        let few = rows(60, slope: 1, offset: 0)
        let many = rows(1_900, slope: 1, offset: 0)
        let calibration = Calibration.platt(slope: 1, offset: 0)
        for probability in stride(from: 0.0, through: 1, by: 0.01) {
            let wide = Reliability(few, calibration).interval(of: probability)
            let narrow = Reliability(many, calibration).interval(of: probability)
            #expect(wide.contains(probability) && narrow.contains(probability))
        }
        let wide = Reliability(few, calibration).interval(of: 0.5)
        let narrow = Reliability(many, calibration).interval(of: 0.5)
        #expect(wide.upperBound - wide.lowerBound > narrow.upperBound - narrow.lowerBound)
        #expect(Reliability(bins: []).interval(of: 0.4) == 0...1)
    }

    @Test func rowsOfOneConversationAreOnePieceOfEvidence() {
        let calibration = Calibration.platt(slope: 1, offset: 0)
        let apart = (0..<300).map { ScoredRow(margin: 1, succeeded: true, conversation: $0) }
        let together = (0..<300).map { _ in ScoredRow(margin: 1, succeeded: true, conversation: 0) }
        let wide = Reliability(together, calibration).interval(of: 0.8)
        let narrow = Reliability(apart, calibration).interval(of: 0.8)
        #expect(narrow.lowerBound > wide.lowerBound)
    }
}

@Suite struct AbstentionTests {
    private let calibration = Calibration.platt(slope: 1, offset: 0)

    private func rows(_ count: Int, margin: Double, wrong: Int) -> [ScoredRow] {
        (0..<count).map { index in
            ScoredRow(
                margin: margin, succeeded: (margin > 0) == (index >= wrong),
                conversation: Int(margin * 1_000_000) + index)
        }
    }

    @Test func statesOnlyWhereItHasBeenRight() {
        let evidence =
            rows(200, margin: 3, wrong: 4) + rows(200, margin: 1, wrong: 40)
            + rows(200, margin: -3, wrong: 4)
        let abstention = Abstention(Evidence(open: evidence), calibration)
        #expect(!abstention.abstains(on: sigmoid(3)))
        #expect(abstention.abstains(on: sigmoid(1)))
        #expect(abstention.abstains(on: 0.5))
        #expect(!abstention.abstains(on: sigmoid(-3)))
    }

    @Test func whatWasClosedSpeaksForFailureOnly() {
        let closed = rows(200, margin: -4, wrong: 0) + rows(900, margin: 1, wrong: 0)
        let evidence = Evidence(open: rows(200, margin: 1, wrong: 40), closed: closed)
        let abstention = Abstention(evidence, calibration)
        #expect(!abstention.abstains(on: sigmoid(-4)))
        #expect(abstention.abstains(on: sigmoid(1)))
    }

    @Test func tooLittleEvidenceIsNoStatement() {
        let abstention = Abstention(Evidence(open: rows(15, margin: 3, wrong: 0)), calibration)
        #expect(abstention.abstains(on: 0.999))
        #expect(abstention.abstains(on: 0))
        #expect(Abstention(Evidence(open: []), calibration).abstains(on: 1))
    }

    /// On conversations of the same kind, what is stated holds about as often as was wanted.
    @Test(arguments: UInt64(1)..<6)
    func statementsKeepTheirTarget(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        func draw(_ count: Int) -> [ScoredRow] {
            (0..<count).map { index in
                let margin = Double.random(in: -5...5, using: &random)
                return ScoredRow(
                    margin: margin,
                    succeeded: Double.random(in: 0..<1, using: &random) < sigmoid(margin),
                    conversation: index)
            }
        }
        let abstention = Abstention(Evidence(open: draw(2_000)), calibration)
        let stated = draw(20_000)
            .map { Judgement(probability: sigmoid($0.margin), succeeded: $0.succeeded) }
            .filter { !abstention.abstains(on: $0.probability) }
        #expect(stated.count > 4_000)
        #expect(Double(stated.count { $0.isRight }) / Double(stated.count) > 0.94, "seed \(seed)")
    }
}
