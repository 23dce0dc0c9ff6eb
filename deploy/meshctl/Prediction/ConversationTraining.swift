import Foundation
import PredictionContract
import PredictionDomain
import PredictionService

/// The training of `meshctl predict --train` on conversations.
struct ConversationTraining {
    let path: String
    let category: String?
    /// Nil: every message.
    let prefix: Double?
    let success: SuccessRule
    let words: CardWords

    func run() throws -> ConversationTrainingOutcome {
        let labelled = try LabelledConversation.all(
            of: try ConversationFile.read(path, category: category), in: path, success: success)
        var trainer = SuccessTrainer(plan: prefix.map { .shares([$0]) } ?? .everyMessage)
        let (model, report) = try train(trainer, on: labelled, "folds by conversation")
        trainer.dealing = .byAgent
        let hasAgents = Set(labelled.map(\.agentID)).count >= 2 * trainer.foldCount
        let byAgent = hasAgents ? try? train(trainer, on: labelled, "folds by agent").report : nil
        return ConversationTrainingOutcome(
            model: model, report: report, byAgent: byAgent, prefix: prefix)
    }

    private func train(
        _ trainer: SuccessTrainer, on labelled: [LabelledConversation], _ what: String
    ) throws -> (model: SuccessModel, report: TrainingReport) {
        let meter = ProgressMeter(what, total: 2 * (trainer.foldCount + 1))
        do throws(TrainingFault) {
            return try trainer.train(
                on: labelled, source: words.source ?? URL(filePath: path).lastPathComponent,
                success: words.definition ?? success.text, at: words.instant
            ) { progress in
                meter.show(progress.step - (progress.round == progress.roundCount ? 0 : 1))
                return true
            }
        } catch {
            throw InputFault(file: path, line: nil, problem: "\(error)")
        }
    }
}

/// A trained model and how good it is.
struct ConversationTrainingOutcome {
    let model: SuccessModel
    let report: TrainingReport
    /// Judged on agents that it had not learned from; nil when there are too few.
    let byAgent: TrainingReport?
    let prefix: Double?

    /// For a person who reads a terminal.
    var text: String {
        let card = model.card
        var lines = [
            "model \(card.version): \(report.conversations) conversations, base rate "
                + "\(thousandths(card.baseRate)); five-fold by conversation:"
        ]
        lines += figures(report)
        if let byAgent {
            lines.append("five-fold by agent, so of agents it had not learned from:")
            lines += figures(byAgent)
        }
        return lines.joined(separator: "\n")
    }

    private func figures(_ report: TrainingReport) -> [String] {
        if let prefix {
            let what = "after \(Int((prefix * 100).rounded())) % of the messages"
            return [
                line(what, report.overall, report.statedShare, report.statedAccuracy)
            ]
        }
        return report.stages.map { stage in
            line(
                "after \(Int(stage.share * 100)) % of the messages"
                    + (stage.includesClosingAct ? ", closing act included" : ""),
                stage.quality, stage.statedShare, stage.statedAccuracy)
        } + [
            line(
                "at every open moment", report.overall, report.statedShare, report.statedAccuracy)
        ]
    }

    private func line(
        _ what: String, _ quality: Quality, _ statedShare: Double, _ statedAccuracy: Double?
    ) -> String {
        let stated = statedAccuracy.map {
            "speaks on \(Int((statedShare * 100).rounded())) % and is right in "
                + "\(($0 * 100).rounded(to: 1)) % of those"
        }
        return "  \(what): AUC \(thousandths(quality.auc)), "
            + "Brier \(thousandths(quality.brierScore)), "
            + "calibration error \(thousandths(quality.expectedCalibrationError)), "
            + (stated ?? "never speaks")
    }

    /// `card.md`, `report.json`, `reliability.svg` and `importance.svg`.
    func write(into folder: String) throws {
        let place = URL(filePath: folder)
        try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        let summary = ConversationTrainingSummary(
            modelVersion: model.card.version, byConversation: .init(report),
            byAgent: byAgent.map(ConversationTrainingSummary.Validation.init))
        let files: [(String, Data)] = [
            ("card.md", Data(ModelCardPage(card: model.card, report: report).text.utf8)),
            ("report.json", try encoder.encode(summary)),
            ("reliability.svg", Data(report.reliability.svg.utf8)),
            ("importance.svg", Data(ImportancePlot(report.importances).svg.utf8)),
        ]
        for (name, bytes) in files {
            try bytes.write(to: place.appending(path: name))
            Console.note("wrote \(place.appending(path: name).path)")
        }
    }
}

/// `report.json` of a training on conversations.
private struct ConversationTrainingSummary: Encodable {
    let modelVersion: String
    let byConversation: Validation
    let byAgent: Validation?

    enum CodingKeys: String, CodingKey {
        case modelVersion = "model_version"
        case byConversation = "by_conversation"
        case byAgent = "by_agent"
    }

    struct Validation: Encodable {
        let conversations: Int
        let baseRate: Double
        let openMoments: Figures
        let shares: [Figures]

        enum CodingKeys: String, CodingKey {
            case conversations, shares
            case baseRate = "base_rate"
            case openMoments = "open_moments"
        }

        init(_ report: TrainingReport) {
            conversations = report.conversations
            baseRate = report.baseRate
            openMoments = Figures(
                share: nil, includesClosingAct: nil, report.overall, report.statedShare,
                report.statedAccuracy)
            shares = report.stages.map {
                Figures(
                    share: $0.share, includesClosingAct: $0.includesClosingAct, $0.quality,
                    $0.statedShare, $0.statedAccuracy)
            }
        }
    }

    struct Figures: Encodable {
        let share: Double?
        let includesClosingAct: Bool?
        let auc: Double
        let brier: Double
        let ece: Double
        let logLoss: Double
        let accuracy: Double
        let statedShare: Double
        let statedAccuracy: Double?

        enum CodingKeys: String, CodingKey {
            case share, auc, brier, ece, accuracy
            case includesClosingAct = "includes_closing_act"
            case logLoss = "log_loss"
            case statedShare = "stated_share"
            case statedAccuracy = "stated_accuracy"
        }

        init(
            share: Double?, includesClosingAct: Bool?, _ quality: Quality, _ statedShare: Double,
            _ statedAccuracy: Double?
        ) {
            self.share = share
            self.includesClosingAct = includesClosingAct
            auc = quality.auc
            brier = quality.brierScore
            ece = quality.expectedCalibrationError
            logLoss = quality.logLoss
            accuracy = quality.accuracy
            self.statedShare = statedShare
            self.statedAccuracy = statedAccuracy
        }
    }
}
