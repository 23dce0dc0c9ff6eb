import PredictionContract

extension Charts {
    /// The share that succeeded, by the probability that was given: on the dashed line a model keeps
    /// its word. A bar is the 90 % interval of what came.
    static func reliability(_ id: String, _ bins: [ReliabilityPoint]) -> String {
        let frame = ChartFrame(
            id: id, title: "What was said, and what came", summary: summary(of: bins), width: 360,
            height: 300)
        let (left, right, top, bottom) = (44.0, 344.0, 10.0, 250.0)
        func x(_ share: Double) -> Double { left + min(1, max(0, share)) * (right - left) }
        func y(_ share: Double) -> Double { bottom - min(1, max(0, share)) * (bottom - top) }
        var shapes = [0, 0.25, 0.5, 0.75, 1].flatMap { share in
            [
                Shape.line(left, y(share), right, y(share), "level"),
                Shape.text(
                    left - 6, y(share) + 4, Words.percent(share), "tick", anchor: "end"),
                Shape.text(x(share), bottom + 18, Words.percent(share), "tick", anchor: "middle"),
            ]
        }
        shapes += [
            Shape.line(x(0), y(0), x(1), y(1), "target"),
            Shape.text((left + right) / 2, bottom + 38, "chance given", "tick", anchor: "middle"),
        ]
        for bin in bins {
            shapes += [
                Shape.line(x(bin.given), y(bin.lower), x(bin.given), y(bin.upper), "trend"),
                Shape.circle(x(bin.given), y(bin.came), 4, "point"),
            ]
        }
        return frame.svg(shapes)
    }

    /// Says of every bin what its point shows.
    static func summary(of bins: [ReliabilityPoint]) -> String {
        let astray = bins.count { !($0.lower...$0.upper).contains($0.given) }
        let kept =
            astray == 0
            ? "Every chance that was given lies within what came."
            : "\(Words.plural(astray, "group")) of \(bins.count) came otherwise than given."
        let groups = bins.map {
            "given \(Words.percent($0.given)), came \(Words.percent($0.came)) of \($0.outcomes)"
        }
        return "\(kept) By rising chance: \(groups.joined(separator: "; "))."
    }
}
