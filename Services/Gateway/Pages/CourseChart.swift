import Foundation
import Identifiers

extension Charts {
    struct CoursePoint {
        let at: Instant
        let lower: Double
        let value: Double
        let upper: Double
    }

    /// A value with its interval as time went on, over a line where nothing differs.
    static func course(
        _ id: String, title: String, summary: String, _ points: [CoursePoint],
        text: (Double) -> String
    ) -> String {
        let frame = ChartFrame(id: id, title: title, summary: summary, width: 420, height: 230)
        guard let scale = CourseScale(points), let last = points.last else { return frame.svg([]) }
        let upper = points.map { (x: scale.x($0.at), y: scale.y($0.upper)) }
        let lower = points.map { (x: scale.x($0.at), y: scale.y($0.lower)) }
        let values = points.map { (x: scale.x($0.at), y: scale.y($0.value)) }
        var shapes = scale.levels.flatMap { level in
            [
                Shape.line(scale.left, scale.y(level), scale.right, scale.y(level), "level"),
                Shape.text(scale.left - 6, scale.y(level) + 4, text(level), "tick", anchor: "end"),
            ]
        }
        shapes += [
            Shape.line(scale.left, scale.y(0), scale.right, scale.y(0), "usual"),
            Shape.text(scale.left - 6, scale.y(0) + 4, "0", "tick", anchor: "end"),
        ]
        if points.count == 1 {
            shapes.append(
                Shape.rect(
                    upper[0].x - 4, upper[0].y, 8, lower[0].y - upper[0].y, "interval"))
        } else {
            shapes.append(Shape.path(upper + lower.reversed(), "interval", isClosed: true))
            shapes.append(Shape.path(values, "trend"))
        }
        shapes += [
            Shape.circle(scale.x(last.at), scale.y(last.value), 4, "point"),
            Shape.text(scale.left, 222, day(points[0].at), "tick"),
        ]
        if points.count > 1 {
            shapes.append(Shape.text(scale.right, 222, day(last.at), "tick", anchor: "end"))
        }
        return frame.svg(shapes)
    }

    /// `11-22 14:05`: courses are of hours and of months.
    private static func day(_ instant: Instant) -> String {
        let text = instant.description
        return "\(text.dropFirst(5).prefix(5)) \(text.dropFirst(11).prefix(5))"
    }
}

/// Where times and differences lie in the picture.
///
/// Early intervals may be a hundred times as wide as the last: what is beyond four times the last
/// is cut off at the edge, so that the end can be read.
private struct CourseScale {
    let left = 72.0, right = 412.0, top = 10.0, bottom = 204.0
    private let start: Double
    private let end: Double
    private let low: Double
    private let high: Double

    private static let reach = 4.0

    init?(_ points: [Charts.CoursePoint]) {
        guard let first = points.first, let last = points.last else { return nil }
        start = Double(first.at.microseconds)
        end = Double(last.at.microseconds)
        let half = max(last.upper - last.value, 1e-9) * Self.reach
        low = min(0, max(points.map(\.lower).min() ?? 0, last.value - half))
        high = max(0, min(points.map(\.upper).max() ?? 0, last.value + half))
    }

    /// Whole steps of 1, 2 or 5 that are neither zero nor too near to it to be written.
    var levels: [Double] {
        let span = high - low
        guard span > 0 else { return [] }
        var step = pow(10, floor(log10(span / 5)))
        for factor in [2, 2.5, 2] where span / step > 5 { step *= factor }
        return (Int((low / step).rounded(.up))...Int((high / step).rounded(.down)))
            .filter { $0 != 0 }.map { Double($0) * step }
    }

    func x(_ instant: Instant) -> Double {
        guard end > start else { return (left + right) / 2 }
        return left + (Double(instant.microseconds) - start) / (end - start) * (right - left)
    }

    func y(_ value: Double) -> Double {
        guard high > low else { return (top + bottom) / 2 }
        return bottom - (min(high, max(low, value)) - low) / (high - low) * (bottom - top)
    }
}
