import GradientBoosting
import Identifiers
import PredictionDomain
import Tables

/// One training of a table, from folds to report.
struct TableRun {
    private let trainer: TableTrainer
    private let table: TextTable
    private let schema: TableSchema
    private let encoder: TableEncoder
    private let learner: TableLearner
    private let progress: (_ done: Int, _ of: Int) -> Bool
    private var done = 0

    /// Rows whose SHAP values importance is the mean of.
    private static let importanceRowCount = 2_000

    init(
        _ trainer: TableTrainer, _ table: TextTable, _ schema: TableSchema, _ outcomes: [Bool],
        _ monotone: [String: Int], _ progress: @escaping (_ done: Int, _ of: Int) -> Bool
    ) throws(TableFault) {
        self.trainer = trainer
        self.table = table
        self.schema = schema
        self.progress = progress
        encoder = TableEncoder(schema.inputs)
        var parameters = trainer.parameters
        parameters.monotone = encoder.monotone(monotone)
        learner = TableLearner(
            rows: try encoder.features(of: table), outcomes: outcomes, parameters: parameters)
    }

    private var outcomes: [Bool] { learner.outcomes }
    private var stepCount: Int { trainer.foldCount + 3 }

    mutating func finish(
        _ alone: [String: Double], _ intent: TableIntent
    ) throws -> (TableModel, TableReport) {
        let folds = GroupedFolds(
            count: trainer.foldCount, outcomes: outcomes, seed: trainer.seed)
        let held = try heldBack(folds)
        let random = try randomSplit(held, folds)
        let early = Array(0..<Int(Double(table.rows.count) * trainer.earlyShare))
        let late = Array(early.count..<table.rows.count)
        let timeOrdered = try later(early, late, learner)
        let (moving, steady) = try withoutMoving(early, late)
        let booster = try learned(Array(outcomes.indices), learner)
        let evidence = Evidence(open: held.flatMap { $0 })
        let calibration = Calibration.fitted(to: evidence.open)
        let model = TableModel(
            version: "table-\(String(FNV1a.hash(try booster.bytes()), radix: 16).prefix(8))",
            schema: schema, encoder: encoder, booster: booster, calibration: calibration,
            reliability: Reliability(evidence.open, calibration),
            abstention: Abstention(evidence, calibration))
        let report = TableReport(
            schema: schema, rowCount: table.rows.count, rounds: try booster.rounds(),
            random: random.split, timeOrdered: timeOrdered, timeOrderedOfSteady: steady,
            movingColumns: moving, groups: try groups(random.byRow, intent),
            importances: try importances(booster),
            reliability: ReliabilityPlot(random.byRow.compactMap(\.self)), aloneAUC: alone)
        return (model, report)
    }

    private mutating func learned(
        _ rows: [Int], _ learner: TableLearner
    ) throws -> Booster {
        let booster = try learner.booster(rows, seed: trainer.seed)
        done += 1
        guard progress(min(done, stepCount), stepCount) else { throw TableFault.cancelled }
        return booster
    }

    // MARK: - Random folds

    /// By fold: the margins of rows held back from its model.
    private mutating func heldBack(_ folds: GroupedFolds) throws -> [[ScoredRow]] {
        var held: [[ScoredRow]] = []
        for fold in 0..<folds.count {
            let booster = try learned(folds.others(than: fold), learner)
            held.append(try learner.margins(folds.members(of: fold), booster))
        }
        return held
    }

    /// Each fold is judged by what was fitted to the others.
    private func randomSplit(
        _ held: [[ScoredRow]], _ folds: GroupedFolds
    ) throws -> (split: TableReport.Split, byRow: [Judgement?]) {
        var verdict = TableVerdict()
        for fold in held.indices {
            let others = held.indices.filter { $0 != fold }.flatMap { held[$0] }
            verdict.add(held[fold], judgedBy: others)
        }
        var byRow = [Judgement?](repeating: nil, count: outcomes.count)
        for (row, judgement) in zip(held.joined(), verdict.judgements) {
            byRow[row.conversation] = judgement
        }
        let split = verdict.split(drift: drift(folds.others(than: 0), folds.members(of: 0)))
        return (split, byRow)
    }

    // MARK: - Time order

    /// The late rows judged by the early ones alone, calibrated as the kept model is: on early rows
    /// dealt at random. Calibrated on the last of the early rows, a model whose order has already
    /// turned around would say the same of every row.
    private mutating func later(
        _ early: [Int], _ late: [Int], _ learner: TableLearner
    ) throws -> TableReport.Split {
        let booster = try learned(early, learner)
        let folds = GroupedFolds(
            count: trainer.foldCount, outcomes: early.map { outcomes[$0] }, seed: trainer.seed)
        let calibrator = try learner.booster(
            folds.others(than: 0).map { early[$0] }, seed: trainer.seed)
        var verdict = TableVerdict()
        verdict.add(
            try learner.margins(late, booster),
            judgedBy: try learner.margins(folds.members(of: 0).map { early[$0] }, calibrator))
        return verdict.split(drift: drift(early, late))
    }

