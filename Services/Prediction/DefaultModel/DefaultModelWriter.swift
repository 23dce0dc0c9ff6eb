import GradientBoosting
import Identifiers
import PredictionContract
import PredictionDomain

/// Writes a model as the source files from which `DefaultModel` is built, and its card.
package struct DefaultModelWriter: Sendable {
    private let model: SuccessModel
    private let report: TrainingReport

    package init(_ model: SuccessModel, _ report: TrainingReport) {
        self.model = model
        self.report = report
    }

    /// The files by their names; they belong into `Services/Prediction/DefaultModel`.
    package func files() throws(BoostingError) -> [(name: String, text: String)] {
        [
            ("DefaultModelCard.swift", card),
            ("DefaultModelTrees.swift", try trees()),
            ("CARD.md", ModelCardPage(card: model.card, report: report).text),
        ]
    }

    private static let heading = """
        // Written by `meshctl predict --train FILE --embed`; train again instead of editing.

        """

    private func trees() throws(BoostingError) -> String {
        let lines = wrapped(try TreeText(model.parts.booster).words, indent: 8)
        return """
            \(Self.heading)
            extension DefaultModel {
                static let trees = \"""
            \(lines)
                    \"""
            }

            """
    }

    private var card: String {
        let card = model.card
        let shares = card.aucByShare.map { share in
            """
            ShareScore(
                            share: \(share.share), auc: \(rounded(share.auc)),
                            brierScore: \(rounded(share.brierScore)),
                            includesClosingAct: \(share.includesClosingAct)),
            """
        }
        return """
            \(Self.heading)
            import Identifiers
            import PredictionContract
            import PredictionDomain

            extension DefaultModel {
                static let card = ModelCard(
                    version: "\(card.version)",
                    trainedOn: "\(card.trainedOn)",
                    rows: \(card.rows), conversations: \(card.conversations),
                    trainedAt: Instant(microseconds: \(card.trainedAt.microseconds)),
                    auc: \(rounded(card.auc)), brierScore: \(rounded(card.brierScore)),
                    baseRate: \(rounded(card.baseRate)),
                    expectedCalibrationError: \(rounded(card.expectedCalibrationError)),
                    featureNames: featureNames,
                    successDefinition: "\(card.successDefinition)",
                    aucByShare: [
                        \(shares.joined(separator: "\n            "))
                    ],
                    statedShare: \(optional(card.statedShare)),
                    statedAccuracy: \(optional(card.statedAccuracy)))

                static let calibration = StagedCalibration(
                    open: Calibration\(words(model.parts.calibration.open)),
                    closed: \(closed))

                static let reliability = Reliability(bins: [
            \(bins)
                ])

                static let abstention = Abstention(
                    statesSuccessFrom: \(model.parts.abstention.statesSuccessFrom),
                    statesFailureUpTo: \(model.parts.abstention.statesFailureUpTo))

                private static let featureNames = \"""
            \(wrapped(card.featureNames, indent: 8))
                    \""".split(whereSeparator: \\.isWhitespace).map(String.init)
            }

            """
    }

    private var closed: String {
        model.parts.calibration.closed.map { "Calibration\(words($0))" } ?? "nil"
    }

    private func words(_ calibration: Calibration) -> String {
        switch calibration {
        case .platt(let slope, let offset):
            return ".platt(\n            slope: \(slope), offset: \(offset))"
        case .isotonic(let steps):
            let lines = steps.map {
                "            IsotonicStep(from: \($0.from), probability: \($0.probability)),"
            }
            return ".isotonic([\n\(lines.joined(separator: "\n"))\n        ])"
        }
    }

    private var bins: String {
        model.parts.reliability.bins.map { bin in
            """
                    ReliabilityBin(
                        upTo: \(bin.upTo), conversations: \(bin.conversations),
                        successShare: \(bin.successShare)),
            """
        }.joined(separator: "\n")
    }

    private func optional(_ number: Double?) -> String { number.map(rounded) ?? "nil" }

    /// To four places.
    private func rounded(_ number: Double) -> String { "\((number * 10_000).rounded() / 10_000)" }

    /// Words in lines of 100 columns at most.
    private func wrapped(_ words: [String], indent: Int) -> String {
        let margin = String(repeating: " ", count: indent)
        var lines = [margin]
        for word in words {
            let isFirst = lines[lines.count - 1].count == indent
            if !isFirst, lines[lines.count - 1].count + 1 + word.count > 100 {
                lines.append(margin)
            }
            lines[lines.count - 1] += lines[lines.count - 1].count == indent ? word : " \(word)"
        }
        return lines.joined(separator: "\n")
    }
}
