import Identifiers

/// A calibrated chance of success, and what it rests on.
package struct Foresight: Hashable, Sendable {
    package var probability: Double
    /// 90 %.
    package var interval: ClosedRange<Double>
    package var abstains: Bool
    /// Largest contribution first.
    package var factors: [SuccessFactor]

    package init(
        probability: Double, interval: ClosedRange<Double>, abstains: Bool,
        factors: [SuccessFactor]
    ) {
        self.probability = probability
        self.interval = interval
        self.abstains = abstains
        self.factors = factors
    }
}

/// One feature's part in a prediction.
package struct SuccessFactor: Hashable, Sendable {
    package var feature: Feature
    /// Nil where the conversation shows nothing of the feature.
    package var value: Double?
    /// SHAP value in log-odds: positive protects, negative is a risk.
    package var contribution: Double
    /// The message that last changed the feature.
    package var messageID: MessageID?

    package init(
        feature: Feature, value: Double?, contribution: Double, messageID: MessageID?
    ) {
        self.feature = feature
        self.value = value
        self.contribution = contribution
        self.messageID = messageID
    }

    /// What the feature says, in an agent's words, and which way it speaks.
    package var explanation: String {
        "\(feature.statement(value)): \(contribution < 0 ? "a risk" : "a good sign")."
    }
}

/// The factors that count: at most `limit`, the largest first, none below `least` log-odds.
package func leadingFactors(
    of vector: FeatureVector, contributions: [Double], limit: Int = 6, least: Double = 0.02
) -> [SuccessFactor] {
    contributions.indices
        .filter { abs(contributions[$0]) >= least }
        .sorted { abs(contributions[$0]) > abs(contributions[$1]) }
        .prefix(limit)
        .map { index in
            let value = vector.values[index]
            return SuccessFactor(
                feature: Feature.all[index], value: value.isNaN ? nil : Double(value),
                contribution: contributions[index], messageID: vector.movedBy[index])
        }
}
