import GatewayDomain
import Identifiers

extension Charts {
    /// Scores of single conversations, and where the next ones will lie: the median, the 80 % and the
    /// 95 % band, with lines where the levels begin.
    static func forecast(_ id: String, title: String, _ skill: SkillView) -> String {
        let frame = ChartFrame(
            id: id, title: title, summary: summary(of: skill), width: 360, height: 190)
        let scale = ForecastScale(skill)
        var shapes = [0.0, 50, 70, 90, 100].flatMap { level in
            [
                Shape.line(scale.left, scale.y(level), scale.right, scale.y(level), "level"),
                Shape.text(
                    scale.left - 6, scale.y(level) + 4, Words.score(level), "tick", anchor: "end"),
            ]
        }
        shapes += [
            Shape.path(scale.band(skill.days, \.lower95, \.upper95), "outer", isClosed: true),
            Shape.path(scale.band(skill.days, \.lower80, \.upper80), "inner", isClosed: true),
            Shape.path(skill.days.map { (scale.x($0.days), scale.y($0.median)) }, "trend"),
            Shape.line(scale.x(0), scale.top, scale.x(0), scale.bottom, "usual"),
            Shape.text(scale.x(0), 186, "today", "tick", anchor: "middle"),
        ]
        shapes += skill.history.filter { scale.isShown($0.at) }
            .map { Shape.circle(scale.x($0.at), scale.y($0.score), 3, "point") }
        if let last = skill.days.last {
            shapes += [
                Shape.text(
                    scale.right, 186, "in \(Words.plural(last.days, "day"))", "tick",
                    anchor: "end"),
                Shape.text(
                    scale.right, scale.y(last.median) - 6, Words.score(last.median), "value",
                    anchor: "end"),
            ]
        }
        return frame.svg(shapes)
    }

    static func summary(of skill: SkillView) -> String {
        guard let last = skill.days.last else { return "Nothing is foreseen." }
        return """
            In \(Words.plural(last.days, "day")) a conversation will probably score \
            \(Words.score(last.median)); 80\u{00A0}% will score \(Words.score(last.lower80)) to \
            \(Words.score(last.upper80)), 95\u{00A0}% \(Words.score(last.lower95)) to \
            \(Words.score(last.upper95)).
            """
    }
}

/// Where times and scores lie in the picture: the past takes at most as many days as are shown.
private struct ForecastScale {
    /// Older scores say little of the next month.
    private static let pastDaysMax = 60.0

    let left = 30.0, right = 352.0, top = 8.0, bottom = 168.0
    private let now: Instant
    private let firstDay: Double
    private let lastDay: Double

    init(_ skill: SkillView) {
        now = skill.at
        lastDay = Double(skill.days.last?.days ?? 30)
        let oldest = skill.history.first.map { Self.days(from: skill.at, to: $0.at) } ?? 0
        // A first day of talking is not drawn as wide as a month.
        firstDay = min(-7, max(-Self.pastDaysMax, oldest))
    }

    func isShown(_ time: Instant) -> Bool {
        (firstDay...lastDay).contains(Self.days(from: now, to: time))
    }

    func x(_ days: Int) -> Double { x(Double(days)) }

    func x(_ time: Instant) -> Double { x(Self.days(from: now, to: time)) }

    func y(_ score: Double) -> Double {
        bottom - min(100, max(0, score)) / 100 * (bottom - top)
    }

    /// Along the upper edge and back along the lower.
    func band(
        _ days: [SkillView.Day], _ lower: (SkillView.Day) -> Double,
        _ upper: (SkillView.Day) -> Double
    ) -> [(x: Double, y: Double)] {
        days.map { (x($0.days), y(upper($0))) } + days.reversed().map { (x($0.days), y(lower($0))) }
    }

    private func x(_ day: Double) -> Double {
        left + (day - firstDay) / (lastDay - firstDay) * (right - left)
    }

    private static func days(from start: Instant, to end: Instant) -> Double {
        Double(end.microseconds - start.microseconds) / 86_400_000_000
    }
}
