import GradientBoosting
import Identifiers
import PredictionTabular
import Tables

/// Calls in time order: `warmth` decides a good part, `seconds` is long where the answer was yes,
/// and `rate` climbs so that the last fifth has values never seen before. From a share of the rows
/// on, `warmth` may decide the other way around.
func calls(
    _ count: Int, seed: UInt64 = 1, secondsName: String = "duration", turningAt turn: Double = 1
) -> TextTable {
    var random = SplitMix64(seed: seed)
    let rows = (0..<count).map { index in
        let warmth = Double.random(in: -1...1, using: &random)
        let channel = ["cell", "landline"].randomElement(using: &random) ?? "cell"
        let noise = Double.random(in: -1...1, using: &random)
        let direction = Double(index) < turn * Double(count) ? 1.0 : -1
        let succeeded = direction * warmth + noise + (channel == "cell" ? 0.3 : -0.3) > 0
        let seconds = Int.random(in: 60...300, using: &random) + (succeeded ? 200 : 0)
        let rate = Double(index) / Double(count) + Double.random(in: 0...0.05, using: &random)
        return [
            "\(warmth)", channel, "\(seconds)", "\(rate)",
            "\(Int.random(in: 20...70, using: &random))",
            "call-\(index)", "same", succeeded ? "yes" : "no",
        ]
    }
    return TextTable(
        columns: ["warmth", "channel", secondsName, "rate", "age", "call_id", "source", "y"],
        rows: rows)
}

/// A trainer that is done in a moment.
var quickTrainer: TableTrainer {
    var trainer = TableTrainer()
    trainer.parameters.rounds = 40
    trainer.parameters.learningRate = 0.2
    return trainer
}
