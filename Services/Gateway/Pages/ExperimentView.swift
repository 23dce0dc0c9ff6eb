import Identifiers
import ROIContract

/// One experiment: how it was set up, how it stands, and what it says so far.
struct ExperimentView {
    let report: ExperimentReport

    init(_ report: ExperimentReport) { self.report = report }

    var values: [String: Any] {
        var values = Self.line(report.state)
        let effects = report.effects.filter { $0.method != Self.alwaysValid }
        values["caution"] = report.state.caution
        values["seed"] = "\(report.state.seed)"
        values["effects"] = report.effects.map(Self.effect)
        values["hasEffects"] = !report.effects.isEmpty
        values["notes"] = report.notes
        values["hasNotes"] = !report.notes.isEmpty
        values["isRunning"] = report.state.stoppedAt == nil
        values["canGrow"] = report.state.stoppedAt == nil && report.state.ramp < 1
        values["least"] = "\(Int((report.state.ramp * 100).rounded(.up)))"
        values["conclusions"] = effects.map(\.conclusion).map(Words.title)
        return values
    }

    /// The line that stays right however often one looks.
    private static let alwaysValid = "always_valid"

    static func line(_ state: ExperimentState) -> [String: Any] {
        [
            "id": state.experimentID, "path": urlEncoded(state.experimentID),
            "feature": Words.title(state.feature),
            "arms": arms(state),
            "unit": state.byTeam ? "Teams" : "Agents", "ramp": Words.percent(state.ramp),
            "metrics": state.metrics.map { Words.title($0).lowercased() }.joined(separator: ", "),
            "since": "\(state.startedAt.description.prefix(10))",
            "state": state.stoppedAt.map { "stopped \($0.description.prefix(10))" } ?? "running",
            "tone": state.stoppedAt == nil ? "running" : "settled",
        ]
    }

    private static func arms(_ state: ExperimentState) -> String {
        guard let control = state.arms.first else { return "" }
        return (["\(control) (control)"] + state.arms.dropFirst()).joined(separator: ", ")
    }

    private static func effect(_ effect: ExperimentEffect) -> [String: Any] {
        [
            "metric": Words.title(effect.metric), "arm": effect.arm,
            "method": Words.title(effect.method), "estimate": Words.hundredths(effect.estimate),
            "interval":
                "\(Words.hundredths(effect.lower)) to \(Words.hundredths(effect.upper))",
            "p": probability(effect.adjustedPValue ?? effect.pValue),
            "units": "\(effect.armUnits) / \(effect.controlUnits)",
        ]
    }

    private static func probability(_ p: Double) -> String {
        p < 0.001 ? "< 0.001" : "\((p * 1_000).rounded() / 1_000)"
    }
}
