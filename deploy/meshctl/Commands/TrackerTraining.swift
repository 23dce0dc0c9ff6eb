import AnalyzerDomain
import Foundation
import Identifiers
import RPC

/// Trains a classifier and judges it on folds, as many at a time as there are cores.
struct TrackerTraining {
    var settings = TextTrainer.Settings()

    /// `file` names the source where it cannot be learned from.
    func train(
        _ texts: [LabelledText], source: TextTraining.Source, file: String
    ) async throws -> TextTraining {
        let trainer = TextTrainer(settings)
        if let problem = trainer.problem(with: texts) {
            throw InputFault(file: file, line: nil, problem: words(for: problem))
        }
        let validation = TextCrossValidation(texts, trainer: trainer)
        return TextTraining(
            validation, folds: await judge(validation), source: source, at: .wallClock)
    }

    private func judge(
        _ validation: TextCrossValidation
    ) async -> [[TextCrossValidation.Judged]] {
        let meter = ProgressMeter("folds", total: validation.folds.count)
        return await withTaskGroup(of: (Int, [TextCrossValidation.Judged]).self) { group in
            for fold in 0..<validation.folds.count {
                group.addTask { (fold, validation.judge(fold: fold)) }
            }
            var folds = [[TextCrossValidation.Judged]](
                repeating: [], count: validation.folds.count)
            var done = 0
            for await (fold, judged) in group {
                folds[fold] = judged
                done += 1
                meter.show(done)
            }
            return folds
        }
    }

    private func words(for problem: TextTrainingProblem) -> String {
        switch problem {
        case .oneLabelOnly:
            "there is nothing to tell apart: it needs texts with a label and texts without it"
        case .tooFew(let label, let count):
            "\(count) texts are too few to learn \"\(label)\" from; give at least \(TextTrainer.Settings().foldCount), better 50"
        }
    }
}

/// What `meshctl tracker train` says of a model.
struct TrackerReport: Encodable {
    let model: String
    let method: String
    let textCount: Int
    let accuracy: Double
    let accuracySpread: Double
    let macroF1: Double
    let macroF1Spread: Double
    let labels: [TextModelCard.LabelFigure]
    /// Rows are what a person said, columns what the model gave; the last of each is nothing.
    let confusion: [[Int]]

    enum CodingKeys: String, CodingKey {
        case model, method, accuracy, labels, confusion
        case textCount = "text_count"
        case accuracySpread = "accuracy_spread"
        case macroF1 = "macro_f1"
        case macroF1Spread = "macro_f1_spread"
    }

    init(_ training: TextTraining) {
        let card = training.model.card
        model = card.name
        method = card.method
        textCount = card.textCount
        accuracy = card.accuracy
        accuracySpread = card.accuracySpread
        macroF1 = card.macroF1
        macroF1Spread = card.macroF1Spread
        labels = card.figures
        confusion = training.quality.confusion
    }

    /// For a person who reads.
    var text: String {
        let width = (labels.map(\.label.count).max() ?? 0) + 2
        var lines = [
            "\(model): \(textCount) texts, \(method)",
            "accuracy \(figure(accuracy)) ± \(figure(accuracySpread)), "
                + "macro-F1 \(figure(macroF1)) ± \(figure(macroF1Spread)) over the folds",
            padded("", width) + " texts  precision  recall     F1",
        ]
        for label in labels {
            lines.append(
                padded(label.label, width) + right("\(label.textCount)", 6)
                    + right(figure(label.precision), 11) + right(figure(label.recall), 8)
                    + right(figure(label.f1), 7))
        }
        lines.append("confusion (rows: a person; columns, in the same order: the model)")
        let names = labels.map(\.label) + ["(nothing)"]
        for (name, row) in zip(names, confusion) where row.contains(where: { $0 > 0 }) {
            lines.append(padded(name, width) + row.map { right("\($0)", 5) }.joined())
        }
        return lines.joined(separator: "\n")
    }

    private func figure(_ number: Double) -> String { String(format: "%.3f", number) }

    private func padded(_ text: String, _ width: Int) -> String {
        text + String(repeating: " ", count: max(1, width - text.count))
    }

    private func right(_ text: String, _ width: Int) -> String {
        String(repeating: " ", count: max(1, width - text.count)) + text
    }
}
