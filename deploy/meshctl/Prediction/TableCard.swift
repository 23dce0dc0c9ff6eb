import Foundation
import PredictionDomain
import PredictionTabular

/// What was learned of a table and how good it is: as one object, as text, and as a folder.
struct TableCard {
    private let report: TableReport
    private let version: String
    private let source: String

    init(_ report: TableReport, version: String, source: String) {
        self.report = report
        self.version = version
        self.source = source
    }

    /// `card.md`, `report.json`, `reliability.svg` and `importance.svg`.
    func write(into folder: String) throws {
        let place = URL(filePath: folder)
        try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        let files: [(String, Data)] = [
            ("card.md", Data(markdown.utf8)), ("report.json", try encoder.encode(summary)),
            ("reliability.svg", Data(report.reliability.svg.utf8)),
            ("importance.svg", Data(ImportancePlot(report.importances).svg.utf8)),
        ]
        for (name, bytes) in files {
            let file = place.appending(path: name)
            try bytes.write(to: file)
            Console.note("wrote \(file.path)")
        }
    }

    var summary: TableSummary { TableSummary(report, version: version, source: source) }

    /// For a person who reads a terminal.
    var text: String {
        let summary = summary
        var lines = [
            "model \(version) of \(source): \(report.rowCount) rows, "
                + "\(report.schema.target) = \(report.schema.success) in "
                + "\(percent(report.random.quality.baseRate)), \(report.rounds) rounds"
        ]
        lines += report.schema.refused.map { refusal in
            let alone = report.aloneAUC[refusal.column].map { " (alone AUC \(thousandths($0)))" }
            return "  refused \(refusal.column)\(alone ?? ""), \(refusal.ground.rawValue): "
                + refusal.reason
        }
        lines += [
            "  random folds: \(line(report.random)); drift \(report.random.level.rawValue)",
            "  in time order: \(line(report.timeOrdered)); "
                + "drift \(report.timeOrdered.level.rawValue)",
        ]
        if let steady = report.timeOrderedOfSteady {
            lines.append(
                "  in time order without \(report.movingColumns.joined(separator: ", ")), "
                    + "which were moving before: AUC \(thousandths(steady.auc))")
        }
        for drift in report.timeOrdered.drift where drift.index.level > .steady {
            lines.append(
                "  \(drift.index.level.rawValue): \(drift.column) has moved, "
                    + "PSI \(thousandths(drift.index.value))")
        }
        lines.append("  " + summary.verdict)
        return lines.joined(separator: "\n")
    }

    private func line(_ split: TableReport.Split) -> String {
        let quality = split.quality
        let stated = split.statedAccuracy.map {
            "speaks on \(percent(split.statedShare)) and is right in \(percent($0)) there"
        }
        return "AUC \(thousandths(quality.auc)), Brier \(thousandths(quality.brierScore)), "
            + "calibration error \(thousandths(quality.expectedCalibrationError)), "
            + (stated ?? "never speaks")
    }

    private var markdown: String {
        let groups = report.groups.map { group in
            "| \(group.column) | \(group.value) | \(group.quality.count) "
                + "| \(thousandths(group.quality.baseRate)) | \(thousandths(group.quality.auc)) "
                + "| \(thousandths(group.quality.brierScore)) "
                + "| \(thousandths(1 - group.quality.accuracy)) | \(thousandths(group.bias)) |"
        }
        let drift = report.timeOrdered.drift.map { drift in
            "| \(drift.column) | \(thousandths(drift.index.value)) "
                + "| \(drift.index.level.rawValue) |"
        }
        return """
            # \(version)

            ```
            \(text)
            ```

            - **Trained on** \(source), \(report.rowCount) rows in the order of the file, which is \
            taken for the order of time.
            - **Inputs**: \(report.schema.inputs.map(\.name).joined(separator: ", ")).
            - **Random folds** say how good the model is while nothing changes; **time order** says \
            how good it was on the last fifth by what was known before it. Expect the second.
            - **Not for** decisions about people.

            ![Reliability](reliability.svg)

            ![Importance](importance.svg)

            ## How far columns moved between the first four fifths and the last

            | column | PSI | level |
            |---|---|---|
            \(drift.joined(separator: "\n"))

            ## Error by group (no model sees the group)

            | column | group | rows | base rate | AUC | Brier | error | given − came |
            |---|---|---|---|---|---|---|---|
            \(groups.joined(separator: "\n"))

            """
    }

    private func percent(_ share: Double) -> String { "\((share * 100).rounded(to: 1)) %" }
}
