import Foundation

/// What was said against what came, in bins of equal mass with 90 % intervals.
package struct ReliabilityPlot: Sendable {
    package struct Point: Hashable, Sendable {
        /// The mean probability that was given.
        package var given: Double
        /// The share that succeeded.
        package var came: Double
        /// How much was given so, in conversations.
        package var weight: Double

        /// 90 %, of what came.
        package var interval: ClosedRange<Double> { wilson(share: came, count: weight) }
    }

    package let points: [Point]
    private let error: Double

    package init(_ judgements: [Judgement], bins: Int = 15) {
        let sorted = judgements.sorted { $0.probability < $1.probability }
        points = equalMass(sorted.map(\.weight), bins: bins).map { range in
            let members = sorted[range]
            let weight = members.totalWeight
            return Point(
                given: members.reduce(0) { $0 + $1.weight * $1.probability } / weight,
                came: members.filter(\.succeeded).totalWeight / weight, weight: weight)
        }
        error = Quality(judgements).expectedCalibrationError
    }

    package var svg: String {
        let (size, left, top) = (320.0, 48.0, 36.0)
        var plot = Plot(
            title: "Reliability", summary: summary, width: left + size + 24, height: top + size + 52
        )
        func x(_ share: Double) -> Double { left + share * size }
        func y(_ share: Double) -> Double { top + (1 - share) * size }
        for step in 0...5 {
            let share = Double(step) / 5
            plot.line(x(0), y(share), x(1), y(share), "stroke=\"#d8dee6\"")
            plot.text(left - 8, y(share) + 4, "\(Int(share * 100)) %", anchor: "end")
            plot.text(x(share), y(0) + 18, "\(Int(share * 100)) %", anchor: "middle")
        }
        plot.line(x(0), y(0), x(1), y(1), "stroke=\"#66727f\" stroke-dasharray=\"4 4\"")
        for point in points {
            let interval = point.interval
            plot.line(
                x(point.given), y(interval.lowerBound), x(point.given), y(interval.upperBound),
                "stroke=\"#1f5fa8\" stroke-width=\"2\"")
            plot.dot(x(point.given), y(point.came), 4)
        }
        plot.text(left, 18, "Share that succeeded, by probability given")
        plot.text(left, y(0) + 40, "Expected calibration error \(thousandths(error))")
        return plot.svg
    }

    private var summary: String {
        points.map {
            """
            Given \(thousandths($0.given)), \(thousandths($0.came)) of \
            \(Int($0.weight.rounded())) succeeded.
            """
        }.joined(separator: " ")
    }
}

/// To three places.
package func thousandths(_ number: Double) -> String {
    guard number.isFinite else { return "–" }
    let digits = String(Int((abs(number) * 1_000).rounded()))
    let padded = String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    return "\(number < 0 ? "-" : "")\(padded.dropLast(3)).\(padded.suffix(3))"
}
