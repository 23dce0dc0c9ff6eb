import GradientBoosting
import Identifiers
import PredictionContract
import PredictionDomain
import Wire

/// Trains a model on finished conversations, and measures it on those that it had not learned from.
///
/// Folds are dealt by conversation. Calibration, intervals and abstention of the kept model rest on
/// what the folds' models said of the conversations held back from them.
package struct SuccessTrainer: Sendable {
    package var plan = PrefixPlan.everyMessage
    package var parameters = TrainingParameters()
    package var foldCount = 5
    package var seed: UInt64 = 1
    /// Shorter conversations teach nothing about how conversations go.
    package var leastMessages = 4

    package init() {}

    /// Trains `foldCount` models and then the one that is kept.
    ///
    /// - Parameters:
    ///   - source: what the conversations are, in words for the card.
    ///   - success: what counts as success, in words for the card.
    ///   - progress: hears of each round; false cancels.
    package func train(
        on conversations: [LabelledConversation], source: String, success: String, at now: Instant,
        progress: (TrainingProgress) -> Bool = { _ in true }
    ) throws(TrainingFault) -> (model: SuccessModel, report: TrainingReport) {
        let members = conversations.filter { $0.messages.count >= leastMessages }
        try refuseTooFew(members)
        let set = TrainingSet(members, plan: plan)
        let folds = GroupedFolds(count: foldCount, outcomes: set.succeeded, seed: seed)
        do {
            var validation = CrossValidation(set, folds)
            for fold in 0..<foldCount {
                let booster = try boost(set, folds.others(than: fold), step: fold + 1, progress)
                try validation.add(fold: fold, booster)
            }
            let kept = try boost(set, Array(0..<set.count), step: foldCount + 1, progress)
            let report = validation.report()
            let parts = ModelParts(kept, fittedTo: validation.evidence)
            let card = card(
                report, FNV1a.hash(try kept.bytes()), source: source, success: success, at: now)
            return (try SuccessModel(card: card, parts: parts), report)
        } catch let fault as TrainingFault {
            throw fault
        } catch {
            throw .refused("\(error)")
        }
    }

    private func refuseTooFew(_ members: [LabelledConversation]) throws(TrainingFault) {
        let successes = members.count { $0.succeeded }
        let failures = members.count - successes
        let least = 2 * foldCount
        guard min(successes, failures) >= least else {
            throw .tooFewConversations(successes: successes, failures: failures, least: least)
        }
    }

    private func boost(
        _ set: TrainingSet, _ members: [Int], step: Int, _ progress: (TrainingProgress) -> Bool
    ) throws -> Booster {
        let (rows, labels) = try set.sample(members)
        var isCancelled = false
        let booster = try Booster(training: rows, labels: labels, parameters: parameters) { round in
            isCancelled = !progress(
                TrainingProgress(
                    step: step, stepCount: foldCount + 1, round: round,
                    roundCount: parameters.rounds))
            return !isCancelled
        }
        if isCancelled { throw TrainingFault.cancelled }
        return booster
    }

    private func card(
        _ report: TrainingReport, _ mark: UInt64, source: String, success: String, at now: Instant
    ) -> ModelCard {
        ModelCard(
            version: "\(Feature.version)-\(String(mark, radix: 16).prefix(8))",
            trainedOn: source, rows: report.rows, conversations: report.conversations,
            trainedAt: now, auc: report.overall.auc, brierScore: report.overall.brierScore,
            baseRate: report.baseRate,
            expectedCalibrationError: report.overall.expectedCalibrationError,
            featureNames: Feature.names, successDefinition: success,
            aucByShare: report.stages.map { stage in
                ShareScore(
                    share: stage.share, auc: stage.quality.auc,
                    brierScore: stage.quality.brierScore,
                    includesClosingAct: stage.includesClosingAct)
            }, statedShare: report.statedShare, statedAccuracy: report.statedAccuracy)
    }
}
