import Foundation

/// Turns a label's scores into probabilities: ln odds = slope × score + offset.
package struct ScoreCalibration: Codable, Hashable, Sendable {
    package var slope: Float
    package var offset: Float
    /// The probability from which the label is given, where labels may stand together.
    package var threshold: Float

    static let plain = ScoreCalibration(slope: 1, offset: 0, threshold: 0.5)
}

/// Fits calibrations to scores of texts that the scores were not learned from.
struct CalibrationFit {
    let link: TextModelLink
    /// The scores of each text, and the places of its labels.
    let scores: [[Float]]
    let targets: [[Int]]
    let labelCount: Int

    func calibrations() -> [ScoreCalibration] {
        switch link {
        case .oneLabel:
            let slope = temperature()
            return Array(
                repeating: ScoreCalibration(slope: slope, offset: 0, threshold: 0),
                count: labelCount)
        case .anyLabels: return (0..<labelCount).map(calibration)
        }
    }

    // MARK: - One label a text

    /// One slope for all labels, by the golden section (Guo et al., ICML 2017).
    private func temperature() -> Float {
        let ratio: Float = 0.618_034
        var (low, high): (Float, Float) = (-2, 2)
        for _ in 0..<24 {
            let left = high - ratio * (high - low)
            let right = low + ratio * (high - low)
            if surprise(expf(left)) < surprise(expf(right)) { high = right } else { low = left }
        }
        return expf((low + high) / 2)
    }

    private func surprise(_ slope: Float) -> Float {
        zip(scores, targets).reduce(0) { sum, text in
            let top = text.0.max() ?? 0
            let total = text.0.reduce(0) { $0 + expf(slope * ($1 - top)) }
            return sum + logf(total) - slope * (text.0[text.1[0]] - top)
        }
    }

    // MARK: - Labels that may stand together

    private func calibration(of label: Int) -> ScoreCalibration {
        let points = zip(scores, targets).map { (score: $0[label], isThere: $1.contains(label)) }
        let (slope, offset) = line(points)
        let judged = points.map { point in
            (probability: 1 / (1 + expf(-slope * point.score - offset)), isThere: point.isThere)
        }
        return ScoreCalibration(slope: slope, offset: offset, threshold: threshold(judged))
    }

    /// Platt's line by Newton's method, its targets drawn in by his prior.
    private func line(_ points: [(score: Float, isThere: Bool)]) -> (slope: Float, offset: Float) {
        let there = Double(points.count(where: \.isThere))
        let absent = Double(points.count) - there
        var (slope, offset) = (1.0, 0.0)
        for _ in 0..<30 {
            var gradient = (0.0, 0.0)
            var hessian = (1e-3, 0.0, 1e-3)
            for point in points {
                let target = point.isThere ? (there + 1) / (there + 2) : 1 / (absent + 2)
                let score = Double(point.score)
                let probability = 1 / (1 + exp(-slope * score - offset))
                let spread = probability * (1 - probability)
                gradient.0 += (probability - target) * score
                gradient.1 += probability - target
                hessian.0 += spread * score * score
                hessian.1 += spread * score
                hessian.2 += spread
            }
            let determinant = hessian.0 * hessian.2 - hessian.1 * hessian.1
            guard determinant > 1e-12 else { break }
            let step = (
                (hessian.2 * gradient.0 - hessian.1 * gradient.1) / determinant,
                (hessian.0 * gradient.1 - hessian.1 * gradient.0) / determinant
            )
            slope -= max(-2, min(2, step.0))
            offset -= max(-2, min(2, step.1))
            if abs(step.0) + abs(step.1) < 1e-6 { break }
        }
        return slope > 0
            ? (Float(slope), Float(offset)) : (0, Float(log((there + 1) / (absent + 1))))
    }

    /// Where F1 is highest; midway to the next text, so that it holds for texts unseen.
    private func threshold(_ judged: [(probability: Float, isThere: Bool)]) -> Float {
        let sorted = judged.sorted { $0.probability > $1.probability }
        let there = sorted.count(where: \.isThere)
        var best: (quality: Double, threshold: Float) = (0, 0.5)
        var hits = 0
        for (index, text) in sorted.enumerated() {
            if text.isThere { hits += 1 }
            let quality = 2 * Double(hits) / Double(index + 1 + there)
            if quality > best.quality {
                let next = index + 1 < sorted.count ? sorted[index + 1].probability : 0
                best = (quality, (text.probability + next) / 2)
            }
        }
        return min(0.9, max(0.1, best.threshold))
    }
}
