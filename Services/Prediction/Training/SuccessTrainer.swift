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
    package let plan: PrefixPlan
    package var parameters = TrainingParameters()
    package var foldCount = 5
    package var dealing = FoldDealing.byConversation
    package var seed: UInt64 = 1
    /// Shorter conversations teach nothing about how conversations go.
    package var leastMessages = 4

    /// Of the conversations learned from, the part by which the number of rounds is found.
    private static let heldBackShare = 0.15

    /// Trees that fit the plan: of every message, a conversation gives some ten rows that are much
    /// alike, so a leaf wants more of them, a tree sees fewer features, and each round is the mean of
    /// a few trees that saw half of the rows each (contracts/decisions/0224).
    package init(plan: PrefixPlan = .everyMessage) {
        self.plan = plan
        parameters.monotone = Feature.monotone
        switch plan {
        case .everyMessage:
            parameters.rounds = 70
            parameters.learningRate = 0.07
            parameters.treesPerRound = 5
            parameters.subsample = 0.5
            parameters.columnSample = 0.1
            parameters.minimumChildWeight = 20
        case .shares:
            parameters.rounds = 400
            parameters.learningRate = 0.04
            parameters.columnSample = 0.2
            parameters.minimumChildWeight = 5
        }
    }

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
        let folds =
            switch dealing {
            case .byConversation:
                GroupedFolds(count: foldCount, outcomes: set.succeeded, seed: seed)
            case .byAgent: GroupedFolds(count: foldCount, groups: set.agents, seed: seed)
            }
        do {
            var validation = CrossValidation(set, folds)
            for fold in 0..<foldCount {
                let booster = try boost(set, folds.others(than: fold), step: fold + 1, progress)
                try validation.add(fold: fold, booster)
            }
            let kept = try boost(set, Array(0..<set.count), step: foldCount + 1, progress)
            var report = validation.report()
            report.importances = try set.importances(kept)
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

    /// Finds how many rounds serve conversations that are held back, then learns from all.
    private func boost(
        _ set: TrainingSet, _ members: [Int], step: Int, _ progress: (TrainingProgress) -> Bool
    ) throws -> Booster {
        var isCancelled = false
        func goOn(_ step: Int, _ round: Int, of rounds: Int) -> Bool {
            isCancelled = !progress(
                TrainingProgress(
                    step: step, stepCount: 2 * (foldCount + 1), round: round, roundCount: rounds))
            return !isCancelled
        }
        var random = SplitMix64(seed: seed)
        let shuffled = members.shuffled(using: &random)
        let held = shuffled.prefix(Int(Double(members.count) * Self.heldBackShare))
        let scout = try set.sample(Array(shuffled.dropFirst(held.count)))
        let judge = try set.sample(Array(held))
        let found = try Booster(
            training: scout.rows, labels: scout.labels, weights: scout.weights,
            stoppingBy: HeldBackRows(
                rows: judge.rows, labels: judge.labels, weights: judge.weights, patience: 60),
            parameters: parameters
        ) { goOn(2 * step - 1, $0, of: parameters.rounds) }
        if isCancelled { throw TrainingFault.cancelled }
        var final = parameters
        final.rounds = max(Self.leastRounds(parameters.rounds), try found.rounds())
        let sample = try set.sample(members)
        let booster = try Booster(
            training: sample.rows, labels: sample.labels, weights: sample.weights,
            parameters: final
        ) { goOn(2 * step, $0, of: final.rounds) }
        if isCancelled { throw TrainingFault.cancelled }
        return booster
    }

    /// A few hundred conversations held back may stop by chance: a quarter of the rounds is the least.
    private static func leastRounds(_ rounds: Int) -> Int { max(1, rounds / 4) }

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

/// What falls into one fold together.
package enum FoldDealing: Hashable, Sendable {
    /// A conversation: how good the model is for agents that it knows.
    case byConversation
    /// An agent with all of their conversations: how good it is for somebody new.
    case byAgent
}
