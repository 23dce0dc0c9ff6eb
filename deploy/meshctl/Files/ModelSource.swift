import AnalyzerDomain
import Foundation

/// Writes a model as a Swift source of the Analyzer, and its card as a page.
struct ModelSource {
    let model: TextClassifier
    let bytes: [UInt8]

    /// The files by their names; they belong into `Services/Analyzer/Domain/Models`.
    var files: [(name: String, text: String)] {
        [("\(typeName).swift", source), ("\(typeName).md", page)]
    }

    /// `negotiation` is `NegotiationModel`.
    private var typeName: String { model.card.name.capitalized + "Model" }

    private var source: String {
        let indent = "        "
        let text = Array(Data(bytes).base64EncodedString())
        let lines = stride(from: 0, to: text.count, by: 92).map { start in
            indent + String(text[start..<min(text.count, start + 92)])
        }
        return """
            // Written by `meshctl tracker train --embed`; train again instead of editing.

            enum \(typeName) {
                /// A `TextModelFile` in base64.
                static let bytes = \"""
            \(lines.joined(separator: "\n"))
                    \"""
            }

            """
    }

    private var page: String {
        let card = model.card
        let rows = card.figures.map { figure in
            "| \(figure.label) | \(figure.textCount) | \(figure.precision.rounded(to: 3)) "
                + "| \(figure.recall.rounded(to: 3)) | \(figure.f1.rounded(to: 3)) |"
        }
        return """
            # \(card.name)

            Written by `\(card.retrain)`.

            - **Trained on** \(card.trainedOn): \(card.textCount) texts of \(card.groupCount) \
            groups. None of the texts is in the model: it holds hashes of words and of runs of \
            letters, and what each weighs.
            - **Kind**: logistic regression over words, pairs of words, runs of letters, the \
            message before, a few marks of form and, where it has weight, the words' meaning; \(bytes.count / 1_000) kB.
            - **Limits**: \(card.limits)
            - **Not for** decisions about people.

            Of texts that it had not learned from (\(card.method)): accuracy \
            \(card.accuracy.rounded(to: 3)) ± \(card.accuracySpread.rounded(to: 3)), mean F1 of \
            the labels \(card.macroF1.rounded(to: 3)) ± \(card.macroF1Spread.rounded(to: 3)) (± is \
            the standard deviation over the folds).

            | label | texts | precision | recall | F1 |
            |---|---|---|---|---|
            \(rows.joined(separator: "\n"))

            """
    }
}