    /// Which columns were moving while there was time to see it, and what a model without them does.
    private mutating func withoutMoving(
        _ early: [Int], _ late: [Int]
    ) throws -> ([String], Quality?) {
        let half = early.count / 2
        let moving = drift(Array(early.prefix(half)), Array(early.dropFirst(half)))
            .filter { $0.index.level == .alarm }.map(\.column)
        let steady = schema.inputs.filter { !moving.contains($0.name) }
        guard !moving.isEmpty, !steady.isEmpty else { return (moving, nil) }
        let encoder = TableEncoder(steady)
        var parameters = learner.parameters
        parameters.monotone = []
        let learner = TableLearner(
            rows: try encoder.features(of: table), outcomes: outcomes, parameters: parameters)
        return (moving, try later(early, late, learner).quality)
    }

    private func drift(_ then: [Int], _ now: [Int]) -> [TableReport.ColumnDrift] {
        schema.inputs.compactMap { column in
            guard let place = table.columns.firstIndex(of: column.name) else { return nil }
            let index =
                switch column.kind {
                case .number:
                    StabilityIndex(
                        then: then.map { TableSchema.number(table.rows[$0][place]) },
                        now: now.map { TableSchema.number(table.rows[$0][place]) })
                case .label:
                    StabilityIndex(
                        then: then.map { table.rows[$0][place] },
                        now: now.map { table.rows[$0][place] })
                }
            return TableReport.ColumnDrift(column: column.name, index: index)
        }.sorted { ($1.index.value, $0.column) < ($0.index.value, $1.column) }
    }

    // MARK: - What it rests on, and for whom it errs

    private func importances(_ booster: Booster) throws -> [FeatureImportance] {
        let step = max(1, table.rows.count / Self.importanceRowCount)
        let chosen = Array(stride(from: 0, to: table.rows.count, by: step))
        let rows = try matrix(learner.rows, chosen, width: encoder.featureCount)
        var sums = [Double](repeating: 0, count: encoder.columns.count)
        for parts in try booster.contributions(of: rows) {
            for (column, part) in encoder.byColumn(parts.features).enumerated() {
                sums[column] += abs(part)
            }
        }
        return zip(encoder.columns, sums).map {
            FeatureImportance(name: $0.name, meanSize: $1 / Double(chosen.count))
        }
    }

    private func groups(
        _ judgements: [Judgement?], _ intent: TableIntent
    ) throws(TableFault) -> [TableReport.Group] {
        let known = schema.refused.filter { $0.ground == .demographic }.map(\.column)
        var groups: [TableReport.Group] = []
        for column in known + intent.groups.filter({ !known.contains($0) }) {
            let labels = groupLabels(table.values(at: try table.place(of: column)))
            var members: [String: [Judgement]] = [:]
            for (label, judgement) in zip(labels, judgements) {
                if let judgement { members[label, default: []].append(judgement) }
            }
            groups += members.sorted { $0.key < $1.key }.map {
                TableReport.Group(column: column, value: $0.key, $0.value)
            }
        }
        return groups
    }
}

extension TableReport.Group {
    init(column: String, value: String, _ judgements: [Judgement]) {
        let given = judgements.reduce(0) { $0 + $1.probability } / Double(judgements.count)
        let quality = Quality(judgements)
        self.init(column: column, value: value, quality: quality, bias: given - quality.baseRate)
    }
}

/// Numbers by fifths, labels as they are.
private func groupLabels(_ values: [String]) -> [String] {
    let numbers = values.map(TableSchema.number)
    let present = numbers.filter { !$0.isNaN }.sorted()
    guard Set(present).count > 10, present.count * 10 > values.count * 9 else { return values }
    let cuts = (1..<5).map { present[present.count * $0 / 5] }
    return numbers.map { number in
        guard !number.isNaN else { return "unknown" }
        let bin = cuts.firstIndex { number < $0 } ?? cuts.count
        let from = bin == 0 ? present[0] : cuts[bin - 1]
        return bin == cuts.count ? "from \(from)" : "\(from) to below \(cuts[bin])"
    }
}

/// Statements about rows held back, and how they turned out.
private struct TableVerdict {
    private(set) var judgements: [Judgement] = []
    private var stated: [Judgement] = []

    /// Judges rows by a calibration and an abstention fitted to other rows.
    mutating func add(_ rows: [ScoredRow], judgedBy others: [ScoredRow]) {
        let calibration = Calibration.fitted(to: others)
        let abstention = Abstention(Evidence(open: others), calibration)
        for row in rows {
            let probability = calibration.probability(of: row.margin)
            let judgement = Judgement(probability: probability, succeeded: row.succeeded)
            judgements.append(judgement)
            if !abstention.abstains(on: probability) { stated.append(judgement) }
        }
    }

    func split(drift: [TableReport.ColumnDrift]) -> TableReport.Split {
        TableReport.Split(
            quality: Quality(judgements),
            statedShare: Double(stated.count) / Double(max(1, judgements.count)),
            statedAccuracy: stated.isEmpty
                ? nil : Double(stated.count { $0.isRight }) / Double(stated.count), drift: drift)
    }
}
