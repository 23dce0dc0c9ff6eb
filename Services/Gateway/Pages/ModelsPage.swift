import GatewayDomain
import PredictionContract

/// A manager's page of the models: which one predicts, which one challenges it, and whether what was
/// said holds.
struct ModelsPage: PageView {
    /// Features that moved most; the rest stand still or follow them.
    private static let driftCountMax = 8

    let person: Person
    let models: Panel<[ModelEntry]>
    let health: Panel<ModelHealthReport>

    var values: [String: Any] {
        let missing = [models.missing, health.missing].compactMap { $0 }
        var values = PageFrame(title: "Models", person: person, missing: missing).values
        let entries = models.value ?? []
        values["models"] = entries.map(Self.model)
        values["hasModels"] = !entries.isEmpty
        values["shipsOnly"] = entries.isEmpty && models.missing == nil
        if let health = health.value { values["health"] = Self.health(health) }
        if case .notYet(let reason) = health { values["healthGap"] = reason }
        return values
    }

    private static func model(_ entry: ModelEntry) -> [String: Any] {
        let card = entry.card
        return [
            "version": card.version, "role": Words.title(entry.role),
            "isChampion": entry.role == "champion", "trainedOn": card.trainedOn,
            "conversations": Words.grouped(card.conversations), "auc": thousandths(card.auc),
            "ece": thousandths(card.expectedCalibrationError),
            "stated": Words.percent(card.statedShare), "right": Words.percent(card.statedAccuracy),
            "published": Words.dateAndClock(entry.publishedAt),
            "changes": entry.changes.map {
                [
                    "kind": Words.title($0.kind), "reason": $0.reason, "by": $0.changedBy,
                    "at": Words.dateAndClock($0.changedAt),
                ]
            },
        ]
    }

    private static func health(_ report: ModelHealthReport) -> [String: Any] {
        let steady = report.drift.count { $0.level == "steady" }
        let moved = report.drift.filter { ["watch", "alarm"].contains($0.level) }
        let told = report.calibration
        var values: [String: Any] = [
            "version": report.version, "advice": report.retrainingPays ? "Train again" : "Keep it",
            "isGrave": report.retrainingPays, "reason": report.reason,
            "figures": [
                ("Predictions", Words.grouped(report.predictions)),
                ("Ends known", Words.grouped(told.outcomes)),
                ("Said on average", told.outcomes > 0 ? Words.percent(told.given) : "–"),
                ("Came", told.outcomes > 0 ? Words.percent(told.came) : "–"),
                ("Rests on other tenants", Words.percent(report.poolShare)),
            ].map { ["name": $0.0, "value": $0.1] },
            "drift": moved.prefix(driftCountMax).map {
                [
                    "feature": Words.title($0.feature), "index": thousandths($0.index),
                    "level": $0.level == "alarm" ? "Alarm" : "Watch",
                    "band": $0.level == "alarm" ? "poor" : "fair",
                ]
            },
            "hasDrift": !moved.isEmpty,
        ]
        if steady + moved.count > 0 {
            values["steady"] = Words.plural(steady, "input")
        } else {
            values["driftGap"] = "Too few predictions yet to tell whether inputs moved."
        }
        if !report.reliability.isEmpty {
            values["reliability"] = [
                "chart": Charts.reliability("reliability", report.reliability),
                "summary": Charts.summary(of: report.reliability),
            ]
        }
        if let contest = report.contest {
            values["contest"] = Self.contest(contest, report.version)
        }
        return values
    }

    private static func contest(_ contest: ContestReport, _ champion: String) -> [String: Any] {
        [
            "challenger": contest.challenger,
            "rows": [(champion, contest.champion), (contest.challenger, contest.challenging)].map {
                [
                    "version": $0.0, "conversations": Words.grouped($0.1.outcomes),
                    "brier": thousandths($0.1.brierScore), "auc": thousandths($0.1.auc),
                ]
            },
            "verdict": contest.shouldPromote
                ? "The challenger is better beyond chance: promote it."
                : "Not better beyond chance yet: let it challenge on.",
            "gain": "\(thousandths(contest.gain)) ± \(thousandths(contest.standardError))",
        ]
    }

    /// Three digits after the point.
    private static func thousandths(_ number: Double) -> String {
        let digits = "\(Int((abs(number) * 1_000).rounded()) + 1_000)"
        let whole = (Int(digits.dropLast(3)) ?? 1) - 1
        return "\(number < 0 ? "−" : "")\(whole).\(digits.suffix(3))"
    }
}
