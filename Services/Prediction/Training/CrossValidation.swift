import GradientBoosting
import PredictionDomain

/// What models said of conversations that they had not learned from.
struct CrossValidation {
    static let shares = [0.25, 0.5, 0.75, 1]

    private let set: TrainingSet
    private let folds: GroupedFolds
    /// By fold: every beginning while the question is open.
    private var open: [[ScoredRow]]
    /// By fold: the beginnings that hold an act that closes.
    private var closed: [[ScoredRow]]
    /// By stage, then by fold.
    private var staged: [[[ScoredRow]]]

    init(_ set: TrainingSet, _ folds: GroupedFolds) {
        self.set = set
        self.folds = folds
        open = Array(repeating: [], count: folds.count)
        closed = open
        staged = Array(repeating: open, count: stages.count)
    }

    /// Takes what a model that learned from the other folds says of this one.
    mutating func add(fold: Int, _ booster: Booster) throws(BoostingError) {
        for member in folds.members(of: fold) {
            let lengths = set.lengths(of: member)
            for length in lengths {
                let row = try scored(
                    member, length, booster, weight: 1 / Double(lengths.count))
                if row.isClosed {
                    closed[fold].append(row)
                } else {
                    open[fold].append(row)
                }
            }
            for (index, stage) in stages.enumerated() {
                let length = set.length(
                    of: member, share: stage.share, includingClosingAct: stage.includesClosingAct)
                staged[index][fold].append(try scored(member, length, booster))
            }
        }
    }

    private func scored(
        _ member: Int, _ length: Int, _ booster: Booster, weight: Double = 1
    ) throws(BoostingError) -> ScoredRow {
        ScoredRow(
            margin: try booster.margin(of: set.rows[member][length - 1]),
            succeeded: set.succeeded[member], conversation: member,
            isClosed: set.isClosed(member, length), weight: weight)
    }

    /// What calibration, intervals and abstention are fitted to.
    var evidence: Evidence { evidence(from: 0..<folds.count) }

    private func evidence(from chosen: some Sequence<Int>) -> Evidence {
        Evidence(open: chosen.flatMap { open[$0] }, closed: chosen.flatMap { closed[$0] })
    }

    /// Judges each fold by a calibration and an abstention fitted to the others.
    func report() -> TrainingReport {
        let judges = (0..<folds.count).map { fold in
            let others = evidence(from: open.indices.filter { $0 != fold })
            let calibration = StagedCalibration(fittedTo: others)
            return (calibration, Abstention(others, calibration))
        }
        let overall = Verdict(open, judges)
        return TrainingReport(
            overall: Quality(overall.judgements),
            baseRate: Double(set.succeeded.count { $0 }) / Double(set.count),
            statedShare: overall.statedShare, statedAccuracy: overall.statedAccuracy,
            stages: zip(stages, staged).map { stage, rows in
                let verdict = Verdict(rows, judges)
                return TrainingReport.Stage(
                    share: stage.share, includesClosingAct: stage.includesClosingAct,
                    quality: Quality(verdict.judgements), statedShare: verdict.statedShare,
                    statedAccuracy: verdict.statedAccuracy)
            },
            rows: set.rowCount, conversations: set.count,
            reliability: ReliabilityPlot(overall.judgements))
    }
}

private let stages = [false, true].flatMap { includesClosingAct in
    CrossValidation.shares.map { (share: $0, includesClosingAct: includesClosingAct) }
}

/// What was said of some rows, fold by fold, and how it turned out.
private struct Verdict {
    let judgements: [Judgement]
    private let stated: [Judgement]

    init(_ rows: [[ScoredRow]], _ judges: [(StagedCalibration, Abstention)]) {
        var (judgements, stated): ([Judgement], [Judgement]) = ([], [])
        for (fold, (calibration, abstention)) in zip(rows, judges) {
            for row in fold {
                let probability = calibration.probability(
                    of: row.margin, isClosed: row.isClosed)
                let judgement = Judgement(
                    probability: probability, succeeded: row.succeeded, weight: row.weight)
                judgements.append(judgement)
                if !abstention.abstains(on: probability) { stated.append(judgement) }
            }
        }
        self.judgements = judgements
        self.stated = stated
    }

    var statedShare: Double {
        judgements.isEmpty ? 0 : stated.totalWeight / judgements.totalWeight
    }

    var statedAccuracy: Double? {
        stated.isEmpty ? nil : stated.filter(\.isRight).totalWeight / stated.totalWeight
    }
}
