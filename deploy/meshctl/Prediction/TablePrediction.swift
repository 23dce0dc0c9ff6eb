import Foundation
import PredictionDomain
import PredictionTabular
import Tables

/// `meshctl predict` on a table.
struct TablePrediction {
    let intent: TableIntent
    let json: Bool
    /// A folder for the card and its plots.
    let report: String?

    /// Learns from one table; scores another, or says how good such a model is.
    func run(train: String, score: String?) throws {
        let (model, report) = try learn(from: train)
        let page = TableCard(report, version: model.version, source: name(of: train))
        if let folder = self.report { try page.write(into: folder) }
        guard let score else {
            return json ? try Console.printJSON(page.summary) : Console.print(page.text)
        }
        Console.note(page.text)
        let table = try read(score)
        for (row, statement) in try faults(in: score, { try model.foresee(table) }).enumerated() {
            let line = TableRow(row: row + 1, statement, by: model.version)
            if json { try Console.printJSON(line) } else { Console.print(line.text) }
        }
    }

    private func learn(from path: String) throws -> (model: TableModel, report: TableReport) {
        let table = try read(path)
        let meter = ProgressMeter("trained", total: 1)
        return try faults(in: path) {
            try TableTrainer().train(on: table, intent) { done, total in
                meter.show(done, of: total)
                return true
            }
        }
    }

    private func read(_ path: String) throws -> TextTable {
        let bytes = try InputFile.data(path)
        return try faults(in: path) { try TextTable(parsing: bytes) }
    }

    private func faults<Result>(in path: String, _ work: () throws -> Result) throws -> Result {
        do {
            return try work()
        } catch let fault as TableFault {
            throw InputFault(file: path, line: nil, problem: "\(fault)")
        }
    }

    private func name(of path: String) -> String { URL(filePath: path).lastPathComponent }
}

extension ProgressMeter {
    fileprivate func show(_ done: Int, of total: Int) {
        show(done == total ? 1 : 0, "\(done) of \(total) models")
    }
}

/// One line of `meshctl predict TABLE --train TABLE --json`.
private struct TableRow: Encodable {
    /// Counted from 1, without the line of names.
    let row: Int
    let probability: Double
    /// 90 %.
    let interval: [Double]
    let abstain: Bool
    let factors: [Factor]
    let modelVersion: String

    struct Factor: Encodable {
        let name: String
        let value: String
        let contribution: Double
        let explanation: String
    }

    enum CodingKeys: String, CodingKey {
        case row, probability, interval, abstain, factors
        case modelVersion = "model_version"
    }

    init(row: Int, _ statement: TableModel.Statement, by version: String) {
        self.row = row
        probability = statement.probability
        interval = [statement.interval.lowerBound, statement.interval.upperBound]
        abstain = statement.abstains
        factors = statement.factors.map {
            Factor(
                name: $0.column, value: $0.value, contribution: $0.contribution,
                explanation: "\($0.column) is \($0.value): "
                    + ($0.contribution < 0 ? "a risk." : "a good sign."))
        }
        modelVersion = version
    }

    var text: String {
        let percent = (probability * 100).rounded(to: 1)
        return "row \(row): \(abstain ? "cannot say" : "stated") \(percent) %"
            + factors.prefix(3).map { " \($0.contribution > 0 ? "+" : "−")\($0.name)" }.joined()
    }
}
