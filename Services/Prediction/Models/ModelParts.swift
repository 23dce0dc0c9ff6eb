import GradientBoosting
import Identifiers
import PredictionDomain

/// What a prediction is made with: trees, and what turns their margin into a statement.
package struct ModelParts: Sendable {
    package var booster: Booster
    package var calibration: StagedCalibration
    package var reliability: Reliability
    package var abstention: Abstention

    package init(
        booster: Booster, calibration: StagedCalibration, reliability: Reliability,
        abstention: Abstention
    ) {
        self.booster = booster
        self.calibration = calibration
        self.reliability = reliability
        self.abstention = abstention
    }

    /// Fits what follows the trees to conversations that such trees had not learned from.
    init(_ booster: Booster, fittedTo evidence: Evidence) {
        let calibration = StagedCalibration(fittedTo: evidence)
        self.init(
            booster: booster, calibration: calibration,
            reliability: Reliability(evidence.open, calibration.open),
            abstention: Abstention(evidence, calibration))
    }
}

extension ModelArtifact {
    init(_ parts: ModelParts) throws(BoostingError) {
        self.init(
            booster: try parts.booster.bytes(), calibration: parts.calibration,
            reliability: parts.reliability, abstention: parts.abstention)
    }

    /// Throws when the bytes are damaged or are no model for the features that this program makes.
    func parts() throws(ModelFault) -> ModelParts {
        guard featureVersion == Feature.version else {
            throw .otherVersion(expected: Feature.version, found: featureVersion)
        }
        guard checksum == FNV1a.hash(booster) else { throw .damaged }
        guard let calibration else {
            throw .unreadable("its calibration is missing or falls as margins rise")
        }
        do throws(BoostingError) {
            return ModelParts(
                booster: try Booster(bytes: booster), calibration: calibration,
                reliability: reliability, abstention: abstention)
        } catch {
            throw .unreadable("\(error)")
        }
    }
}
