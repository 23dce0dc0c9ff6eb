import Foundation
import ROIContract

/// What an experiment of a size can find, in words and as a curve, and what would be started.
struct ExperimentPlanView {
    let plan: ExperimentPlan
    let form: ExperimentForm

    init(_ plan: ExperimentPlan, _ form: ExperimentForm) {
        self.plan = plan
        self.form = form
    }

    var values: [String: Any] {
        var values: [String: Any] = [
            "words": Words.title(plan.words), "arms": arms,
            "unit": form.unitWord,
            "chart": Charts.detectable(
                "detectable", title: "The smallest effect that is found, by \(form.unitWord)",
                summary: Words.title(plan.words) + ".",
                plan.detectable.map { ($0.unitsPerArm, $0.effect) }, chosen: form.unitsPerArm),
            "fields": form.fields, "canStart": !form.id.isEmpty, "promise": promise,
        ]
        values["known"] = plan.metric.map { Words.title($0.words) + "." }
        if let now = plan.metric, now.units < form.units {
            values["tooMany"] = """
                Only \(Words.plural(now.units, form.isByTeam ? "team" : "agent")) had \
                conversations in the last four weeks: \(Words.grouped(form.units)) may never take \
                part.
                """
        }
        return values
    }

    private var arms: String {
        guard let treated = plan.treatedUnits, let control = plan.controlUnits else { return "" }
        return "\(Words.grouped(treated)) with it against \(Words.grouped(control)) without"
    }

    /// What is written down before the start and cannot be changed after it.
    private var promise: [String] {
        func name(_ metric: String) -> String {
            ExperimentForm.metrics.first { $0.id == metric }?.name ?? Words.title(metric)
        }
        let others = form.otherMetrics.map(name)
        return [
            "It is about one thing: \(name(form.metric)).",
            others.isEmpty
                ? "Nothing else is looked at."
                : """
                Also looked at, with the chance of false finds among them held down: \
                \(others.joined(separator: "; ")).
                """,
            """
            \(form.isByTeam ? "Whole teams are" : "Every agent is") drawn by a seed that anybody \
            can check afterwards\(form.seed.isEmpty ? ", made from the name" : ": \(form.seed)").
            """,
            form.isStratified && !form.isByTeam
                ? "The result is also given with the agents' tenure allowed for." : nil,
            "Compliance notes are never held back.",
        ].compactMap { $0 }
    }
}

extension Charts {
    /// A curve over sizes, each twice as far apart as it is twice as large.
    static func detectable(
        _ id: String, title: String, summary: String, _ points: [(units: Int, effect: Double)],
        chosen: Int
    ) -> String {
        let frame = ChartFrame(id: id, title: title, summary: summary, width: 360, height: 190)
        guard let first = points.first, let last = points.last, first.units < last.units,
            let top = points.map(\.effect).max(), top > 0
        else { return frame.svg([]) }
        func x(_ units: Int) -> Double {
            let place = log2(Double(units) / Double(first.units))
            return 40 + place / log2(Double(last.units) / Double(first.units)) * 306
        }
        func y(_ effect: Double) -> Double { 150 - effect / top * 136 }
        var shapes = stride(from: 0.5, through: top, by: top > 3 ? 1 : 0.5).flatMap { effect in
            [
                Shape.line(40, y(effect), 350, y(effect), "level"),
                Shape.text(34, y(effect) + 4, "\(effect)", "tick", anchor: "end"),
            ]
        }
        shapes.append(Shape.line(40, 150, 350, 150, "usual"))
        shapes.append(Shape.path(points.map { (x($0.units), y($0.effect)) }, "trend"))
        for point in points where [first.units, 10, 50, 200, last.units].contains(point.units) {
            shapes.append(
                Shape.text(
                    x(point.units), 168, Words.grouped(point.units), "tick",
                    anchor: point.units == last.units ? "end" : "middle"))
        }
        if let point = points.first(where: { $0.units == chosen }) {
            let isLeft = x(point.units) < 250
            shapes.append(Shape.circle(x(point.units), y(point.effect), 5, "point"))
            shapes.append(
                Shape.text(
                    x(point.units) + (isLeft ? 9 : -9), y(point.effect) - 6,
                    "\(Words.hundredths(point.effect)) SD", "value",
                    anchor: isLeft ? "start" : "end"))
        }
        return frame.svg(shapes)
    }
}
