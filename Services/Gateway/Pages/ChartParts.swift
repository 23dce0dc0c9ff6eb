/// A picture that a screen reader can read: a title, a sentence that says what it shows, and shapes.
///
/// Colours come from the style sheet by class; every figure also stands as text beside its shape.
struct ChartFrame {
    /// Unique in its page.
    let id: String
    let title: String
    /// What a reader should take from it, in a sentence.
    let summary: String
    let width: Int
    let height: Int

    func svg(_ shapes: [String]) -> String {
        """
        <svg class="chart" viewBox="0 0 \(width) \(height)" role="img" \
        aria-labelledby="\(id)-title \(id)-desc" xmlns="http://www.w3.org/2000/svg">\
        <title id="\(id)-title">\(title.htmlEscaped)</title>\
        <desc id="\(id)-desc">\(summary.htmlEscaped)</desc>
        \(shapes.joined(separator: "\n"))
        </svg>
        """
    }
}

/// The shapes that charts are made of.
enum Shape {
    static func rect(
        _ x: Double, _ y: Double, _ width: Double, _ height: Double, _ style: String
    ) -> String {
        """
        <rect class="\(style)" x="\(at(x))" y="\(at(y))" width="\(at(max(0, width)))" \
        height="\(at(height))" rx="3"/>
        """
    }

    static func line(
        _ x1: Double, _ y1: Double, _ x2: Double, _ y2: Double, _ style: String
    ) -> String {
        "<line class=\"\(style)\" x1=\"\(at(x1))\" y1=\"\(at(y1))\" x2=\"\(at(x2))\" y2=\"\(at(y2))\"/>"
    }

    static func circle(_ x: Double, _ y: Double, _ radius: Double, _ style: String) -> String {
        "<circle class=\"\(style)\" cx=\"\(at(x))\" cy=\"\(at(y))\" r=\"\(at(radius))\"/>"
    }

    static func text(
        _ x: Double, _ y: Double, _ text: String, _ style: String, anchor: String = "start"
    ) -> String {
        """
        <text class="\(style)" x="\(at(x))" y="\(at(y))" text-anchor="\(anchor)">\
        \(text.htmlEscaped)</text>
        """
    }

    static func path(_ points: [(x: Double, y: Double)], _ style: String, isClosed: Bool = false)
        -> String
    {
        let steps = points.enumerated().map {
            "\($0.offset == 0 ? "M" : "L")\(at($0.element.x)) \(at($0.element.y))"
        }
        return
            "<path class=\"\(style)\" d=\"\(steps.joined(separator: " "))\(isClosed ? " Z" : "")\"/>"
    }

    /// Two digits after the point are a fiftieth of a pixel.
    private static func at(_ number: Double) -> String {
        guard number.isFinite else { return "0" }
        return "\((number * 100).rounded() / 100)"
    }
}
