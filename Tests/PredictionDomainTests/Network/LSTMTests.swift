import Identifiers
import Testing

@testable import PredictionDomain

struct LSTMTests {
    private let shape = LSTM.Shape(inputs: 2, cells: 8, outputs: 3)

    @Test func theGradientIsTheSlopeOfTheLoss() {
        let network = LSTM(shape, seed: 4)
        let sequence: [Float] = [0.3, -0.2, 1.1, 0.4, -0.7, 0.9, 0.2, -1.2]
        let weights: [Float] = [1, -2, 0.5]
        var (gradient, passage) = (LSTMGradient(shape), LSTMPassage(shape))
        _ = passage.run(sequence, through: network)
        gradient.add(weights, passage, of: sequence, network: network)
        func loss(_ network: LSTM) -> Float {
            zip(network.answer(to: sequence), weights).reduce(0) { $0 + $1.0 * $1.1 }
        }
        for row in 0..<network.gates.rowCount {
            for column in stride(from: row % 5, to: 32, by: 5) {
                let step: Float = 0.01
                var (above, below) = (network, network)
                above.gates[row, column] += step
                below.gates[row, column] -= step
                let slope = (loss(above) - loss(below)) / (2 * step)
                #expect(abs(gradient.sum.gates[row, column] - slope) < 0.004)
            }
        }
        #expect(abs(gradient.sum.readout[8, 1] - weights[1]) < 1e-6)
    }

    @Test func itRemembersWhatItSawFirst() {
        var generator = SplitMix64(seed: 8)
        func example() -> SequenceExample {
            let first = Float.random(in: -1...1, using: &generator)
            let noise = (0..<4).map { _ in Float.random(in: -1...1, using: &generator) }
            return SequenceExample(sequence: [first] + noise, targets: [first])
        }
        var trainer = LSTMTrainer(shape: LSTM.Shape(inputs: 1, cells: 8, outputs: 1))
        trainer.passCount = 12
        trainer.rate = 0.02
        let network = trainer.train(on: (0..<300).map { _ in example() })
        let misses = (0..<100).map { _ -> Float in
            let one = example()
            return abs(network.answer(to: one.sequence)[0] - one.targets[0])
        }
        #expect(misses.reduce(0, +) / 100 < 0.25, "the first value is 0.5 from zero on average")
    }

    @Test func theSameSeedTeachesTheSame() {
        let examples = (0..<8).map {
            SequenceExample(sequence: [Float($0), 1], targets: [Float($0) / 8])
        }
        var trainer = LSTMTrainer(shape: LSTM.Shape(inputs: 1, cells: 8, outputs: 1))
        trainer.passCount = 2
        #expect(trainer.train(on: examples) == trainer.train(on: examples))
    }
}
