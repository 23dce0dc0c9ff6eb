import Identifiers
import PredictionContract
import PredictionDomain
import PredictionService

/// How good the success model is on conversations that no part of it has seen.
///
/// Conversations are dealt into five folds, several times over. What is learned from four of them,
/// trees, number of rounds, calibration and abstention, scores the fifth: what
/// `meshctl predict --train` does with two files.
struct PredictionEvaluation {
    static let shares = [0.25, 0.5, 0.75, 1]
    private static let foldCount = 5

    let conversations: [LabelledConversation]
    let repeats: Int

    /// Conversations shorter than what a model learns from are left out.
    init(_ conversations: [LabelledConversation], repeats: Int) {
        let least = SuccessTrainer().leastMessages
        self.conversations = conversations.filter { $0.messages.count >= least }
        self.repeats = repeats
    }

    var trainingCount: Int { (Self.shares.count + 1) * Self.foldCount * repeats }

    /// The models trained at each share, then the one that learned from every message.
    ///
    /// - Parameter progress: hears how many trainings are done.
    func figures(progress: (Int) -> Void) throws(TrainingFault) -> [PredictionFigure] {
        var done = 0
        let plans = Self.shares.map { (PrefixPlan.shares([$0]), [$0]) }
        var figures: [PredictionFigure] = []
        for (plan, shares) in plans + [(.everyMessage, Self.shares)] {
            var told = [[ToldOutcome]](repeating: [], count: shares.count)
            for round in 0..<repeats {
                let folds = GroupedFolds(
                    count: Self.foldCount, outcomes: conversations.map(\.succeeded),
                    seed: UInt64(round + 1))
                for fold in 0..<Self.foldCount {
                    let model = try model(plan, folds.others(than: fold))
                    for (place, share) in shares.enumerated() {
                        told[place] += try folds.members(of: fold).map {
                            (member) throws(TrainingFault) in
                            try outcome(of: conversations[member], after: share, model, round)
                        }
                    }
                    done += 1
                    progress(done)
                }
            }
            figures += zip(shares, told).map {
                PredictionFigure(share: $0, isLive: plan == .everyMessage, $1, repeats: repeats)
            }
        }
        return figures
    }

    private func model(
        _ plan: PrefixPlan, _ members: [Int]
    ) throws(TrainingFault) -> SuccessModel {
        try SuccessTrainer(plan: plan).train(
            on: members.map { conversations[$0] }, source: "four folds", success: "success",
            at: Instant(microseconds: 0)
        ).model
    }

    private func outcome(
        of conversation: LabelledConversation, after share: Double, _ model: SuccessModel,
        _ round: Int
    ) throws(TrainingFault) -> ToldOutcome {
        var extractor = FeatureExtractor(listPrice: conversation.listPrice)
        let heard = prefixCount(share, of: conversation.messages.count)
        for facts in conversation.messages.prefix(heard) { extractor.add(facts) }
        do {
            let foresight = try model.foresee(extractor.vector)
            return ToldOutcome(
                judgement: Judgement(
                    probability: foresight.probability, succeeded: conversation.succeeded),
                abstains: foresight.abstains, round: round)
        } catch {
            throw .refused("\(error)")
        }
    }
}

/// What was told of a conversation, and how it turned out.
struct ToldOutcome {
    var judgement: Judgement
    var abstains: Bool
    /// In which dealing.
    var round: Int
}

/// One line of `meshctl evaluate prediction --json`: means over the dealings.
struct PredictionFigure: Encodable {
    let share: Double
    /// True for the model that learned from every message and does not know the share.
    let isLive: Bool
    let conversations: Int
    let baseRate: Double
    let auc: Double
    /// Of the AUC, for another sample of as many conversations.
    let aucError: Double
    let ece: Double
    let eceError: Double
    let brier: Double
    let statedShare: Double
    /// Nil when it always abstains.
    let statedAccuracy: Double?

    enum CodingKeys: String, CodingKey {
        case share, conversations, auc, ece, brier
        case isLive = "is_live"
        case baseRate = "base_rate"
        case aucError = "auc_error"
        case eceError = "ece_error"
        case statedShare = "stated_share"
        case statedAccuracy = "stated_accuracy"
    }

    init(share: Double, isLive: Bool, _ told: [ToldOutcome], repeats: Int) {
        let rounds = (0..<repeats).map { round in
            told.filter { $0.round == round }.map(\.judgement)
        }
        let qualities = rounds.map(Quality.init)
        let count = Double(max(1, repeats))
        func mean(_ value: (Quality) -> Double) -> Double {
            (qualities.reduce(0) { $0 + value($1) } / count).rounded(to: 4)
        }
        let spread = BootstrapSpread(rounds.first ?? [])
        let stated = told.filter { !$0.abstains }
        self.share = share
        self.isLive = isLive
        conversations = rounds.first?.count ?? 0
        baseRate = mean(\.baseRate)
        auc = mean(\.auc)
        aucError = spread.auc.rounded(to: 4)
        ece = mean(\.expectedCalibrationError)
        eceError = spread.ece.rounded(to: 4)
        brier = mean(\.brierScore)
        statedShare = (Double(stated.count) / Double(max(1, told.count))).rounded(to: 4)
        statedAccuracy =
            stated.isEmpty
            ? nil
            : (Double(stated.count { $0.judgement.isRight }) / Double(stated.count)).rounded(to: 4)
    }

    var line: String {
        let stated = statedAccuracy.map {
            "speaks on \((statedShare * 100).rounded(to: 1)) %, right in "
                + "\(($0 * 100).rounded(to: 1)) %"
        }
        return "\(Int(share * 100)) %\(isLive ? ", live model" : ""): "
            + "AUC \(thousandths(auc)) ± \(thousandths(aucError)), "
            + "ECE \(thousandths(ece)) ± \(thousandths(eceError)), "
            + "Brier \(thousandths(brier)); \(stated ?? "never speaks")"
    }
}

/// How far figures would move with another sample of conversations (Efron, 1979).
private struct BootstrapSpread {
    private static let sampleCount = 200

    private(set) var auc = 0.0
    private(set) var ece = 0.0

    init(_ judgements: [Judgement]) {
        guard !judgements.isEmpty else { return }
        var random = SplitMix64(seed: 1)
        let samples = (0..<Self.sampleCount).map { _ in
            Quality(
                judgements.map { _ in judgements.randomElement(using: &random) ?? judgements[0] })
        }
        auc = deviation(samples.map(\.auc))
        ece = deviation(samples.map(\.expectedCalibrationError))
    }
}

/// The standard deviation of a sample.
private func deviation(_ values: [Double]) -> Double {
    let count = Double(values.count)
    let mean = values.reduce(0, +) / count
    let squares = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    return (squares / max(1, count - 1)).squareRoot()
}
