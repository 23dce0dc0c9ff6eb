import Foundation
import GradientBoosting
import Identifiers
import PredictionContract
import PredictionDomain
import PredictionService
import RPC
import Statistics

/// Measures the success model on conversations that are in memory already, and the service that
/// answers with it.
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
    /// Rows that one call of a batch explains, here and by the wheel.
    private static let batchRowCount = 2_000

    let records: [ConversationRecord]
    let file: String
    let python: String
    let success: SuccessRule
    /// Whether the service is measured too, which starts a Postgres.
    let measuresService: Bool

    func run(_ print: (Line) throws -> Void) async throws {
        let labelled = try LabelledConversation.all(of: records, in: file, success: success)
        let (model, seconds) = try timed {
            try SuccessTrainer().train(
                on: labelled, source: file, success: success.text, at: .wallClock
            ).model
        }
        try print(Line(measure: "training_five_folds", value: seconds, unit: "s"))
        try lines("features_of_one_message", "us", oneMoreMessage(labelled)).forEach(print)
        let rows = labelled.flatMap { $0.vectors().map(\.values) }.prefix(Self.batchRowCount)
        let wheel = try WheelBenchmark(model.parts.booster, Array(rows), python: python)?.figures()
        let live = try foresee(labelled, model).map { $0 / 1_000 }
        try lines("prediction_with_shap", "ms", live, beside: wheel.map { ($0.p50, $0.p99) })
            .forEach(print)
        let batch = try await batch(rows, model.parts.booster)
        try print(
            line("batch_with_shap_2_cores", batch, "predictions/s", wheel?.rowsPerSecond))
        guard measuresService else { return }
        try await PredictionServiceBenchmark(conversations: labelled, model: model).run {
            try print(Line(measure: "\($0)_p50", value: $1.p50 ?? 0, unit: "ms"))
            try print(Line(measure: "\($0)_p99", value: $1.p99 ?? 0, unit: "ms"))
        }
    }

    // MARK: - Latency

    private func oneMoreMessage(_ conversations: [LabelledConversation]) -> [Double] {
        messages(of: conversations) { extractor, facts in extractor.add(facts) }
    }

    /// One more message, its features, its probability and its factors.
    private func foresee(
        _ conversations: [LabelledConversation], _ model: SuccessModel
    ) throws -> [Double] {
        try messages(of: conversations) { extractor, facts in
            extractor.add(facts)
            _ = try model.foresee(extractor.vector)
        }
    }

    /// What each of `liveCount` messages costs, in µs, ascending.
    private func messages(
        of conversations: [LabelledConversation],
        _ work: (inout FeatureExtractor, MessageFacts) throws -> Void
    ) rethrows -> [Double] {
        var times: [Double] = []
        while times.count < Self.liveCount {
            for conversation in conversations where times.count < Self.liveCount {
                var extractor = FeatureExtractor(listPrice: conversation.listPrice)
                for facts in conversation.messages {
                    times.append(try timed { try work(&extractor, facts) }.seconds * 1_000_000)
                }
            }
        }
        return times.sorted()
    }

    // MARK: - Throughput

    /// Rows explained a second by two tasks.
    private func batch(_ rows: some Collection<[Float]>, _ booster: Booster) async throws -> Double
    {
        var matrix = FeatureMatrix(columnCount: booster.featureCount)
        for row in rows { try matrix.append(row) }
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

// MARK: - Lines

extension PredictionBenchmark {
    private func line(
        _ measure: String, _ value: Double, _ unit: String, _ peer: Double?
    ) -> Line {
        Line(
            measure: measure, value: value, unit: unit,
            peer: peer == nil ? nil : "xgboost (Python)", peerValue: peer)
    }

    /// The median and the 99th percentile of times in ascending order.
    private func lines(
        _ measure: String, _ unit: String, _ times: [Double],
        beside wheel: (p50: Double, p99: Double)? = nil
    ) -> [Line] {
        [
            line("\(measure)_p50", quantile(0.5, ofSorted: times), unit, wheel?.p50),
            line("\(measure)_p99", quantile(0.99, ofSorted: times), unit, wheel?.p99),
        ]
    }
}

private func timed<Value>(_ work: () throws -> Value) rethrows -> (Value, seconds: Double) {
    let start = ContinuousClock.now
    let value = try work()
    return (value, (ContinuousClock.now - start) / .seconds(1))
}
