import Foundation

/// Fits Platt's two numbers by Newton's method with step halving (Lin, Lin and Weng, 2007).
///
/// Targets are drawn in by Platt's prior, so that a separable sample has a finite answer. A slope
/// below zero, which would turn the model's order around, becomes zero: the base rate for everyone.
func plattFit(_ rows: [ScoredRow]) -> Calibration {
    guard !rows.isEmpty else { return .platt(slope: 1, offset: 0) }
    let sample = PlattSample(rows)
    var line = Line(slope: 0, offset: sample.baseLogOdds)
    var loss = sample.loss(of: line)
    for _ in 0..<100 {
        let step = sample.newtonStep(at: line)
        var size = 1.0
        var next = line.moved(by: step, size: size)
        while sample.loss(of: next) > loss, size > 1e-10 {
            size /= 2
            next = line.moved(by: step, size: size)
        }
        let gain = loss - sample.loss(of: next)
        guard gain > 1e-12 else { break }
        (line, loss) = (next, loss - gain)
    }
    guard line.slope > 0 else { return .platt(slope: 0, offset: sample.baseLogOdds) }
    return .platt(slope: line.slope, offset: line.offset)
}

private struct Line {
    var slope: Double
    var offset: Double

    func moved(by step: Line, size: Double) -> Line {
        Line(slope: slope - size * step.slope, offset: offset - size * step.offset)
    }
}

private struct PlattSample {
    private let points: [(margin: Double, target: Double, weight: Double)]
    let baseLogOdds: Double

    init(_ rows: [ScoredRow]) {
        let successes = rows.reduce(0) { $0 + ($1.succeeded ? $1.weight : 0) }
        let failures = rows.reduce(0) { $0 + $1.weight } - successes
        let high = (successes + 1) / (successes + 2)
        let low = 1 / (failures + 2)
        points = rows.map { ($0.margin, $0.succeeded ? high : low, $0.weight) }
        baseLogOdds = log((successes + 1) / (failures + 1))
    }

    func loss(of line: Line) -> Double {
        points.reduce(0) { sum, point in
            let logOdds = line.slope * point.margin + line.offset
            return sum + point.weight * (softplus(logOdds) - point.target * logOdds)
        }
    }

    /// The gradient divided by the Hessian, with a little added so that it can be inverted.
    func newtonStep(at line: Line) -> Line {
        var (gradientSlope, gradientOffset) = (0.0, 0.0)
        var (slopeSlope, slopeOffset, offsetOffset) = (1e-12, 0.0, 1e-12)
        for (margin, target, rowWeight) in points {
            let probability = sigmoid(line.slope * margin + line.offset)
            let weight = rowWeight * probability * (1 - probability)
            gradientSlope += rowWeight * (probability - target) * margin
            gradientOffset += rowWeight * (probability - target)
            slopeSlope += weight * margin * margin
            slopeOffset += weight * margin
            offsetOffset += weight
        }
        let determinant = slopeSlope * offsetOffset - slopeOffset * slopeOffset
        return Line(
            slope: (offsetOffset * gradientSlope - slopeOffset * gradientOffset) / determinant,
            offset: (slopeSlope * gradientOffset - slopeOffset * gradientSlope) / determinant)
    }
}
