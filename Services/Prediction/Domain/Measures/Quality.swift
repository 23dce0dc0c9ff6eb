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
        let total = Double(max(1, count))
        baseRate = Double(judgements.count { $0.succeeded }) / total
        auc = areaUnderCurve(judgements)
        brierScore = judgements.reduce(0) { $0 + $1.squaredError } / total
        logLoss = judgements.reduce(0) { $0 + $1.surprise } / total
        expectedCalibrationError = calibrationError(judgements, bins: 15)
        accuracy = Double(judgements.count { $0.isRight }) / total
    }
}

extension Judgement {
    private var outcome: Double { succeeded ? 1 : 0 }

    fileprivate var squaredError: Double { (probability - outcome) * (probability - outcome) }

    /// −ln of what the outcome was given, with 10⁻¹⁵ as the least.
    fileprivate var surprise: Double {
        -log(max(1e-15, succeeded ? probability : 1 - probability))
    }
}

/// The Mann–Whitney statistic over midranks.
private func areaUnderCurve(_ judgements: [Judgement]) -> Double {
    let sorted = judgements.sorted { $0.probability < $1.probability }
    let successes = Double(sorted.count { $0.succeeded })
    let failures = Double(sorted.count) - successes
    guard successes > 0, failures > 0 else { return 0.5 }
    var rankSum = 0.0
    var start = 0
    while start < sorted.count {
        let tied = sorted[start...].prefix { $0.probability == sorted[start].probability }
        let midrank = Double(start + tied.endIndex + 1) / 2
        rankSum += midrank * Double(tied.count { $0.succeeded })
        start = tied.endIndex
    }
    return (rankSum - successes * (successes + 1) / 2) / (successes * failures)
}

private func calibrationError(_ judgements: [Judgement], bins: Int) -> Double {
    let sorted = judgements.sorted { $0.probability < $1.probability }
    var sum = 0.0
    for range in equalMass(sorted.count, bins: bins) {
        let given = sorted[range].reduce(0) { $0 + $1.probability }
        let came = Double(sorted[range].count { $0.succeeded })
        sum += abs(given - came)
    }
    return sum / Double(max(1, sorted.count))
}

/// Cuts `count` places into at most `bins` ranges whose lengths differ by one at most.
package func equalMass(_ count: Int, bins: Int) -> [Range<Int>] {
    (0..<bins).map { (count * $0 / bins)..<(count * ($0 + 1) / bins) }.filter { !$0.isEmpty }
}
