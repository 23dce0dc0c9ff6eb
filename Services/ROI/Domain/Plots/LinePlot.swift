/// Lines over one axis as a picture (SVG), told apart by dashes and labels as well as by colour.
package struct LinePlot: Sendable {
    package struct Series: Sendable {
        package let name: String
        package let points: [(Double, Double)]

        package init(name: String, points: [(Double, Double)]) {
            self.name = name
            self.points = points
        }
    }

    package let title: String
    package let x: String
    package let y: String
    package let series: [Series]
    /// A horizontal line to compare with.
    package let rule: Double?

    package init(title: String, x: String, y: String, series: [Series], rule: Double? = nil) {
        self.title = title
        self.x = x
        self.y = y
        self.series = series
        self.rule = rule
    }

    private static let colours = ["#1d4ed8", "#b45309", "#047857", "#7c3aed", "#be123c"]
    private static let dashes = ["", "6 4", "2 3", "9 3 2 3", "1 2"]

    package var svg: String {
        let points = series.flatMap(\.points).filter { $0.0.isFinite && $0.1.isFinite }
        let xs = (points.map(\.0).min() ?? 0, points.map(\.0).max() ?? 1)
        let ys = (
            min(0, points.map(\.1).min() ?? 0), max(rule ?? 0, points.map(\.1).max() ?? 1)
        )
        func place(_ point: (Double, Double)) -> String {
            let across = (point.0 - xs.0) / max(xs.1 - xs.0, 1e-12)
            let up = (point.1 - ys.0) / max(ys.1 - ys.0, 1e-12)
            return
                "\((70 + across * 530).rounded(places: 1)),\((300 - up * 250).rounded(places: 1))"
        }
        let lines = series.enumerated().map { index, series in
            let colour = Self.colours[index % Self.colours.count]
            let dash = Self.dashes[index % Self.dashes.count]
            let label = 64 + 18 * Double(index)
            return """
                <polyline fill="none" stroke="\(colour)" stroke-width="2" \
                stroke-dasharray="\(dash)" points="\(series.points.map(place).joined(separator: " "))"/>
                <line x1="80" x2="108" y1="\(label)" y2="\(label)" stroke="\(colour)" \
                stroke-width="2" stroke-dasharray="\(dash)"/>\
                <text x="114" y="\(label + 4)">\(series.name.escaped)</text>
                """
        }.joined(separator: "\n")
        let grid = EventStudyPlot.ticks(ys.0, ys.1).map { value in
            let height = place((xs.0, value)).split(separator: ",")[1]
            return """
                <line x1="70" x2="600" y1="\(height)" y2="\(height)" stroke="#e5e7eb"/>\
                <text x="62" y="\(height)" dy="4" text-anchor="end">\(value.brief)</text>
                """
        }.joined(separator: "\n")
        let feet = EventStudyPlot.ticks(xs.0, xs.1).map { value in
            let across = place((value, ys.0)).split(separator: ",")[0]
            return "<text x=\"\(across)\" y=\"318\" text-anchor=\"middle\">\(value.brief)</text>"
        }.joined(separator: "\n")
        let ruler = rule.map { value in
            let height = place((xs.0, value)).split(separator: ",")[1]
            return """
                <line x1="70" x2="600" y1="\(height)" y2="\(height)" stroke="#111827" \
                stroke-dasharray="3 3"/>
                """
        }
        return """
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 620 350" role="img" \
            font-family="sans-serif" font-size="12">
            <title>\(title.escaped)</title>
            <rect width="100%" height="100%" fill="white"/>
            <text x="70" y="26" font-size="15">\(title.escaped)</text>
            \(grid)
            \(feet)
            \(ruler ?? "")
            \(lines)
            <text x="335" y="340" text-anchor="middle">\(x.escaped)</text>
            <text x="16" y="175" text-anchor="middle" transform="rotate(-90 16 175)">\(y.escaped)</text>
            </svg>

            """
    }
}
