/// A value with its interval, for a chart with one row each.
struct IntervalRow {
    let name: String
    let lower: Double
    let value: Double
    let upper: Double
    /// As a reader should read the value.
    let text: String
    /// What was hoped for.
    var target: Double?
}

extension Charts {
    /// Intervals over one axis that shows where nothing changed.
    static func intervals(
        _ id: String, title: String, summary: String, _ rows: [IntervalRow]
    ) -> String {
        let axis = Axis(rows.flatMap { [$0.lower, $0.upper, $0.target ?? 0] })
        let frame = ChartFrame(
            id: id, title: title, summary: summary, width: Int(Axis.width),
            height: rows.count * 44 + 8)
        var shapes: [String] = []
        for (place, row) in rows.enumerated() {
            let top = Double(place) * 44
            shapes += [
                Shape.line(axis.x(0), top + 19, axis.x(0), top + 37, "usual"),
                Shape.text(0, top + 14, row.name, "label"),
                Shape.text(Axis.width, top + 14, row.text, "value", anchor: "end"),
                Shape.rect(
                    axis.x(row.lower), top + 22, axis.x(row.upper) - axis.x(row.lower), 12,
                    "interval"),
                Shape.circle(axis.x(row.value), top + 28, 5, "point"),
            ]
            if let target = row.target {
                shapes.append(
                    Shape.line(axis.x(target), top + 19, axis.x(target), top + 37, "target"))
            }
        }
        return frame.svg(shapes)
    }

    /// What a year's value does when one thing at a time moves over its interval.
    static func tornado(
        _ id: String, title: String, summary: String, mean: Double,
        _ bars: [(name: String, low: Double, high: Double, text: String)]
    ) -> String {
        let axis = Axis(bars.flatMap { [$0.low, $0.high] } + [mean])
        let frame = ChartFrame(
            id: id, title: title, summary: summary, width: Int(Axis.width),
            height: bars.count * 44 + 8)
        var shapes: [String] = []
        for (place, bar) in bars.enumerated() {
            let top = Double(place) * 44
            let (left, right) = (min(bar.low, bar.high), max(bar.low, bar.high))
            shapes += [
                Shape.line(axis.x(0), top + 19, axis.x(0), top + 37, "usual"),
                Shape.line(axis.x(mean), top + 19, axis.x(mean), top + 37, "level"),
                Shape.text(0, top + 14, bar.name, "label"),
                Shape.text(Axis.width, top + 14, bar.text, "tick", anchor: "end"),
                Shape.rect(
                    axis.x(left), top + 22, max(1, axis.x(right) - axis.x(left)), 12, "bar"),
            ]
        }
        return frame.svg(shapes)
    }

    /// A column a week, as high as the share of agents who were active.
    static func weeks(
        _ id: String, title: String, summary: String, _ weeks: [(name: String, share: Double)]
    ) -> String {
        let (left, bottom, top) = (52.0, 120.0, 10.0)
        let frame = ChartFrame(
            id: id, title: title, summary: summary, width: Int(Axis.width), height: 146)
        func y(_ share: Double) -> Double { bottom - min(1, max(0, share)) * (bottom - top) }
        var shapes = [0.0, 0.5, 1].flatMap { share in
            [
                Shape.line(left, y(share), Axis.width, y(share), "level"),
                Shape.text(left - 6, y(share) + 4, Words.percent(share), "tick", anchor: "end"),
            ]
        }
        let step = (Axis.width - left) / Double(max(1, weeks.count))
        for (place, week) in weeks.enumerated() {
            let x = left + Double(place) * step
            shapes.append(
                Shape.rect(
                    x + step * 0.15, y(week.share), step * 0.7, bottom - y(week.share), "bar"))
        }
        if let first = weeks.first, let last = weeks.last {
            shapes.append(Shape.text(left, bottom + 20, first.name, "tick"))
            if weeks.count > 1 {
                shapes.append(Shape.text(Axis.width, bottom + 20, last.name, "tick", anchor: "end"))
            }
        }
        return frame.svg(shapes)
    }

    /// From the least to the greatest of some values, zero among them.
    private struct Axis {
        static let width = 360.0

        let low: Double
        let high: Double

        init(_ values: [Double]) {
            let finite = values.filter(\.isFinite)
            low = min(0, finite.min() ?? 0)
            high = max(0, finite.max() ?? 0)
        }

        func x(_ value: Double) -> Double {
            guard high > low else { return Self.width / 2 }
            let place = (min(high, max(low, value)) - low) / (high - low)
            return 6 + place * (Self.width - 12)
        }
    }
}
