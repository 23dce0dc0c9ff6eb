/// The gradient of a loss by every weight of a network, summed over examples.
struct LSTMGradient {
    /// Shaped as the network.
    private(set) var sum: LSTM
    private let width: Int
    private var before: [Block]
    private var stateSlope: [Block]
    private var memorySlope: [Block]

    init(_ shape: LSTM.Shape) {
        sum = LSTM(zero: shape)
        width = shape.cells / Block.scalarCount
        before = Array(repeating: .zero, count: 4 * width)
        stateSlope = Array(repeating: .zero, count: width)
        memorySlope = stateSlope
    }

    mutating func clear() {
        for index in sum.gates.blocks.indices { sum.gates.blocks[index] = .zero }
        for index in sum.readout.blocks.indices { sum.readout.blocks[index] = .zero }
    }

    /// Adds one example by going back through the steps (Werbos, 1990); `slopes` is the loss' gradient
    /// by the answer.
    mutating func add(
        _ slopes: [Float], _ passage: LSTMPassage, of sequence: [Float], network: LSTM
    ) {
        guard passage.stepCount > 0 else { return }
        var answerSlope = Array(repeating: Block.zero, count: network.readout.blocksPerRow)
        for (index, slope) in slopes.enumerated() { answerSlope[index / 8][index % 8] = slope }
        addReadout(answerSlope, passage, network)
        for index in 0..<width { memorySlope[index] = .zero }
        for step in (0..<passage.stepCount).reversed() {
            let previous = step > 0 ? passage.steps[step - 1] : nil
            descend(passage.steps[step], after: previous)
            addGates(sequence, step, after: previous, network)
        }
    }

    private mutating func addReadout(
        _ slope: [Block], _ passage: LSTMPassage, _ network: LSTM
    ) {
        let last = passage.steps[passage.stepCount - 1]
        let cells = network.shape.cells
        sum.readout.add(slope, times: 1, toRow: cells)
        for cell in 0..<cells {
            sum.readout.add(slope, times: last.state[cell / 8][cell % 8], toRow: cell)
            stateSlope[cell / 8][cell % 8] = network.readout.product(row: cell, slope)
        }
    }

    /// From the slope by a step's state to the slopes before its gates' functions.
    private mutating func descend(_ step: LSTMPassage.Step, after previous: LSTMPassage.Step?) {
        for index in 0..<width {
            let (input, forget) = (step.gates[index], step.gates[width + index])
            let (candidate, output) = (step.gates[2 * width + index], step.gates[3 * width + index])
            let (state, shown) = (stateSlope[index], step.shown[index])
            let memory = memorySlope[index] + state * output * (1 - shown * shown)
            let kept = previous?.memory[index] ?? .zero
            before[index] = memory * candidate * input * (1 - input)
            before[width + index] = memory * kept * forget * (1 - forget)
            before[2 * width + index] = memory * input * (1 - candidate * candidate)
            before[3 * width + index] = state * shown * output * (1 - output)
            memorySlope[index] = memory * forget
        }
    }

    private mutating func addGates(
        _ sequence: [Float], _ step: Int, after previous: LSTMPassage.Step?, _ network: LSTM
    ) {
        let shape = network.shape
        sum.gates.add(before, times: 1, toRow: shape.inputs + shape.cells)
        for input in 0..<shape.inputs {
            sum.gates.add(before, times: sequence[step * shape.inputs + input], toRow: input)
        }
        guard let previous else { return }
        for cell in 0..<shape.cells {
            let seen = previous.state[cell / 8][cell % 8]
            sum.gates.add(before, times: seen, toRow: shape.inputs + cell)
            stateSlope[cell / 8][cell % 8] = network.gates.product(
                row: shape.inputs + cell, before)
        }
    }
}
