import Foundation

/// The models that are built into the product; their cards stand beside this file.
package enum ShippedModels {
    /// Nine negotiation strategies, of whole messages.
    package static let negotiation = model(NegotiationModel.bytes)
    /// Ten strategies of persuasion, of single sentences.
    package static let persuasion = model(PersuasionModel.bytes)

    /// What a message of an agent or a client does, in real-estate talk.
    package static let acts = model(ActsModel.bytes)

    package static var all: [TextClassifier] {
        [negotiation, persuasion, acts].compactMap { $0 }
    }

    /// Nil for an empty text, as before the first training.
    private static func model(_ text: String) -> TextClassifier? {
        guard let data = Data(base64Encoded: text, options: .ignoreUnknownCharacters),
            !data.isEmpty
        else { return nil }
        do { return try TextModelFile.model(from: [UInt8](data)) } catch {
            // Written by our own tool and held by a test: a fault here is a broken build.
            preconditionFailure("a shipped model cannot be read: \(error)")
        }
    }
}
