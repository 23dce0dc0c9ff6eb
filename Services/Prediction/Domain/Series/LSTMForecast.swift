import Identifiers

/// How series are shown to a network: steps of one unit's length, where a unit is the series' own
/// mean step, on the scale of its errors.
struct SequenceWindow: Hashable, Sendable {
    /// What the network reads: twice the horizon, but at least half a year of weeks.
    let length: Int
    let horizon: Int

    /// The answer's unit in steps: where a random walk would be after some sixteen of them.
    static let answerUnit = 4.0

    init(horizon: Int) {
        self.horizon = horizon
        length = max(26, 2 * horizon)
    }

    /// Each step's own length, and the distance from there to the end of the window.
    func input(_ walk: [Double], _ unit: Double, before origin: Int) -> [Float] {
        var input: [Float] = []
        input.reserveCapacity(2 * length)
        let last = walk[origin - 1]
        for place in (origin - length)..<origin {
            let value = walk[max(0, place)]
            let step = place > 0 ? (value - walk[place - 1]) / unit : 0
            input.append(Float(max(-5, min(5, step))))
            input.append(Float(max(-10, min(10, (value - last) / unit / Self.answerUnit))))
        }
        return input
    }
}

/// A network that has learned from many series at once, reading one of them.
struct LSTMForecast: FittedForecast {
    let network: LSTM
    private let window: SequenceWindow
    private let scale: ErrorScale
    private let walk: [Double]
    private let unit: Double

    init(_ values: [Double], network: LSTM) {
        self.network = network
        window = SequenceWindow(horizon: network.shape.outputs)
        scale = ErrorScale(values)
        walk = values.map(scale.inward)
        unit = max(1e-9, stepSpread(walk))
    }

    /// At most as many points as the network answers.
    func means(after origin: Int, horizon: Int) -> [Double] {
        let answer = network.answer(to: window.input(walk, unit, before: origin))
        return answer.prefix(horizon).map {
            scale.outward(walk[origin - 1] + Double($0) * unit * SequenceWindow.answerUnit)
        }
    }
}

/// Teaches a network from many series.
struct SeriesNetworkTrainer: Sendable {
    /// Steps in a pass; more teach better and take longer (0.6 M: about a second).
    private static let stepCountMax = 600_000
    /// A window must have something to read.
    private static let readCountMin = 4

    let horizon: Int
    var seed: UInt64 = 1

    /// Nil when no series is long enough.
    func train(
        on series: [[Double]], progress: (_ pass: Int, _ passCount: Int) -> Bool
    ) -> LSTM? {
        let examples = examples(of: series)
        guard !examples.isEmpty else { return nil }
        var trainer = LSTMTrainer(shape: LSTM.Shape(inputs: 2, cells: 24, outputs: horizon))
        trainer.seed = seed
        let passCount = trainer.passCount
        return trainer.train(on: examples) { progress($0, passCount) }
    }

    private func examples(of series: [[Double]]) -> [SequenceExample] {
        let window = SequenceWindow(horizon: horizon)
        let usable = series.filter { $0.count >= Self.readCountMin + horizon }
        guard !usable.isEmpty else { return [] }
        let perSeries = max(1, min(200, Self.stepCountMax / window.length / usable.count))
        var generator = SplitMix64(seed: seed)
        return usable.flatMap { values in
            let scale = ErrorScale(values)
            let walk = values.map(scale.inward)
            let unit = max(1e-9, stepSpread(walk))
            return (0..<perSeries).map { _ in
                let origin = Int.random(
                    in: Self.readCountMin...(values.count - horizon), using: &generator)
                return SequenceExample(
                    sequence: window.input(walk, unit, before: origin),
                    targets: (0..<horizon).map { step in
                        let moved = walk[origin + step] - walk[origin - 1]
                        return Float(max(-50, min(50, moved / unit / SequenceWindow.answerUnit)))
                    })
            }
        }
    }
}
