import GradientBoosting
import PredictionContract
import PredictionDomain

/// The model that the program came with, for a mesh that has published none yet.
///
/// Its numbers are in the two files beside this one, written by `DefaultModelWriter`; CARD.md says
/// what it was trained on and how good it is.
package enum DefaultModel {
    /// Reads the embedded model; throws only when its files do not fit this program.
    package static func load() throws -> SuccessModel {
        let parts = ModelParts(
            booster: try Booster(TreeText(trees)), calibration: calibration,
            reliability: reliability, abstention: abstention)
        return try SuccessModel(card: card, parts: parts)
    }
}
