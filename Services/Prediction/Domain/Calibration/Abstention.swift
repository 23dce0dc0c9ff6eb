/// When a probability is worth a statement: only where such statements have been right often enough.
///
/// Both bounds are read off conversations that the model had not learned from, as in split conformal
/// prediction: the widest region in which (wrong + 1) / (given + 1) stays within the allowed share of
/// errors. Rows weigh so that each conversation counts once.
package struct Abstention: Hashable, Sendable {
    /// From here up, success is stated; above 1, never.
    package var statesSuccessFrom: Double
    /// Up to here, failure is stated; below 0, never.
    package var statesFailureUpTo: Double

    package init(statesSuccessFrom: Double, statesFailureUpTo: Double) {
        self.statesSuccessFrom = statesSuccessFrom
        self.statesFailureUpTo = statesFailureUpTo
    }

    /// `target` is the wanted share of right statements.
    package init(_ rows: [ScoredRow], _ calibration: Calibration, target: Double = 0.95) {
        let weights = rows.reduce(into: [Int: Double]()) { $0[$1.conversation, default: 0] += 1 }
            .mapValues { 1 / $0 }
        let evidence = rows.map { row in
            Evidence(
                probability: calibration.probability(of: row.margin), succeeded: row.succeeded,
                weight: weights[row.conversation] ?? 1)
        }.sorted { $0.probability > $1.probability }
        statesSuccessFrom =
            edge(evidence, expecting: true, target: target).map { max($0, 0.5) } ?? 2
        statesFailureUpTo =
            edge(evidence.reversed(), expecting: false, target: target).map { min($0, 0.499) }
            ?? -1
    }

    package func abstains(on probability: Double) -> Bool {
        probability < statesSuccessFrom && probability > statesFailureUpTo
    }
}

private struct Evidence {
    var probability: Double
    var succeeded: Bool
    var weight: Double
}

/// The last probability in order up to which statements keep the target; nil when none do.
private func edge(_ evidence: [Evidence], expecting outcome: Bool, target: Double) -> Double? {
    var (wrong, given) = (0.0, 0.0)
    var edge: Double?
    for (index, row) in evidence.enumerated() {
        given += row.weight
        if row.succeeded != outcome { wrong += row.weight }
        let isTieInside =
            index + 1 < evidence.count && evidence[index + 1].probability == row.probability
        if !isTieInside, (wrong + 1) / (given + 1) <= 1 - target { edge = row.probability }
    }
    return edge
}
