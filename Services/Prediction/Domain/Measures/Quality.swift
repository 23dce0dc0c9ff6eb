import Foundation

/// How good probabilities are, against what came.
package struct Quality: Hashable, Sendable {
    package var count: Int
    /// The share that succeeded: how often always expecting success is right, when above one half.
    package var baseRate: Double
    /// Chance that a success was given more than a failure; ties count half.
    package var auc: Double
    package var brierScore: Double
    package var logLoss: Double
    /// Over fifteen bins of equal mass (Naeini et al., AAAI 2015).
    package var expectedCalibrationError: Double
    package var accuracy: Double

    /// O(n log n). One kind of outcome alone has no order to judge: its AUC is one half.
    package init(_ judgements: [Judgement]) {
        count = judgements.count
        let total = max(judgements.totalWeight, .leastNormalMagnitude)
        baseRate = judgements.filter(\.succeeded).totalWeight / total
        auc = areaUnderCurve(judgements)
        brierScore = judgements.reduce(0) { $0 + $1.weight * $1.squaredError } / total
        logLoss = judgements.reduce(0) { $0 + $1.weight * $1.surprise } / total
        expectedCalibrationError = calibrationError(judgements, bins: 15)
        accuracy = judgements.filter(\.isRight).totalWeight / total
    }
}

extension Sequence<Judgement> {
    package var totalWeight: Double { reduce(0) { $0 + $1.weight } }
}

extension Judgement {
    private var outcome: Double { succeeded ? 1 : 0 }

    fileprivate var squaredError: Double { (probability - outcome) * (probability - outcome) }

    /// −ln of what the outcome was given, with 10⁻¹⁵ as the least.
    fileprivate var surprise: Double {
        -log(max(1e-15, succeeded ? probability : 1 - probability))
    }
}

/// The Mann–Whitney statistic: of the weight of all pairs, the part that stands in order; ties half.
private func areaUnderCurve(_ judgements: [Judgement]) -> Double {
    let sorted = judgements.sorted { $0.probability < $1.probability }
    let successes = sorted.filter(\.succeeded).totalWeight
    let failures = sorted.totalWeight - successes
    guard successes > 0, failures > 0 else { return 0.5 }
    var (inOrder, failuresBelow) = (0.0, 0.0)
    var start = 0
    while start < sorted.count {
        let tied = sorted[start...].prefix { $0.probability == sorted[start].probability }
        let risen = tied.filter(\.succeeded).totalWeight
        let fallen = tied.totalWeight - risen
        inOrder += risen * (failuresBelow + fallen / 2)
        failuresBelow += fallen
        start = tied.endIndex
    }
    return inOrder / (successes * failures)
}

private func calibrationError(_ judgements: [Judgement], bins: Int) -> Double {
    let sorted = judgements.sorted { $0.probability < $1.probability }
    var sum = 0.0
    for range in equalMass(sorted.map(\.weight), bins: bins) {
        let given = sorted[range].reduce(0) { $0 + $1.weight * $1.probability }
        let came = sorted[range].filter(\.succeeded).totalWeight
        sum += abs(given - came)
    }
    return sum / max(sorted.totalWeight, .leastNormalMagnitude)
}

/// Cuts the places of `weights` into at most `bins` ranges of about the same weight.
///
/// Where all weigh the same, the lengths of the ranges differ by one at most.
package func equalMass(_ weights: [Double], bins: Int) -> [Range<Int>] {
    let total = weights.reduce(0, +)
    var ends = [Int](repeating: 0, count: bins)
    var upTo = 0.0
    for (place, weight) in weights.enumerated() {
        upTo += weight
        let bin = Int((upTo * Double(bins) / total).rounded(.up)) - 1
        ends[min(max(bin, 0), bins - 1)] = place + 1
    }
    var start = 0
    return ends.compactMap { end in
        guard end > start else { return nil }
        defer { start = end }
        return start..<end
    }
}
