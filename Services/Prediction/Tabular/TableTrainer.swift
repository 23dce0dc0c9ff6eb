import GradientBoosting
import Identifiers
import PredictionDomain
import Tables

/// Trains a model on a table in time order, and measures it twice: on random folds, and on the last
/// fifth by what was known before it.
///
/// The two differ when the world moves, and the drift of the columns says so.
package struct TableTrainer: Sendable {
    package var parameters: TrainingParameters
    package var foldCount = 5
    package var seed: UInt64 = 1
    /// Of the rows, in their order: what comes after is judged by what came before.
    package var earlyShare = 0.8
    /// A column that foresees this well alone is compared with all the others together.
    package var suspicionFrom = 0.85
    /// A column that foresees this well alone is all but the answer.
    package var refusalFrom = 0.95

    package init() {
        parameters = TrainingParameters()
        parameters.rounds = 400
        parameters.maximumDepth = 3
        parameters.learningRate = 0.1
        parameters.subsample = 0.8
        parameters.columnSample = 0.5
    }

    /// `progress` hears how many of the trainings are done; false cancels.
    package func train(
        on table: TextTable, _ intent: TableIntent = TableIntent(),
        progress: @escaping (_ done: Int, _ of: Int) -> Bool = { _, _ in true }
    ) throws(TableFault) -> (model: TableModel, report: TableReport) {
        var schema = try TableSchema(table, intent)
        let outcomes = try schema.outcomes(of: table)
        try refuseTooFew(outcomes)
        var alone = try aloneAUCs(of: schema.refused.map(\.column), table, outcomes)
        let suspects = try suspects(schema, table, outcomes, intent)
        alone.merge(suspects) { first, _ in first }
        do {
            try refuse(suspects, in: &schema, table, outcomes, intent)
            var run = try TableRun(self, table, schema, outcomes, intent.monotone, progress)
            let (model, report) = try run.finish(alone, intent)
            return (model, report)
        } catch let fault as TableFault {
            throw fault
        } catch {
            throw TableFault("\(error)")
        }
    }

    private func refuseTooFew(_ outcomes: [Bool]) throws(TableFault) {
        let successes = outcomes.count { $0 }
        let least = 10 * foldCount
        guard min(successes, outcomes.count - successes) >= least else {
            throw .tooFewRows(
                successes: successes, failures: outcomes.count - successes, least: least)
        }
    }

    private func aloneAUCs(
        of columns: [String], _ table: TextTable, _ outcomes: [Bool]
    ) throws(TableFault) -> [String: Double] {
        var found: [String: Double] = [:]
        for column in columns {
            found[column] = aloneAUC(table.values(at: try table.place(of: column)), outcomes)
        }
        return found
    }

    /// Columns that foresee surprisingly well alone.
    private func suspects(
        _ schema: TableSchema, _ table: TextTable, _ outcomes: [Bool], _ intent: TableIntent
    ) throws(TableFault) -> [String: Double] {
        let names = schema.inputs.map(\.name).filter { !intent.allowed.contains($0) }
        return try aloneAUCs(of: names, table, outcomes).filter { $0.value >= suspicionFrom }
    }

    /// Refuses a suspect that is all but the answer, or foresees better than all the rest together.
    private func refuse(
        _ suspects: [String: Double], in schema: inout TableSchema, _ table: TextTable,
        _ outcomes: [Bool], _ intent: TableIntent
    ) throws {
        guard !suspects.isEmpty else { return }
        let rest = schema.inputs.filter { suspects[$0.name] == nil }
        let others = try rest.isEmpty ? 0.5 : aucOfOneFold(rest, table, outcomes)
        for (column, auc) in suspects.sorted(by: { ($1.value, $0.key) < ($0.value, $1.key) }) {
            guard auc >= refusalFrom || auc > others else { continue }
            schema.refuse(
                RefusedColumn(
                    column, .leakage,
                    """
                    alone it foresees with AUC \(thousandths(auc)), all the unsuspected columns \
                    together with \(thousandths(others)): it looks like something known only \
                    afterwards; --allow \(column) keeps it
                    """))
        }
        if schema.inputs.isEmpty { throw TableFault.nothingToLearnFrom }
    }

    private func aucOfOneFold(
        _ columns: [TableSchema.Column], _ table: TextTable, _ outcomes: [Bool]
    ) throws -> Double {
        let encoder = TableEncoder(columns)
        let rows = try encoder.features(of: table)
        let folds = GroupedFolds(count: foldCount, outcomes: outcomes, seed: seed)
        let learner = TableLearner(rows: rows, outcomes: outcomes, parameters: parameters)
        let booster = try learner.booster(folds.others(than: 0), seed: seed)
        let margins = try learner.margins(folds.members(of: 0), booster)
        return Quality(
            margins.map { Judgement(probability: sigmoid($0.margin), succeeded: $0.succeeded) }
        ).auc
    }
}

/// Rows with outcomes, and how to learn from some of them.
struct TableLearner: Sendable {
    let rows: [[Float]]
    let outcomes: [Bool]
    let parameters: TrainingParameters

    private var width: Int { rows.first?.count ?? 0 }

    /// Learns from these rows; every seventh of them decides when to stop.
    func booster(_ chosen: [Int], seed: UInt64) throws(BoostingError) -> Booster {
        var random = SplitMix64(seed: seed)
        let shuffled = chosen.shuffled(using: &random)
        let held = shuffled.prefix(chosen.count / 7)
        let learned = shuffled.dropFirst(held.count)
        return try Booster(
            training: try matrix(rows, learned, width: width), labels: learned.map { outcomes[$0] },
            stoppingBy: HeldBackRows(
                rows: try matrix(rows, held, width: width), labels: held.map { outcomes[$0] }),
            parameters: parameters)
    }

    func margins(_ chosen: [Int], _ booster: Booster) throws(BoostingError) -> [ScoredRow] {
        let margins = try booster.margins(of: try matrix(rows, chosen, width: width))
        return zip(chosen, margins).map {
            ScoredRow(margin: $1, succeeded: outcomes[$0], conversation: $0)
        }
    }
}
