import Identifiers

/// One sequence with what should be answered at its end.
package struct SequenceExample: Hashable, Sendable {
    /// `shape.inputs` numbers a step.
    package var sequence: [Float]
    package var targets: [Float]

    package init(sequence: [Float], targets: [Float]) {
        self.sequence = sequence
        self.targets = targets
    }
}

/// Teaches a network by Adam (Kingma and Ba, 2015) on the absolute error, which outliers bend little.
package struct LSTMTrainer: Sendable {
    package var shape: LSTM.Shape
    package var passCount = 8
    /// Of the first pass; falls to a tenth of it.
    package var rate: Float = 0.004
    package var seed: UInt64 = 1
    /// Examples whose gradients make one step.
    private let batchCount = 32
    /// A longer gradient is cut to this length, so that one strange series cannot throw the weights.
    private let gradientLengthMax: Float = 1

    package init(shape: LSTM.Shape) { self.shape = shape }

    /// The same examples and seed give the same network. `progress` hears of each pass; false ends.
    package func train(
        on examples: [SequenceExample], progress: (_ pass: Int) -> Bool = { _ in true }
    ) -> LSTM {
        var network = LSTM(shape, seed: seed)
        var generator = SplitMix64(seed: seed ^ 0x5EED)
        var (gradient, passage) = (LSTMGradient(shape), LSTMPassage(shape))
        var (gateSteps, readoutSteps) = (Adam(network.gates), Adam(network.readout))
        let order = Array(examples.indices)
        for pass in 0..<passCount where !examples.isEmpty {
            let pace = rate * (1 - 0.9 * Float(pass) / Float(max(1, passCount - 1)))
            let shuffled = order.shuffled(using: &generator)
            for start in stride(from: 0, to: shuffled.count, by: batchCount) {
                let batch = shuffled[start..<min(start + batchCount, shuffled.count)]
                gradient.clear()
                for index in batch {
                    add(examples[index], to: &gradient, &passage, network)
                }
                let scale = scale(of: gradient.sum, batch.count)
                gateSteps.move(&network.gates, by: gradient.sum.gates, scale, pace)
                readoutSteps.move(&network.readout, by: gradient.sum.readout, scale, pace)
            }
            guard progress(pass + 1) else { break }
        }
        return network
    }

    private func add(
        _ example: SequenceExample, to gradient: inout LSTMGradient, _ passage: inout LSTMPassage,
        _ network: LSTM
    ) {
        let answer = passage.run(example.sequence, through: network)
        let slopes = zip(answer, example.targets).map { given, wanted -> Float in
            wanted.isNaN ? 0 : absoluteErrorSlope(given - wanted) / Float(shape.outputs)
        }
        gradient.add(slopes, passage, of: example.sequence, network: network)
    }

    /// The mean over the batch, cut to the longest gradient that is allowed.
    private func scale(of sum: LSTM, _ count: Int) -> Float {
        let square = (sum.gates.blocks + sum.readout.blocks).reduce(Float(0)) {
            $0 + ($1 * $1).sum()
        }
        let length = square.squareRoot() / Float(count)
        return (length > gradientLengthMax ? gradientLengthMax / length : 1) / Float(count)
    }
}

/// The slope of the absolute error, made smooth within a tenth around zero.
private func absoluteErrorSlope(_ error: Float) -> Float { max(-1, min(1, error * 10)) }

/// Steps whose length each weight's own gradients decide.
private struct Adam {
    private var mean: [Block]
    private var square: [Block]
    private var (meanDecay, squareDecay): (Float, Float) = (1, 1)

    init(_ weights: BlockMatrix) {
        mean = Array(repeating: .zero, count: weights.blocks.count)
        square = mean
    }

    mutating func move(
        _ weights: inout BlockMatrix, by gradient: BlockMatrix, _ scale: Float, _ rate: Float
    ) {
        meanDecay *= 0.9
        squareDecay *= 0.999
        for index in mean.indices {
            let slope = gradient.blocks[index] * scale
            mean[index] = 0.9 * mean[index] + 0.1 * slope
            square[index] = 0.999 * square[index] + 0.001 * slope * slope
            let spread = (square[index] / (1 - squareDecay)).squareRoot() + 1e-8
            weights.blocks[index] -= rate * (mean[index] / (1 - meanDecay)) / spread
        }
    }
}
