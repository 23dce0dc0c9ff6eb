import Foundation

/// How a model turns its scores into probabilities.
package enum TextModelLink: String, Codable, Hashable, Sendable {
    /// One label a text: they share one certainty.
    case oneLabel = "one_label"
    /// Each label may be there or not.
    case anyLabels = "any_labels"
}

/// Logistic regression with an L2 penalty over sparse rows, all labels at once.
///
/// The weights of one feature for all labels lie side by side in lanes of four; the last row is the
/// bias and bears no penalty.
struct LogisticFit {
    typealias Lane = LBFGS.Lane

    let rows: SparseRows
    /// The labels of each row, by place.
    let targets: [[Int]]
    let link: TextModelLink
    let labelCount: Int
    /// What a row counts by each label: rare labels count more.
    let labelWeights: [Float]
    let penalty: Float

    private var laneCount: Int { (labelCount + 3) / 4 }

    /// The weights, `laneCount` lanes a feature and then the bias, from `start` on.
    func weights(from start: [Lane]? = nil, stepCountMax: Int = 60) -> [Lane] {
        let zero = [Lane](repeating: .zero, count: (rows.columnCount + 1) * laneCount)
        var scores = [Float](repeating: 0, count: laneCount * 4)
        return LBFGS(stepCountMax: stepCountMax, tolerance: 1e-5).minimum(from: start ?? zero) {
            loss(of: $0, gradient: &$1, scores: &scores)
        }
    }

    private func loss(
        of weights: [Lane], gradient: inout [Lane], scores: inout [Float]
    ) -> Double {
        var loss = penalise(weights, &gradient)
        let lanes = laneCount
        let bias = rows.columnCount * lanes
        weights.withUnsafeBufferPointer { weights in
            gradient.withUnsafeMutableBufferPointer { gradient in
                for row in 0..<rows.count {
                    let entries = rows.starts[row]..<rows.starts[row + 1]
                    for lane in 0..<lanes {
                        var sum = weights[bias + lane]
                        for entry in entries {
                            sum +=
                                weights[Int(rows.columns[entry]) * lanes + lane]
                                * rows.values[entry]
                        }
                        for part in 0..<4 { scores[lane * 4 + part] = sum[part] }
                    }
                    loss += replaceByErrors(&scores, row)
                    for lane in 0..<lanes {
                        let error = Lane(
                            scores[lane * 4], scores[lane * 4 + 1], scores[lane * 4 + 2],
                            scores[lane * 4 + 3])
                        gradient[bias + lane] += error
                        for entry in entries {
                            gradient[Int(rows.columns[entry]) * lanes + lane] +=
                                error * rows.values[entry]
                        }
                    }
                }
            }
        }
        return loss
    }

    /// Half the penalty times the squares; sets the gradient to the penalty's.
    private func penalise(_ weights: [Lane], _ gradient: inout [Lane]) -> Double {
        let bias = rows.columnCount * laneCount
        var squares = SIMD4<Double>.zero
        for index in 0..<bias {
            gradient[index] = weights[index] * penalty
            squares += SIMD4<Double>(weights[index] * weights[index])
        }
        for index in bias..<weights.count { gradient[index] = .zero }
        return 0.5 * Double(penalty) * squares.sum()
    }

    /// The row's loss; its scores become what the gradient takes.
    private func replaceByErrors(_ scores: inout [Float], _ row: Int) -> Double {
        switch link {
        case .oneLabel: replaceByShareErrors(&scores, targets[row][0])
        case .anyLabels: replaceByOwnErrors(&scores, targets[row])
        }
    }

    private func replaceByShareErrors(_ scores: inout [Float], _ target: Int) -> Double {
        let weight = labelWeights[target]
        let top = scores[..<labelCount].max() ?? 0
        let goal = scores[target] - top
        var sum: Float = 0
        for label in 0..<labelCount {
            scores[label] = expf(scores[label] - top)
            sum += scores[label]
        }
        for label in 0..<labelCount { scores[label] *= weight / sum }
        scores[target] -= weight
        for label in labelCount..<scores.count { scores[label] = 0 }
        return Double(weight * (logf(sum) - goal))
    }

    private func replaceByOwnErrors(_ scores: inout [Float], _ labels: [Int]) -> Double {
        var loss: Float = 0
        for label in 0..<labelCount {
            let isThere = labels.contains(label)
            let weight = isThere ? labelWeights[label] : 1
            let score = isThere ? -scores[label] : scores[label]
            loss += weight * (max(0, score) + log1pf(expf(-abs(score))))
            let error = weight / (1 + expf(-score))
            scores[label] = isThere ? -error : error
        }
        for label in labelCount..<scores.count { scores[label] = 0 }
        return Double(loss)
    }
}
