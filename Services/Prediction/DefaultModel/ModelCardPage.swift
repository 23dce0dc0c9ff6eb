import PredictionContract
import PredictionDomain

/// A model's card as a page for people.
package struct ModelCardPage: Sendable {
    private let card: ModelCard
    private let report: TrainingReport

    package init(card: ModelCard, report: TrainingReport) {
        self.card = card
        self.report = report
    }

    package var text: String {
        """
        # \(card.version)

        Written by `meshctl predict --train FILE --embed`, which also writes the model beside it.

        - **Trained on** \(card.trainedOn): \(card.conversations) conversations of 4 messages or more, \
        \(card.rows) beginnings, at \(card.trainedAt). The people in it are crowd workers who bargain \
        for pay; they stand in for agents and clients, and real ones will differ. Publish a model \
        trained on the tenant's own conversations as soon as there are a few hundred.
        - **Success** is \(card.successDefinition).
        - **Inputs**: \(card.featureNames.count) features of who said what kind of thing when, and of \
        prices. No demographics, no personality, no words, nothing that is known only afterwards.
        - **Not for** decisions about people: it says how one conversation stands.

        Measured by five-fold cross-validation, dealt by conversation; calibration and abstention are \
        fitted to other folds than they are judged on. The moments of one conversation weigh one \
        together. While the question is open, that is before a closing accept, reject or quit:

        | measure | value | always the base rate |
        |---|---|---|
        | AUC | \(three(card.auc)) | 0.500 |
        | Brier score | \(three(card.brierScore)) | \(three(baseline)) |
        | expected calibration error, 15 bins | \(three(card.expectedCalibrationError)) | 0 |
        | accuracy | \(three(report.overall.accuracy)) | \(three(report.overall.baseRate)) |
        | moments on which it does not abstain | \(three(report.statedShare)) | |
        | accuracy there | \(report.statedAccuracy.map(three) ?? "–") | |

        \(three(card.baseRate)) of the conversations succeed.

        After a share of the messages (a live model does not know the share, so it cannot tell from \
        it how long the conversation will be):

        | share | closing act counted | AUC | Brier score | does not abstain | accuracy there |
        |---|---|---|---|---|---|
        \(report.stages.map(row).joined(separator: "\n"))

        What it rests on most: the mean size of each feature's SHAP value, in log-odds.

        | feature | mean size |
        |---|---|
        \(importances)

        What it said while the question was open, and what came:

        | given | came | conversations |
        |---|---|---|
        \(reliability)

        How it learns: XGBoost over histograms, rounds of five trees of depth 2 each; a \
        conversation weighs as much as any other, however long; success may only rise with an \
        accepted offer and fall with a rejected one or a party that left; the number of rounds is \
        the best on conversations held back. It states an outcome only where such statements, even \
        at the upper end of what their errors may be (one side, 95 %), were right 95 times in \
        100; elsewhere it abstains.

        """
    }

    private var importances: String {
        ImportancePlot(report.importances).bars
            .map { "| \($0.name) | \(three($0.meanSize)) |" }.joined(separator: "\n")
    }

    private var reliability: String {
        report.reliability.points
            .map { "| \(three($0.given)) | \(three($0.came)) | \(Int($0.weight.rounded())) |" }
            .joined(separator: "\n")
    }

    private var baseline: Double { report.overall.baseRate * (1 - report.overall.baseRate) }

    private func row(_ stage: TrainingReport.Stage) -> String {
        """
        | \(Int(stage.share * 100)) % | \(stage.includesClosingAct ? "yes" : "no") \
        | \(three(stage.quality.auc)) | \(three(stage.quality.brierScore)) \
        | \(three(stage.statedShare)) | \(stage.statedAccuracy.map(three) ?? "–") |
        """
    }

    /// To three places.
    private func three(_ number: Double) -> String {
        let thousandths = String(Int((abs(number) * 1_000).rounded()))
        let padded = String(repeating: "0", count: max(0, 4 - thousandths.count)) + thousandths
        return "\(number < 0 ? "-" : "")\(padded.dropLast(3)).\(padded.suffix(3))"
    }
}
