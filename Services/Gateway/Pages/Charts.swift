import Foundation
import GatewayDomain

/// The charts of an agent's page, drawn here so that they need no script.
enum Charts {
    /// A bar for each area, with lines where the levels begin (50, 70, 90).
    static func bars(_ id: String, title: String, _ scores: [AgentProfile.Score]) -> String {
        let row = 40.0
        let width = 360.0
        let frame = ChartFrame(
            id: id, title: title, summary: summary(of: scores), width: Int(width),
            height: Int(Double(scores.count) * row + 22))
        func x(_ score: Double) -> Double { min(100, max(0, score)) / 100 * (width - 44) }
        let bottom = Double(scores.count) * row
        var shapes = [50.0, 70, 90].flatMap { level in
            [
                Shape.line(x(level), 0, x(level), bottom, "level"),
                Shape.text(x(level), bottom + 16, Words.score(level), "tick", anchor: "middle"),
            ]
        }
        for (place, score) in scores.enumerated() {
            let top = Double(place) * row
            shapes += [
                Shape.text(0, top + 14, Words.title(score.name), "label"),
                Shape.rect(0, top + 20, width - 44, 10, "track"),
                Shape.rect(0, top + 20, x(score.score), 10, "bar"),
                Shape.text(width, top + 30, Words.score(score.score), "value", anchor: "end"),
            ]
        }
        return frame.svg(shapes)
    }

    /// One point a day, joined; the newest is named.
    static func days(_ id: String, title: String, _ days: [AgentProfile.Score]) -> String {
        let (width, height, left, bottom) = (360.0, 160.0, 30.0, 130.0)
        let frame = ChartFrame(
            id: id, title: title, summary: summary(ofDays: days), width: Int(width),
            height: Int(height))
        func x(_ place: Int) -> Double {
            days.count < 2
                ? width / 2 : left + Double(place) / Double(days.count - 1) * (width - left - 30)
        }
        func y(_ score: Double) -> Double { bottom - min(100, max(0, score)) / 100 * (bottom - 12) }
        var shapes = [0.0, 50, 100].flatMap { level in
            [
                Shape.line(left, y(level), width, y(level), "level"),
                Shape.text(left - 6, y(level) + 4, Words.score(level), "tick", anchor: "end"),
            ]
        }
        let points = days.enumerated().map { (x: x($0.offset), y: y($0.element.score)) }
        if points.count > 1 { shapes.append(Shape.path(points, "trend")) }
        shapes += points.map { Shape.circle($0.x, $0.y, 3.5, "point") }
        if let first = days.first, let last = days.last, let end = points.last {
            shapes += [
                Shape.text(end.x, end.y - 9, Words.score(last.score), "value", anchor: "middle"),
                Shape.text(left, height - 8, first.name, "tick"),
            ]
            if days.count > 1 {
                shapes.append(Shape.text(width, height - 8, last.name, "tick", anchor: "end"))
            }
        }
        return frame.svg(shapes)
    }

    /// Where a chance lies between 0 and 100 %, how sure that is, and what is usual.
    static func chance(_ id: String, _ outlook: Outlook) -> String {
        let (width, top) = (360.0, 34.0)
        func x(_ share: Double) -> Double { 8 + min(1, max(0, share)) * (width - 16) }
        let frame = ChartFrame(
            id: id, title: "Chance of success",
            summary: """
                \(Words.percent(outlook.probability)), between \(Words.percent(outlook.lower)) and \
                \(Words.percent(outlook.upper)); usual is \(Words.percent(outlook.baseRate)).
                """, width: Int(width), height: 84)
        return frame.svg([
            Shape.rect(x(0), top, x(1) - x(0), 12, "track"),
            Shape.rect(x(outlook.lower), top, x(outlook.upper) - x(outlook.lower), 12, "interval"),
            Shape.line(x(outlook.baseRate), top - 8, x(outlook.baseRate), top + 20, "usual"),
            Shape.circle(x(outlook.probability), top + 6, 8, "point"),
            Shape.text(
                min(max(x(outlook.probability), 20), width - 20), top - 14,
                Words.percent(outlook.probability), "value", anchor: "middle"),
            Shape.text(
                min(max(x(outlook.baseRate), 40), width - 40), top + 40,
                "usual \(Words.percent(outlook.baseRate))", "tick", anchor: "middle"),
        ])
    }

    static func summary(of scores: [AgentProfile.Score]) -> String {
        guard let best = scores.max(by: { $0.score < $1.score }),
            let least = scores.min(by: { $0.score < $1.score })
        else { return "No area has a score yet." }
        if scores.count == 1 {
            return "\(Words.title(best.name)): \(Words.score(best.score)) of 100."
        }
        return """
            Strongest: \(Words.title(best.name)) with \(Words.score(best.score)) of 100. \
            Most room to grow: \(Words.title(least.name)) with \(Words.score(least.score)).
            """
    }

    static func summary(ofDays days: [AgentProfile.Score]) -> String {
        guard let first = days.first, let last = days.last else { return "No day has a score yet." }
        if days.count == 1 { return "\(Words.score(first.score)) of 100 on \(first.name)." }
        let change = last.score - first.score
        return """
            From \(Words.score(first.score)) on \(first.name) to \(Words.score(last.score)) on \
            \(last.name): \(Words.number(change, signed: true)) points.
            """
    }
}
