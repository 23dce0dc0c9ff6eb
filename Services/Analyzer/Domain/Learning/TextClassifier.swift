import Foundation

/// Gives labels to texts, each with a confidence: a linear model that was learned from examples.
///
/// Immutable and shared; a `Scratch` carries the buffers from one text to the next.
package struct TextClassifier: Sendable {
    /// Buffers of one caller.
    package struct Scratch: Sendable {
        var reader = FeatureReader()
        var columns: [UInt32] = []

        package init() {}
    }

    package let card: TextModelCard
    let labelSet: LabelSet
    let linear: LinearScores
    let calibrations: [ScoreCalibration]

    package var labels: [String] { labelSet.names }
    package var link: TextModelLink { labelSet.link }
    /// The label that says that no other fits.
    package var nothing: String? { labelSet.nothing }

    /// The probability from which each label is given, in the order of `labels`.
    var thresholds: [Float] { calibrations.map(\.threshold) }

    /// The probability of each label, in the order of `labels`.
    package func probabilities(of sample: TextSample, _ scratch: inout Scratch) -> [Float] {
        scratch.reader.read(sample)
        return probabilities(linear.scores(of: scratch.reader, scratch: &scratch.columns))
    }

    /// The labels of a text, surest first; never empty where each text has one label.
    package func judge(_ sample: TextSample, _ scratch: inout Scratch) -> TextJudgement {
        TextJudgement(probabilities(of: sample, &scratch), by: self)
    }

    func probabilities(_ scores: [Float]) -> [Float] {
        let odds = zip(scores, calibrations).map { $0 * $1.slope + $1.offset }
        switch link {
        case .anyLabels: return odds.map { 1 / (1 + expf(-$0)) }
        case .oneLabel:
            let top = odds.max() ?? 0
            let shares = odds.map { expf($0 - top) }
            let sum = shares.reduce(0, +)
            return shares.map { $0 / sum }
        }
    }
}

/// What a model makes of one text.
package struct TextJudgement: Hashable, Sendable {
    package struct Found: Hashable, Sendable {
        package var label: String
        /// 0–1, calibrated on texts that the model had not learned from.
        package var confidence: Double
    }

    /// The labels given, surest first.
    package var found: [Found]
    /// The probability of each label, by name.
    package var probabilities: [String: Double]

    init(_ probabilities: [Float], by model: TextClassifier) {
        let all = zip(model.labels, probabilities).map {
            Found(label: $0, confidence: Double($1))
        }
        let sorted = all.sorted { ($0.confidence, $1.label) > ($1.confidence, $0.label) }
        switch model.link {
        case .oneLabel: found = Array(sorted.prefix(1))
        case .anyLabels:
            let thresholds = Dictionary(
                uniqueKeysWithValues: zip(model.labels, model.calibrations.map(\.threshold)))
            found = sorted.filter { Float($0.confidence) >= thresholds[$0.label, default: 1] }
        }
        self.probabilities = Dictionary(
            uniqueKeysWithValues: all.map { ($0.label, $0.confidence) })
    }
}
