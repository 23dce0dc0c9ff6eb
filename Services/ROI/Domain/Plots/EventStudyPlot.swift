/// Effects by periods since adoption as a picture (SVG): before adoption they should lie on zero.
package struct EventStudyPlot {
    package let points: [(exposure: Int, estimate: Double, interval: Interval)]
    package let title: String

    package init(_ adoption: StaggeredAdoption) {
        title = "Effect on \(adoption.panel.outcome) by periods since adoption"
        points = adoption.effects().filter { $0.method == .dynamic }.map {
            (Int($0.details["event_time"] ?? 0), $0.estimate, $0.interval)
        }
    }

    private static let width = 640.0
    private static let height = 360.0
    private static let margin = (left: 70.0, right: 20.0, top: 44.0, bottom: 52.0)

    package var svg: String {
        let low = min(0, points.map(\.interval.lower).min() ?? 0)
        let high = max(0, points.map(\.interval.upper).max() ?? 0)
        let first = Double(points.map(\.exposure).min() ?? 0) - 0.5
        let last = Double(points.map(\.exposure).max() ?? 0) + 0.5
        let margin = Self.margin
        func x(_ exposure: Double) -> String {
            let share = (exposure - first) / (last - first)
            return (margin.left + share * (Self.width - margin.left - margin.right))
                .rounded(places: 1)
        }
        func y(_ value: Double) -> String {
            let share = (high - value) / max(high - low, 1e-12)
            return (margin.top + share * (Self.height - margin.top - margin.bottom))
                .rounded(places: 1)
        }
        var marks = ""
        for point in points {
            let place = x(Double(point.exposure))
            let colour = point.exposure < 0 ? "#6b7280" : "#1d4ed8"
            marks += """
                <line x1="\(place)" x2="\(place)" y1="\(y(point.interval.lower))" \
                y2="\(y(point.interval.upper))" stroke="\(colour)" stroke-width="2"/>\
                <circle cx="\(place)" cy="\(y(point.estimate))" r="4" fill="\(colour)"/>\
                <text x="\(place)" y="\(Self.height - 30)" text-anchor="middle">\
                \(point.exposure)</text>

                """
        }
        let ticks = Self.ticks(low, high).map { value in
            """
            <line x1="\(margin.left)" x2="\(Self.width - margin.right)" y1="\(y(value))" \
            y2="\(y(value))" stroke="#e5e7eb"/>\
            <text x="\(margin.left - 8)" y="\(y(value))" text-anchor="end" dy="4">\
            \(value.rounded(places: 3))</text>
            """
        }.joined(separator: "\n")
        return """
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 \(Self.width) \(Self.height)" \
            role="img" font-family="sans-serif" font-size="12">
            <title>\(title.escaped)</title>
            <rect width="100%" height="100%" fill="white"/>
            <text x="\(margin.left)" y="22" font-size="15">\(title.escaped)</text>
            \(ticks)
            <line x1="\(margin.left)" x2="\(Self.width - margin.right)" y1="\(y(0))" y2="\(y(0))" \
            stroke="#111827"/>
            <line x1="\(x(-0.5))" x2="\(x(-0.5))" y1="\(margin.top)" \
            y2="\(Self.height - margin.bottom)" stroke="#9ca3af" stroke-dasharray="4 4"/>
            \(marks)<text x="\(Self.width / 2)" y="\(Self.height - 10)" text-anchor="middle">\
            periods since adoption (simultaneous 95 % band; grey: before)</text>
            </svg>

            """
    }

    /// Four to nine round values.
    static func ticks(_ low: Double, _ high: Double) -> [Double] {
        let span = max(high - low, 1e-9)
        var step = 1e-9
        while span / step > 9 {
            for factor in [2.0, 2.5, 2.0] where span / step > 9 { step *= factor }
        }
        let first = (low / step).rounded(.up)
        return (0...12).map { (first + Double($0)) * step }.filter { $0 <= high + step * 1e-9 }
    }
}

extension String {
    /// For text inside XML.
    var escaped: String {
        var text = ""
        for character in self {
            switch character {
            case "&": text += "&amp;"
            case "<": text += "&lt;"
            case ">": text += "&gt;"
            case "\"": text += "&quot;"
            default: text.append(character)
            }
        }
        return text
    }
}
