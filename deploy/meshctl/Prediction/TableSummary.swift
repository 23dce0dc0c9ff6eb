import PredictionDomain
import PredictionTabular

/// The one line of `meshctl predict TABLE --json`: what was found, and how good a model is.
struct TableSummary: Encodable {
    let modelVersion: String
    let source: String
    let rows: Int
    let target: String
    let success: String
    let baseRate: Double
    let rounds: Int
    let inputs: [String]
    let refused: [Refused]
    let randomFolds: Split
    let timeOrdered: Split
    let movingColumns: [String]
    /// In time order, by a model without `moving_columns`.
    let steadyAUC: Double?
    let importances: [Importance]
    let groups: [Group]
    let verdict: String

    struct Refused: Encodable {
        let column: String
        let ground: String
        let reason: String
        /// How well it foresees alone, had it been let in.
        let aloneAUC: Double?

        enum CodingKeys: String, CodingKey {
            case column, ground, reason
            case aloneAUC = "alone_auc"
        }
    }

    struct Split: Encodable {
        let auc: Double
        let brier: Double
        let ece: Double
        let statedShare: Double
        let statedAccuracy: Double?
        let driftAlarm: Bool
        let drift: [Drift]

        struct Drift: Encodable {
            let column: String
            let psi: Double
            let level: String
        }

        enum CodingKeys: String, CodingKey {
            case auc, brier, ece, drift
            case statedShare = "stated_share"
            case statedAccuracy = "stated_accuracy"
            case driftAlarm = "drift_alarm"
        }

        init(_ split: TableReport.Split) {
            auc = split.quality.auc
            brier = split.quality.brierScore
            ece = split.quality.expectedCalibrationError
            statedShare = split.statedShare
            statedAccuracy = split.statedAccuracy
            driftAlarm = split.level == .alarm
            drift = split.drift.map {
                Drift(
                    column: $0.column, psi: $0.index.value, level: $0.index.level.rawValue)
            }
        }
    }

    struct Importance: Encodable {
        let column: String
        let meanSHAP: Double

        enum CodingKeys: String, CodingKey {
            case column
            case meanSHAP = "mean_abs_shap"
        }
    }

    struct Group: Encodable {
        let column: String
        let value: String
        let rows: Int
        let baseRate: Double
        let auc: Double
        let brier: Double
        let error: Double
        let bias: Double

        enum CodingKeys: String, CodingKey {
            case column, value, rows, auc, brier, error, bias
            case baseRate = "base_rate"
        }
    }

    enum CodingKeys: String, CodingKey {
        case source, rows, target, success, rounds, inputs, refused, importances, groups, verdict
        case modelVersion = "model_version"
        case baseRate = "base_rate"
        case randomFolds = "random_folds"
        case timeOrdered = "time_ordered"
        case movingColumns = "moving_columns"
        case steadyAUC = "time_ordered_auc_without_moving"
    }

    init(_ report: TableReport, version: String, source: String) {
        modelVersion = version
        self.source = source
        rows = report.rowCount
        target = report.schema.target
        success = report.schema.success
        baseRate = report.random.quality.baseRate
        rounds = report.rounds
        inputs = report.schema.inputs.map(\.name)
        refused = report.schema.refused.map {
            Refused(
                column: $0.column, ground: $0.ground.rawValue, reason: $0.reason,
                aloneAUC: report.aloneAUC[$0.column])
        }
        randomFolds = Split(report.random)
        timeOrdered = Split(report.timeOrdered)
        movingColumns = report.movingColumns
        steadyAUC = report.timeOrderedOfSteady?.auc
        importances = ImportancePlot(report.importances).bars.map {
            Importance(column: $0.name, meanSHAP: $0.meanSize)
        }
        groups = report.groups.map { group in
            Group(
                column: group.column, value: group.value, rows: group.quality.count,
                baseRate: group.quality.baseRate, auc: group.quality.auc,
                brier: group.quality.brierScore, error: 1 - group.quality.accuracy,
                bias: group.bias)
        }
        verdict = Self.verdict(report)
    }

    private static func verdict(_ report: TableReport) -> String {
        let loss = report.random.quality.auc - report.timeOrdered.quality.auc
        let alarmed = report.timeOrdered.drift.filter { $0.index.level == .alarm }
        guard report.timeOrdered.level > .tooFew else {
            return "too few rows to tell whether columns move as time goes by"
        }
        guard !alarmed.isEmpty else {
            return "no drift alarm: random folds and time order are of one population"
        }
        return """
            DRIFT ALARM: \(alarmed.count) columns moved past PSI 0.25 in the last fifth \
            (\(alarmed.prefix(5).map(\.column).joined(separator: ", "))), and AUC falls by \
            \(thousandths(loss)); between random folds none moves. Believe the time order.
            """
    }
}
