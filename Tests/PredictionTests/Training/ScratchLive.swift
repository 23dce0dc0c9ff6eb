import Foundation
import Identifiers
import PredictionDomain
import PredictionService
import Testing

@Suite struct ScratchLive {
    @Test func live() throws {
        let all = try labelledConversations("../shared/data/conversations/craigslist.jsonl", first: 5000).filter { $0.messages.count >= 4 }
        print("READY", all.count)
        var text = ""
        let started = ContinuousClock.now
        let (model, report) = try SuccessTrainer().train(
            on: all, source: "craigslist.jsonl (stanfordnlp/cocoa, MIT; DialoGraph, Apache-2.0)",
            success: "an agreement on a price (outcome.agreed)",
            at: Instant(microseconds: 1795305600000000))
        text += "training \(ContinuousClock.now - started) \n"
        for file in try DefaultModelWriter(model, report).files() {
            try file.text.write(toFile: "/tmp/h-p/out/\(file.name)", atomically: true, encoding: .utf8)
        }
        for stage in report.stages {
            text += "\(stage.share) \(stage.includesClosingAct) auc \(stage.quality.auc) ece \(stage.quality.expectedCalibrationError) brier \(stage.quality.brierScore) states \(stage.statedShare) right \(stage.statedAccuracy ?? 0)\n"
        }
        text += "overall auc \(report.overall.auc) ece \(report.overall.expectedCalibrationError) brier \(report.overall.brierScore) states \(report.statedShare) right \(report.statedAccuracy ?? 0)\n"
        try text.write(toFile: "/tmp/h-p/out/live.txt", atomically: true, encoding: .utf8)
    }
}
