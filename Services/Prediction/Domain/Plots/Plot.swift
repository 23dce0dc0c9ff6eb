import Foundation

/// A figure as SVG, with its message in words for those who do not see it.
struct Plot {
    let title: String
    let summary: String
    let width: Double
    let height: Double
    private var shapes: [String] = []

    init(title: String, summary: String, width: Double, height: Double) {
        self.title = title
        self.summary = summary
        self.width = width
        self.height = height
    }

    mutating func line(_ x1: Double, _ y1: Double, _ x2: Double, _ y2: Double, _ style: String) {
        shapes.append(
            "<line x1=\"\(fixed(x1))\" y1=\"\(fixed(y1))\" x2=\"\(fixed(x2))\" "
                + "y2=\"\(fixed(y2))\" \(style)/>")
    }

    mutating func bar(_ x: Double, _ y: Double, _ width: Double, _ height: Double, fill: String) {
        shapes.append(
            "<rect x=\"\(fixed(x))\" y=\"\(fixed(y))\" width=\"\(fixed(max(0.5, width)))\" "
                + "height=\"\(fixed(height))\" fill=\"\(fill)\"/>")
    }

    mutating func dot(_ x: Double, _ y: Double, _ radius: Double) {
        shapes.append(
            "<circle cx=\"\(fixed(x))\" cy=\"\(fixed(y))\" r=\"\(fixed(radius))\" "
                + "fill=\"#1f5fa8\"/>")
    }

    mutating func text(_ x: Double, _ y: Double, _ words: String, anchor: String = "start") {
        shapes.append(
            "<text x=\"\(fixed(x))\" y=\"\(fixed(y))\" text-anchor=\"\(anchor)\">"
                + "\(escaped(words))</text>")
    }

    var svg: String {
        """
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 \(fixed(width)) \(fixed(height))" \
        width="\(fixed(width))" role="img" font-family="system-ui, sans-serif" font-size="13" \
        fill="#1c2733">
        <title>\(escaped(title))</title>
        <desc>\(escaped(summary))</desc>
        \(shapes.joined(separator: "\n"))
        </svg>

        """
    }
}

/// At most two places, for coordinates.
private func fixed(_ number: Double) -> String {
    let rounded = (number * 100).rounded() / 100
    return rounded == rounded.rounded() ? "\(Int(rounded))" : "\(rounded)"
}

private func escaped(_ words: String) -> String {
    words.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
}
