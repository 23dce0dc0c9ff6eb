import Identifiers
import ROIContract

/// One experiment: how it was set up, how it stands, and what it says so far.
struct ExperimentView {
    let report: ExperimentReport

    init(_ report: ExperimentReport) { self.report = report }

    private var state: ExperimentState { report.state }

    var values: [String: Any] {
        var values = Self.line(state)
        values["conclusion"] = Words.title(report.conclusion ?? "nothing is known yet")
        values["verdict"] = tone
        values["arms"] = (report.arms ?? []).map(arm)
        values["checks"] = (report.checks ?? []).map(Self.check)
        values["hasChecks"] = report.checks?.isEmpty == false
        values["charts"] = courses.map { ["chart": $0] }
        values["hasCourse"] = !courses.isEmpty
        values["primary"] = Words.title(primary)
        put("others", report.effects.filter(isOther), in: &values)
        put(
            "tenures", report.effects.filter { $0.subgroup != nil && $0.metric == primary },
            in: &values)
        put("lines", report.effects.filter { $0.subgroup == nil }, in: &values)
        values["notes"] = report.notes.map(Words.title)
        values["hasNotes"] = !report.notes.isEmpty
        values["caution"] = Words.title(state.caution)
        values["seed"] = "\(state.seed)"
        values["isStratified"] = state.stratifiedBy != nil
        values["isRunning"] = state.stoppedAt == nil
        values["canGrow"] = state.stoppedAt == nil && state.ramp < 1
        values["least"] = "\(Int((state.ramp * 100).rounded(.up)))"
        return values
    }

    /// What the experiment is about; the others are looked at together.
    private var primary: String { state.metrics.first ?? "" }

    private func isOther(_ effect: ExperimentEffect) -> Bool {
        effect.method == Self.alwaysValid && effect.metric != primary
    }

    /// The line that stays right however often one looks.
    private static let alwaysValid = "always_valid"

    /// For the style sheet; the words say the same.
    private var tone: String {
        switch report.conclusion?.prefix(while: { $0 != ":" }) {
        case "effect": "good"
        case "harm": "poor"
        default: "open"
        }
    }

    private func put(_ name: String, _ effects: [ExperimentEffect], in values: inout [String: Any])
    {
        values[name] = effects.map(Self.effect)
        values["has\(Words.title(name))"] = !effects.isEmpty
    }

    static func line(_ state: ExperimentState) -> [String: Any] {
        [
            "id": state.experimentID, "path": urlEncoded(state.experimentID),
            "feature": ExperimentForm.features.first { $0.id == state.feature }?.name
                ?? Words.title(state.feature),
            "unit": state.byTeam ? "Teams" : "Agents",
            "ramp": Words.percent(state.ramp),
            "metrics": state.metrics.map { Words.title($0).lowercased() }.joined(separator: ", "),
            "since": "\(state.startedAt.description.prefix(10))",
            "state": state.stoppedAt.map { "stopped \($0.description.prefix(10))" } ?? "running",
            "tone": state.stoppedAt == nil ? "running" : "settled",
        ]
    }

    private func arm(_ arm: ExperimentArm) -> [String: Any] {
        [
            "name": arm.name
                + (arm.name == state.arms.first && arm.name != "control" ? " (control)" : ""),
            "share": Words.percent(arm.share),
            "units": state.byTeam
                ? "\(Words.plural(arm.units, "team")), \(Words.plural(arm.agents, "agent"))"
                : Words.plural(arm.units, "agent"),
            "conversations": Words.grouped(arm.conversations),
        ]
    }

    private static func check(_ check: ExperimentCheck) -> [String: Any] {
        let marks = ["passed": "right", "failed": "wrong"]
        return [
            "name": Words.title(check.name), "words": Words.sentence(check.words),
            "mark": marks[check.state] ?? "doubtful",
        ]
    }

    private static func effect(_ effect: ExperimentEffect) -> [String: Any] {
        func text(_ number: Double) -> String { difference(number, of: effect.metric) }
        let isBounded = abs(effect.lower) < 1e299 && abs(effect.upper) < 1e299
        return [
            "metric": Words.title(effect.metric), "arm": effect.arm,
            "part": Words.title(
                effect.subgroup?.split(separator: "=").last.map(String.init) ?? "everybody"),
            "method": Words.title(effect.method), "estimate": text(effect.estimate),
            "interval": isBounded ? "\(text(effect.lower)) to \(text(effect.upper))" : "none yet",
            "p": probability(effect.adjustedPValue ?? effect.pValue),
            "units": "\(effect.armUnits) / \(effect.controlUnits)",
            "conclusion": Words.title(String(effect.conclusion.prefix { $0 != ":" })),
        ]
    }

    /// A rate's in percentage points.
    static func difference(_ value: Double, of metric: String) -> String {
        guard metric == "conversion_rate" else {
            return (value > 0 ? "+" : "") + Words.hundredths(value)
        }
        return Words.number(value * 100, signed: true) + "\u{00A0}pp"
    }

    private static func probability(_ p: Double) -> String {
        p < 0.001 ? "< 0.001" : p > 0.9995 ? "1" : "\((p * 1_000).rounded() / 1_000)"
    }

    /// One plot for each arm but the control.
    private var courses: [String] {
        let looks = report.course ?? []
        return state.arms.dropFirst().enumerated().compactMap { place, arm in
            let own = looks.filter { $0.arm == arm }
            guard let last = own.last else { return nil }
            let range = [last.lower, last.upper].map { Self.difference($0, of: primary) }
            return Charts.course(
                "course-\(place)",
                title: "\(Words.title(primary)) of \(arm) against the control",
                summary: """
                    On \(last.at.description.prefix(10)) the difference was \
                    \(Self.difference(last.estimate, of: primary)), between \(range[0]) and \
                    \(range[1]).
                    """,
                own.map { look in
                    Charts.CoursePoint(
                        at: look.at, lower: look.lower, value: look.estimate, upper: look.upper)
                }, text: { Self.difference($0, of: primary) })
        }
    }
}
