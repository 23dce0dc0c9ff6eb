/// Turns a model's margin into a probability that holds what it says; never falls as margins rise.
package enum Calibration: Hashable, Sendable {
    /// 1 / (1 + e^−(slope · margin + offset)) (Platt, 1999).
    case platt(slope: Double, offset: Double)
    /// Steps, by ascending margin (Zadrozny and Elkan, KDD 2002).
    case isotonic([IsotonicStep])

    /// The method by the size of the evidence: isotonic wants more than a thousand successes.
    package static func fitted(to rows: [ScoredRow]) -> Calibration {
        let successes = Set(rows.lazy.filter(\.succeeded).map(\.conversation)).count
        return successes > 1_000 ? .isotonic(isotonicSteps(rows)) : plattFit(rows)
    }

    package func probability(of margin: Double) -> Double {
        switch self {
        case .platt(let slope, let offset):
            sigmoid(slope * margin + offset)
        case .isotonic(let steps):
            (steps.last { $0.from <= margin } ?? steps.first)?.probability ?? 0.5
        }
    }
}

/// From this margin upwards, this probability.
package struct IsotonicStep: Hashable, Sendable {
    package var from: Double
    package var probability: Double

    package init(from: Double, probability: Double) {
        self.from = from
        self.probability = probability
    }
}
