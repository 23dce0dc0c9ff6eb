import Identifiers

/// A network with long short-term memory that reads a sequence and answers once, at its end.
///
/// One layer of cells with input, forget and output gates (Hochreiter and Schmidhuber, 1997; Gers
/// and others, 2000), and a linear read-out of the last state.
package struct LSTM: Hashable, Sendable {
    package struct Shape: Hashable, Sendable {
        package var inputs: Int
        /// A multiple of eight.
        package var cells: Int
        package var outputs: Int

        package init(inputs: Int, cells: Int, outputs: Int) {
            precondition(cells % Block.scalarCount == 0, "cells come by eights")
            self.inputs = inputs
            self.cells = cells
            self.outputs = outputs
        }
    }

    package let shape: Shape
    /// Rows: inputs, cells, bias. Columns: input gate, forget gate, candidate, output gate.
    var gates: BlockMatrix
    /// Rows: cells, bias.
    var readout: BlockMatrix

    /// All weights zero.
    init(zero shape: Shape) {
        self.shape = shape
        gates = BlockMatrix(rowCount: shape.inputs + shape.cells + 1, columnCount: 4 * shape.cells)
        readout = BlockMatrix(rowCount: shape.cells + 1, columnCount: shape.outputs)
    }

    /// Small random weights; forget gates begin open.
    init(_ shape: Shape, seed: UInt64) {
        self.init(zero: shape)
        var generator = SplitMix64(seed: seed)
        let width = 1 / Float(shape.cells).squareRoot()
        for row in 0..<(gates.rowCount - 1) {
            for column in 0..<(4 * shape.cells) {
                gates[row, column] = Float.random(in: -width...width, using: &generator)
            }
        }
        for cell in 0..<shape.cells { gates[gates.rowCount - 1, shape.cells + cell] = 1 }
        for row in 0..<shape.cells {
            for column in 0..<shape.outputs {
                readout[row, column] = Float.random(in: -width...width, using: &generator)
            }
        }
    }

    /// The answer to a sequence of steps, `shape.inputs` numbers each, one after the other.
    package func answer(to sequence: [Float]) -> [Float] {
        var passage = LSTMPassage(shape)
        return passage.run(sequence, through: self)
    }
}

/// What the cells were at each step of one sequence, as learning needs it; used again and again.
struct LSTMPassage {
    struct Step {
        /// Input gate, forget gate, candidate, output gate, after their functions.
        var gates: [Block]
        var memory: [Block]
        /// The hyperbolic tangent of `memory`.
        var shown: [Block]
        /// What the next step and the read-out see.
        var state: [Block]
    }

    private let shape: LSTM.Shape
    private(set) var steps: [Step] = []
    private(set) var stepCount = 0
    private var sums: [Block]

    init(_ shape: LSTM.Shape) {
        self.shape = shape
        sums = Array(repeating: .zero, count: 4 * shape.cells / Block.scalarCount)
    }

    private var width: Int { shape.cells / Block.scalarCount }

    mutating func run(_ sequence: [Float], through network: LSTM) -> [Float] {
        stepCount = sequence.count / shape.inputs
        while steps.count < stepCount { steps.append(emptyStep) }
        for step in 0..<stepCount { advance(step, sequence, network) }
        return answer(of: network)
    }

    private var emptyStep: Step {
        let state = Array(repeating: Block.zero, count: width)
        return Step(gates: sums, memory: state, shown: state, state: state)
    }

    private mutating func advance(_ step: Int, _ sequence: [Float], _ network: LSTM) {
        let matrix = network.gates
        for index in sums.indices { sums[index] = .zero }
        matrix.add(row: matrix.rowCount - 1, times: 1, to: &sums)
        for input in 0..<shape.inputs {
            matrix.add(row: input, times: sequence[step * shape.inputs + input], to: &sums)
        }
        if step > 0 {
            for cell in 0..<shape.cells {
                let seen = steps[step - 1].state[cell / 8][cell % 8]
                matrix.add(row: shape.inputs + cell, times: seen, to: &sums)
            }
        }
        for index in 0..<width {
            let input = logistic(sums[index])
            let forget = logistic(sums[width + index])
            let candidate = hyperbolicTangent(sums[2 * width + index])
            let output = logistic(sums[3 * width + index])
            let before = step > 0 ? steps[step - 1].memory[index] : .zero
            let memory = forget * before + input * candidate
            let shown = hyperbolicTangent(memory)
            steps[step].gates[index] = input
            steps[step].gates[width + index] = forget
            steps[step].gates[2 * width + index] = candidate
            steps[step].gates[3 * width + index] = output
            steps[step].memory[index] = memory
            steps[step].shown[index] = shown
            steps[step].state[index] = output * shown
        }
    }

    private func answer(of network: LSTM) -> [Float] {
        var sums = Array(repeating: Block.zero, count: network.readout.blocksPerRow)
        network.readout.add(row: shape.cells, times: 1, to: &sums)
        if stepCount > 0 {
            for cell in 0..<shape.cells {
                let seen = steps[stepCount - 1].state[cell / 8][cell % 8]
                network.readout.add(row: cell, times: seen, to: &sums)
            }
        }
        return (0..<shape.outputs).map { sums[$0 / 8][$0 % 8] }
    }
}
