import Foundation
import ROIContract

/// What an experiment of a size can find, before it is started.
struct ExperimentPlanView {
    let plan: ExperimentPlan
    let unitsPerArm: Int

    init(_ plan: ExperimentPlan, _ unitsPerArm: Int) {
        self.plan = plan
        self.unitsPerArm = unitsPerArm
    }

    var values: [String: Any] {
        [
            "words": Words.title(plan.words),
            "chart": Charts.detectable(
                "detectable", title: "The smallest effect that is found, by units in each arm",
                summary: Words.title(plan.words) + ".",
                plan.detectable.map { ($0.unitsPerArm, $0.effect) }, chosen: unitsPerArm),
        ]
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
        var shapes = stride(from: 0.5, through: top, by: 0.5).flatMap { effect in
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
            shapes.append(Shape.circle(x(point.units), y(point.effect), 5, "point"))
            shapes.append(
                Shape.text(
                    x(point.units) + 9, y(point.effect) - 6,
                    "\(Words.hundredths(point.effect)) SD", "value"))
        }
        return frame.svg(shapes)
    }
}
