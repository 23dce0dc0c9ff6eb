import Foundation
import GradientBoosting
import Identifiers
import PredictionDomain
import PredictionService
import RPC

/// Measures the success model on conversations that are in memory already.
struct PredictionBenchmark: Sendable {
    /// One line of `meshctl bench prediction --json`.
    struct Line: Encodable {
        let measure: String
        let value: Double
        let unit: String
        var peer: String?
        var peerValue: Double?

        enum CodingKeys: String, CodingKey {
            case measure, value, unit, peer
            case peerValue = "peer_value"
        }

        var text: String {
            let beside = peerValue.map { " (\(peer ?? "peer"): \($0.rounded(to: 3)))" } ?? ""
            return "\(measure): \(value.rounded(to: 3)) \(unit)\(beside)"
        }
    }

    /// Live predictions timed one by one: enough for a 99th percentile that holds still.
    private static let liveCount = 5_000
    private static let batchSeconds = 3.0
    /// Rows that one call of the batch explains.
    private static let batchRowCount = 500

    let records: [ConversationRecord]
    let file: String
    let python: String

    func run(_ print: (Line) throws -> Void) async throws {
        let labelled = try LabelledConversation.all(of: records, in: file, success: .usual)
        let start = ContinuousClock.now
        let model = try SuccessTrainer().train(
            on: labelled, source: file, success: "as the source says", at: .wallClock
        ).model
        let seconds = (ContinuousClock.now - start) / .seconds(1)
        try print(Line(measure: "training_five_folds", value: seconds, unit: "s"))
        let feature = oneMoreMessage(labelled)
        try print(Line(measure: "features_of_one_message_p50", value: feature.p50, unit: "us"))
        try print(Line(measure: "features_of_one_message_p99", value: feature.p99, unit: "us"))
        let rows = labelled.flatMap { $0.vectors().map(\.values) }
        let wheel = try WheelBenchmark(model.parts.booster, rows, python: python)?.figures()
        let live = try foresee(labelled, model)
        try print(line("prediction_with_shap_p50", live.p50 / 1_000, "ms", wheel?.p50))
        try print(line("prediction_with_shap_p99", live.p99 / 1_000, "ms", wheel?.p99))
        let batch = try await batch(rows, model.parts.booster)
        try print(line("batch_with_shap_2_cores", batch, "predictions/s", wheel?.rowsPerSecond))
    }

    private func line(
        _ measure: String, _ value: Double, _ unit: String, _ peer: Double?
    ) -> Line {
        Line(
            measure: measure, value: value, unit: unit,
            peer: peer == nil ? nil : "xgboost (Python)", peerValue: peer)
    }

    // MARK: - Latency

    private func oneMoreMessage(_ conversations: [LabelledConversation]) -> Percentiles {
        var times: [Double] = []
        while times.count < Self.liveCount {
            for conversation in conversations where times.count < Self.liveCount {
                var extractor = FeatureExtractor(listPrice: conversation.listPrice)
                for message in conversation.messages {
                    times.append(microseconds { extractor.add(message) })
                }
            }
        }
        return Percentiles(times)
    }

    /// One more message, its features, its probability and its factors.
    private func foresee(
        _ conversations: [LabelledConversation], _ model: SuccessModel
    ) throws -> Percentiles {
        var times: [Double] = []
        while times.count < Self.liveCount {
            for conversation in conversations where times.count < Self.liveCount {
                var extractor = FeatureExtractor(listPrice: conversation.listPrice)
                for message in conversation.messages {
                    let start = ContinuousClock.now
                    extractor.add(message)
                    _ = try model.foresee(extractor.vector)
                    times.append((ContinuousClock.now - start) / .microseconds(1))
                }
            }
        }
        return Percentiles(times)
    }

    private func microseconds(_ work: () -> Void) -> Double {
        let start = ContinuousClock.now
        work()
        return (ContinuousClock.now - start) / .microseconds(1)
    }

    private struct Percentiles {
        let p50: Double
        let p99: Double

        init(_ times: [Double]) {
            let sorted = times.sorted()
            p50 = sorted[sorted.count / 2]
            p99 = sorted[sorted.count * 99 / 100]
        }
    }

    // MARK: - Throughput

    /// Rows explained a second by two tasks.
    private func batch(_ rows: [[Float]], _ booster: Booster) async throws -> Double {
        var matrix = FeatureMatrix(columnCount: booster.featureCount)
        for place in 0..<Self.batchRowCount { try matrix.append(rows[place % rows.count]) }
        let block = matrix
        let start = ContinuousClock.now
        let count = try await withThrowingTaskGroup(of: Int.self) { group in
            for _ in 0..<2 {
                group.addTask {
                    var count = 0
                    while (ContinuousClock.now - start) / .seconds(1) < Self.batchSeconds {
                        count += try booster.contributions(of: block).count
                    }
                    return count
                }
            }
            return try await group.reduce(0, +)
        }
        return Double(count) / ((ContinuousClock.now - start) / .seconds(1))
    }
}
