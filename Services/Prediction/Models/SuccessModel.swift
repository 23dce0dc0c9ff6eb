import GradientBoosting
import PredictionContract
import PredictionDomain
import Wire

/// A trained model, ready to foresee.
package struct SuccessModel: Sendable {
    package let card: ModelCard
    package let parts: ModelParts

    /// Refuses a model of other features than this program makes.
    package init(card: ModelCard, parts: ModelParts) throws(ModelFault) {
        guard card.featureNames == Feature.names,
            parts.booster.featureCount == Feature.all.count
        else {
            throw .otherFeatures(
                expected: Feature.names.count, found: parts.booster.featureCount)
        }
        self.card = card
        self.parts = parts
    }

    /// Reads what `PublishModel` carries.
    package init(card: ModelCard, artifact bytes: [UInt8]) throws(ModelFault) {
        let artifact: ModelArtifact
        do throws(WireError) {
            artifact = try ModelArtifact(wireBytes: bytes)
        } catch {
            throw .unreadable("\(error)")
        }
        try self.init(card: card, parts: try artifact.parts())
    }

    /// What `PublishModel` carries.
    package func artifact() throws(BoostingError) -> [UInt8] {
        try ModelArtifact(parts).wireBytes()
    }

    /// The chance of success, with its leading factors; about 0.1 ms.
    package func foresee(_ vector: FeatureVector) throws(BoostingError) -> Foresight {
        let contributions = try parts.booster.contributions(of: vector.values)
        let margin = contributions.features.reduce(contributions.bias, +)
        let probability = parts.calibration.probability(of: margin, isClosed: vector.isClosed)
        return Foresight(
            probability: probability, interval: parts.reliability.interval(of: probability),
            abstains: parts.abstention.abstains(on: probability),
            factors: leadingFactors(of: vector, contributions: contributions.features))
    }

    /// What was foreseen as a tenant's own outcomes correct it.
    package func corrected(_ foresight: Foresight, by evidence: PooledEvidence) -> Foresight {
        guard evidence.outcomes > 0 else { return foresight }
        var corrected = foresight
        corrected.probability = evidence.corrected(foresight.probability)
        corrected.interval =
            evidence.corrected(
                foresight.interval.lowerBound)...evidence.corrected(foresight.interval.upperBound)
        corrected.abstains = parts.abstention.abstains(on: corrected.probability)
        return corrected
    }

    /// The chance of success alone; about 25 µs.
    package func probability(of vector: FeatureVector) throws(BoostingError) -> Double {
        parts.calibration.probability(
            of: try parts.booster.margin(of: vector.values), isClosed: vector.isClosed)
    }
}

/// Why bytes are not a model that this program can use.
package enum ModelFault: Error, Hashable, Sendable {
    case unreadable(String)
    case damaged
    case otherFeatures(expected: Int, found: Int)
    case otherVersion(expected: String, found: String)
}

extension ModelFault: CustomStringConvertible {
    package var description: String {
        switch self {
        case .unreadable(let reason):
            "the model cannot be read: \(reason)"
        case .damaged:
            "the model's checksum does not fit its trees: send it again"
        case .otherFeatures(let expected, let found):
            """
            the model was trained on \(found) features, which are not the \(expected) that this \
            version makes: train it again
            """
        case .otherVersion(let expected, let found):
            "the model was trained on features \(found), not \(expected): train it again"
        }
    }
}
