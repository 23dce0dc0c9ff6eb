import Foundation

/// Whether a model still fits the world that it is asked about.
package struct ModelHealth: Hashable, Sendable {
    /// One feature between the model's first predictions and its newest.
    package struct Drift: Hashable, Sendable {
        package var feature: String
        package var index: StabilityIndex

        package init(feature: String, index: StabilityIndex) {
            self.feature = feature
            self.index = index
        }
    }

    /// The furthest first.
    package var drift: [Drift]
    package var calibration: CalibrationCheck
    /// What to do about it.
    package var advice: RetrainingAdvice

    /// `trainedOn` is how many conversations the model learned from.
    package init(drift: [Drift], calibration: CalibrationCheck, trainedOn: Int) {
        self.drift = drift.sorted {
            ($1.index.value, $0.feature) < ($0.index.value, $1.feature)
        }
        self.calibration = calibration
        advice = RetrainingAdvice(
            moved: self.drift.filter { $0.index.level == .alarm }.map(\.feature),
            calibration: calibration, trainedOn: trainedOn)
    }
}

/// Probabilities that were given, and how those conversations ended.
package struct CalibrationCheck: Hashable, Sendable {
    package var outcomes: Int
    /// The mean probability that was given.
    package var given: Double
    /// The share that succeeded.
    package var came: Double
    /// How many standard errors lie between the two.
    package var z: Double
    package var brierScore: Double
    package var auc: Double

    /// Each conversation counts once.
    package init(_ judgements: [Judgement]) {
        let quality = Quality(judgements)
        let spread = judgements.reduce(0) { $0 + $1.probability * (1 - $1.probability) }
        outcomes = judgements.count
        given =
            judgements.reduce(0) { $0 + $1.probability } / Double(max(1, judgements.count))
        came = quality.baseRate
        z =
            spread > 0
            ? (came - given) * Double(judgements.count) / spread.squareRoot() : 0
        brierScore = quality.brierScore
        auc = quality.auc
    }
}

/// Whether training again pays, and why.
package struct RetrainingAdvice: Hashable, Sendable {
    package var pays: Bool
    package var reason: String

    /// Fewer new outcomes than this teach a model nothing that it can keep.
    package static let outcomesMin = 100
    /// A gap of so many standard errors is no chance.
    private static let zMax = 3.0
    /// With so many new conversations, a share of the old ones, a model gets better by size alone.
    private static let growth = 0.5

    init(moved: [String], calibration: CalibrationCheck, trainedOn: Int) {
        let new = calibration.outcomes
        guard new >= Self.outcomesMin else {
            pays = false
            let cause = moved.isEmpty ? "nothing is known to be wrong" : words(moved) + " moved"
            reason =
                "\(cause), and \(new) outcomes are too few to learn from: record "
                + "\(Self.outcomesMin) or more"
            return
        }
        if abs(calibration.z) >= Self.zMax {
            pays = true
            reason =
                "\(thousandths(calibration.given)) was given and \(thousandths(calibration.came)) "
                + "came, \(thousandths(abs(calibration.z))) standard errors apart"
        } else if !moved.isEmpty {
            pays = true
            reason = "\(words(moved)) moved past a stability index of 0.25"
        } else if Double(new) >= Self.growth * Double(trainedOn) {
            pays = true
            reason = "\(new) outcomes are new where the model learned from \(trainedOn)"
        } else {
            pays = false
            reason = "it holds: no feature moved, and what was given came"
        }
    }
}

private func words(_ features: [String]) -> String {
    features.prefix(3).joined(separator: ", ") + (features.count > 3 ? " and others" : "")
}

/// Who foresaw the same conversations better.
package struct Contest: Hashable, Sendable {
    package var conversations: Int
    package var champion: CalibrationCheck
    package var challenger: CalibrationCheck
    /// The champion's mean squared error less the challenger's: positive speaks for the challenger.
    package var gain: Double
    /// Of the gain, over conversations.
    package var standardError: Double

    /// The challenger is better beyond chance (one side, 95 %), on conversations enough.
    package var shouldPromote: Bool {
        conversations >= RetrainingAdvice.outcomesMin && gain > 1.645 * standardError
    }

    /// Pairs of what champion and challenger gave the same conversation.
    package init(_ pairs: [(champion: Judgement, challenger: Judgement)]) {
        conversations = pairs.count
        champion = CalibrationCheck(pairs.map(\.champion))
        challenger = CalibrationCheck(pairs.map(\.challenger))
        let gains = pairs.map { $0.champion.squaredMiss - $0.challenger.squaredMiss }
        let count = Double(max(1, gains.count))
        let mean = gains.reduce(0, +) / count
        let square = gains.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
        gain = mean
        standardError = (square / max(1, count - 1) / count).squareRoot()
    }
}

extension Judgement {
    fileprivate var squaredMiss: Double {
        let miss = probability - (succeeded ? 1 : 0)
        return miss * miss
    }
}
