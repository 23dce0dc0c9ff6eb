/// A linear model: a score for each label from the features of a text.
///
/// Weights are whole numbers from −127 to 127 times a scale of each label, so a model is small; it
/// is judged as it is shipped.
struct LinearScores: Sendable {
    typealias Lane = LBFGS.Lane

    let table: FeatureTable
    let labelCount: Int
    /// Feature by feature, label by label.
    let weights: [Int8]
    let scales: [Float]
    let bias: [Float]
    /// The weights in lanes of four labels, ready to add up.
    private let lanes: [Lane]
    private let laneCount: Int

    init(table: FeatureTable, weights: [Int8], scales: [Float], bias: [Float]) {
        self.table = table
        self.weights = weights
        self.scales = scales
        self.bias = bias
        labelCount = bias.count
        laneCount = (labelCount + 3) / 4
        var lanes = [Lane](repeating: .zero, count: table.count * laneCount)
        for column in 0..<table.count {
            for label in 0..<bias.count {
                lanes[column * laneCount + label / 4][label % 4] =
                    Float(weights[column * bias.count + label]) * scales[label]
            }
        }
        self.lanes = lanes
    }

    /// Rounds what was fitted to the nearest whole numbers.
    init(table: FeatureTable, fitted: [Lane], labelCount: Int) {
        let laneCount = (labelCount + 3) / 4
        func weight(_ column: Int, _ label: Int) -> Float {
            fitted[column * laneCount + label / 4][label % 4]
        }
        var scales = [Float](repeating: 0, count: labelCount)
        for column in 0..<table.count {
            for label in 0..<labelCount {
                scales[label] = max(scales[label], abs(weight(column, label)) / 127)
            }
        }
        var weights: [Int8] = []
        weights.reserveCapacity(table.count * labelCount)
        for column in 0..<table.count {
            for label in 0..<labelCount {
                let scale = scales[label]
                weights.append(
                    scale == 0 ? 0 : Int8(clamping: Int((weight(column, label) / scale).rounded())))
            }
        }
        self.init(
            table: table, weights: weights, scales: scales,
            bias: (0..<labelCount).map { weight(table.count, $0) })
    }

    func scores(of reader: FeatureReader, scratch: inout [UInt32]) -> [Float] {
        var sums = [Lane](repeating: .zero, count: laneCount)
        table.forEachFeature(of: reader, scratch: &scratch) { column, value in
            for lane in 0..<laneCount { sums[lane] += lanes[column * laneCount + lane] * value }
        }
        return (0..<labelCount).map { sums[$0 / 4][$0 % 4] + bias[$0] }
    }
}
