/// When a probability is worth a statement: only where such statements have been right often enough.
///
/// Both bounds are read off conversations that the model had not learned from, as in split conformal
/// prediction: the widest region in which (wrong + 1) / (given + 1) stays within the allowed share of
/// errors, and in which the errors stay within it even at the upper end of what they may truly be
/// (Geifman and El-Yaniv, 2017, with Wilson's bound; one side, 95 %). Rows weigh so that each
/// conversation counts once.
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
    ///
    /// Success is stated on the strength of open beginnings alone: the many closed by an acceptance
    /// would hide how often one goes wrong. Failure is seldom sure before somebody rejects or leaves,
    /// so what came after those counts as well.
    package init(_ evidence: Evidence, _ calibration: StagedCalibration, target: Double = 0.95) {
        let open = weighed(evidence.open, calibration)
        let all = weighed(evidence.open + evidence.closed, calibration)
        let success = edge(open.reversed(), expecting: true, target: target)
        let failure = edge(all, expecting: false, target: target)
        statesSuccessFrom = success.map { max($0, 0.5) } ?? 2
        statesFailureUpTo = failure.map { min($0, 0.499) } ?? -1
    }

    /// Of a model that knows no stages.
    package init(_ evidence: Evidence, _ calibration: Calibration, target: Double = 0.95) {
        self.init(evidence, StagedCalibration(open: calibration), target: target)
    }

    package func abstains(on probability: Double) -> Bool {
        probability < statesSuccessFrom && probability > statesFailureUpTo
    }
}

private struct WeighedRow {
    var probability: Double
    var succeeded: Bool
    var weight: Double
}

/// By ascending probability; the rows of a conversation weigh one together.
private func weighed(_ rows: [ScoredRow], _ calibration: StagedCalibration) -> [WeighedRow] {
    let counts = rows.reduce(into: [Int: Double]()) { $0[$1.conversation, default: 0] += 1 }
    return rows.map { row in
        WeighedRow(
            probability: calibration.probability(of: row.margin, isClosed: row.isClosed),
            succeeded: row.succeeded, weight: 1 / counts[row.conversation, default: 1])
    }.sorted { $0.probability < $1.probability }
}

/// The last probability in order up to which statements keep the target; nil when none do.
private func edge(_ rows: [WeighedRow], expecting outcome: Bool, target: Double) -> Double? {
    var (wrong, given) = (0.0, 0.0)
    var edge: Double?
    for (index, row) in rows.enumerated() {
        given += row.weight
        if row.succeeded != outcome { wrong += row.weight }
        let isTieInside =
            index + 1 < rows.count && rows[index + 1].probability == row.probability
        let allowed = 1 - target
        let upper = wilson(share: min(1, wrong / given), count: given, z: oneSided95).upperBound
        if !isTieInside, (wrong + 1) / (given + 1) <= allowed, upper <= allowed {
            edge = row.probability
        }
    }
    return edge
}

/// The 95th percentile of the standard normal distribution.
private let oneSided95 = 1.644_853_627
