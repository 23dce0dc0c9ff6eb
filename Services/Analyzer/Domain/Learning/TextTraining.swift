import Foundation
import Identifiers

/// A model trained on all texts, with what cross-validation says of it.
package struct TextTraining: Sendable {
    package let model: TextClassifier
    /// Over all folds together.
    package let quality: LabelQuality
    /// The worst errors first: texts given a wrong label with the most confidence.
    package let judged: [TextCrossValidation.Judged]

    /// What the caller knows of the texts.
    package struct Source: Sendable {
        package var name: String
        package var trainedOn: String
        package var retrain: String
        package var limits: String

        package init(name: String, trainedOn: String, retrain: String, limits: String) {
            (self.name, self.trainedOn) = (name, trainedOn)
            (self.retrain, self.limits) = (retrain, limits)
        }
    }

    /// Puts the folds' judgements and a fit on everything together; `folds` in their order.
    package init(
        _ validation: TextCrossValidation, folds: [[TextCrossValidation.Judged]], source: Source,
        at now: Instant
    ) {
        let judged = folds.flatMap { $0 }
        let quality = validation.quality(judged)
        let each = folds.map(validation.quality)
        let isGiven = TextFolds(given: validation.texts) != nil
        let card = TextModelCard(
            name: source.name, trainedOn: source.trainedOn, trainedAt: now,
            textCount: validation.texts.count,
            groupCount: Set(validation.texts.map(\.group)).count, retrain: source.retrain,
            limits: source.limits,
            method: "\(validation.folds.count) folds, "
                + (isGiven ? "the source's own" : "dealt by conversation"),
            accuracy: quality.accuracy, macroF1: quality.macroF1,
            accuracySpread: spread(each.map(\.accuracy)),
            macroF1Spread: spread(each.map(\.macroF1)),
            figures: quality.rows.map {
                TextModelCard.LabelFigure(
                    label: $0.label, textCount: $0.there, precision: $0.precision,
                    recall: $0.recall, f1: $0.f1)
            })
        model = validation.trainer.train(validation.texts, card: card)
        self.quality = quality
        self.judged = judged
    }
}

/// The standard deviation over folds.
private func spread(_ figures: [Double]) -> Double {
    guard figures.count > 1 else { return 0 }
    let mean = figures.reduce(0, +) / Double(figures.count)
    let squares = figures.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    return (squares / Double(figures.count - 1)).squareRoot()
}
