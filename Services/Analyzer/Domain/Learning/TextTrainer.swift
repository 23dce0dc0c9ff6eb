import Foundation
import Identifiers

/// Learns a classifier from labelled texts; the same texts and seed give the same model.
package struct TextTrainer: Sendable {
    package struct Settings: Hashable, Sendable {
        /// The weight of the squares: higher is simpler.
        package var penalty: Float = 0.3
        /// Where each text has one label, a label that is n times rarer counts n to this power
        /// more; where labels may stand together, their thresholds do as much.
        package var rarityPower: Float = 0.5
        /// A feature of fewer texts is left out.
        package var textCountMin = 2
        /// The features kept, those with the greatest weights; 8,000 of 11 labels are 140 kB.
        package var featureCountMax = 8_000
        /// Words, letters, the message before, marks, meaning; the last helps where examples are
        /// few and each says it in words of its own.
        package var groupWeights: [Float] = [1, 0.4, 0.3, 0.3, 0]
        /// Inner folds, for calibration and thresholds.
        package var foldCount = 5
        package var seed: UInt64 = 1

        package init() {}
    }

    package var settings: Settings

    package init(_ settings: Settings = Settings()) { self.settings = settings }

    /// Texts enough to learn a label at all, and labels enough to tell apart.
    package func problem(with texts: [LabelledText]) -> TextTrainingProblem? {
        let labels = LabelSet(of: texts)
        guard labels.names.count >= (labels.link == .oneLabel ? 2 : 1) else { return .oneLabelOnly }
        for label in labels.names {
            let count = texts.count { $0.labels.contains(label) }
            guard count >= settings.foldCount else { return .tooFew(label: label, count: count) }
            guard count < texts.count else { return .oneLabelOnly }
        }
        return nil
    }

    /// A model without a card's figures; calibrated on folds that its scores were not learned from.
    package func train(_ texts: [LabelledText], card: TextModelCard) -> TextClassifier {
        let labels = LabelSet(of: texts)
        let folds = TextFolds(texts, count: settings.foldCount, seed: settings.seed)
        var scores = [[Float]](repeating: [], count: texts.count)
        for fold in 0..<folds.count {
            let linear = fit(folds.others(than: fold).map { texts[$0] }, labels)
            var scratch = TextClassifier.Scratch()
            for index in folds.members(of: fold) {
                scratch.reader.read(texts[index].sample)
                scores[index] = linear.scores(of: scratch.reader, scratch: &scratch.columns)
            }
        }
        let calibration = CalibrationFit(
            link: labels.link, scores: scores, targets: texts.map(labels.places),
            labelCount: labels.names.count)
        return TextClassifier(
            card: card, labelSet: labels, linear: fit(texts, labels),
            calibrations: calibration.calibrations())
    }

    // MARK: - One fit

    /// Fits all features, keeps those that weigh, and fits these again.
    private func fit(_ texts: [LabelledText], _ labels: LabelSet) -> LinearScores {
        let samples = texts.map(\.sample)
        let full = FeatureTable(
            learnedFrom: samples, textCountMin: settings.textCountMin,
            groupWeights: settings.groupWeights)
        let weights = weights(of: texts, labels, in: full)
        guard full.count > settings.featureCountMax else {
            return LinearScores(table: full, fitted: weights, labelCount: labels.names.count)
        }
        let kept = heaviest(weights, of: full, labels)
        let table = FeatureTable(
            learnedFrom: samples, textCountMin: settings.textCountMin,
            groupWeights: settings.groupWeights, keeping: kept)
        return LinearScores(
            table: table, fitted: self.weights(of: texts, labels, in: table),
            labelCount: labels.names.count)
    }

    private func weights(
        of texts: [LabelledText], _ labels: LabelSet, in table: FeatureTable
    ) -> [LBFGS.Lane] {
        let targets = texts.map(labels.places)
        return LogisticFit(
            rows: SparseRows(texts.map(\.sample), in: table), targets: targets,
            link: labels.link, labelCount: labels.names.count,
            labelWeights: labelWeights(targets, labels), penalty: settings.penalty
        ).weights()
    }

    private func labelWeights(_ targets: [[Int]], _ labels: LabelSet) -> [Float] {
        guard labels.link == .oneLabel else {
            return [Float](repeating: 1, count: labels.names.count)
        }
        var counts = [Float](repeating: 0, count: labels.names.count)
        for label in targets.joined() { counts[label] += 1 }
        let all = Float(targets.count)
        return counts.map { count in
            powf(all / Float(counts.count) / max(1, count), settings.rarityPower)
        }
    }

    private func heaviest(
        _ weights: [LBFGS.Lane], of table: FeatureTable, _ labels: LabelSet
    ) -> Set<UInt32> {
        let laneCount = (labels.names.count + 3) / 4
        let heights = (0..<table.count).map { column in
            (0..<laneCount).reduce(Float(0)) { top, lane in
                let weight = weights[column * laneCount + lane]
                return max(top, (weight * weight).max())
            }
        }
        let order = heights.indices.sorted { (heights[$0], $1) > (heights[$1], $0) }
        return Set(order.prefix(settings.featureCountMax).map { table.hashes[$0] })
    }
}

/// Why texts are no ground to learn from.
package enum TextTrainingProblem: Error, Hashable, Sendable {
    /// There is nothing to tell apart.
    case oneLabelOnly
    case tooFew(label: String, count: Int)
}
