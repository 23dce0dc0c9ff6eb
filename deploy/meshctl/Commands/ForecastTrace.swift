import ArgumentParser
import Foundation
import PredictionDomain

/// `meshctl forecast trace`.
struct ForecastTrace: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "trace",
        abstract: "Knowledge tracing: foresees each learner's next answer; needs no mesh.",
        discussion: """
            The file has three lines a learner: how many tries, the skill of each, 1 or 0 for each \
            (as the ASSISTments files). Alone, it is judged by five folds of learners; with \
            --train, the tracer learns from that file and is judged on this one. With \
            --predictions, each learner's chances are printed before the figures.
            """)

    @Argument(help: "A file with three lines a learner.")
    var file: String
    @Option(help: "Learn from the learners of this file.")
    var train: String?
    @Flag(help: "Print what was foreseen of each try too.")
    var predictions = false
    @Flag(help: "Print one JSON object a line.")
    var json = false

    private static let foldCount = 5

    func run() async throws {
        try await reporting {
            let practices = try PracticeFile.read(file)
            let chances =
                try train.map { path in
                    let tracer = KnowledgeTracer(trainedOn: try PracticeFile.read(path))
                    return practices.map(tracer.chances)
                } ?? heldBack(practices)
            if predictions {
                for (learner, chances) in chances.enumerated() {
                    try Console.printJSON(LearnerRow(learner: learner + 1, chances: chances))
                }
            }
            let row = TraceRow(practices, chances, isTrainedElsewhere: train != nil)
            if json { try Console.printJSON(row) } else { Console.print(row.line) }
        }
    }

    /// By tracers that learned from other learners.
    private func heldBack(_ practices: [Practice]) throws -> [[Double]] {
        guard practices.count >= Self.foldCount else {
            throw InputFault(
                file: file, line: nil,
                problem: "five folds need five learners, and there are \(practices.count): name a "
                    + "file to --train on")
        }
        let meter = ProgressMeter("learning from the other folds", total: Self.foldCount)
        var chances = Array(repeating: [Double](), count: practices.count)
        for fold in 0..<Self.foldCount {
            let others = practices.indices.filter { $0 % Self.foldCount != fold }
            let tracer = KnowledgeTracer(trainedOn: others.map { practices[$0] })
            for index in stride(from: fold, to: practices.count, by: Self.foldCount) {
                chances[index] = tracer.chances(of: practices[index])
            }
            meter.show(fold + 1)
        }
        return chances
    }
}

private struct LearnerRow: Encodable {
    let learner: Int
    let chances: [Double]
}

/// How good a tracer was.
private struct TraceRow: Encodable {
    let learners: Int
    let tries: Int
    let evaluation: String
    let auc: Double
    let rmse: Double
    let logLoss: Double
    let accuracy: Double
    let expectedCalibrationError: Double
    let baseRate: Double

    enum CodingKeys: String, CodingKey {
        case learners, tries, evaluation, auc, rmse, accuracy
        case logLoss = "log_loss"
        case expectedCalibrationError = "expected_calibration_error"
        case baseRate = "base_rate"
    }

    init(_ practices: [Practice], _ chances: [[Double]], isTrainedElsewhere: Bool) {
        let judgements = zip(practices, chances).flatMap { practice, chances in
            zip(chances, practice.outcomes).map { Judgement(probability: $0, succeeded: $1) }
        }
        let quality = Quality(judgements)
        learners = practices.count
        tries = judgements.count
        evaluation = isTrainedElsewhere ? "trained on another file" : "five folds of learners"
        auc = quality.auc.rounded(to: 4)
        rmse = quality.brierScore.squareRoot().rounded(to: 4)
        logLoss = quality.logLoss.rounded(to: 4)
        accuracy = quality.accuracy.rounded(to: 4)
        expectedCalibrationError = quality.expectedCalibrationError.rounded(to: 4)
        baseRate = quality.baseRate.rounded(to: 4)
    }

    var line: String {
        "\(learners) learners, \(tries) tries, \(evaluation): AUC \(auc), RMSE \(rmse), log loss "
            + "\(logLoss), calibration error \(expectedCalibrationError), base rate \(baseRate)"
    }
}
