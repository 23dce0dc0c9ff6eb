import Identifiers

/// What a model was learned from, and how good it is on texts that it had not seen.
package struct TextModelCard: Codable, Hashable, Sendable {
    package struct LabelFigure: Codable, Hashable, Sendable {
        package var label: String
        package var textCount: Int
        package var precision: Double
        package var recall: Double
        package var f1: Double

        enum CodingKeys: String, CodingKey {
            case label, precision, recall, f1
            case textCount = "text_count"
        }
    }

    package var name: String
    /// The labels' source in words: what it is, whose words they are, its licence.
    package var trainedOn: String
    package var trainedAt: Instant
    package var textCount: Int
    package var groupCount: Int
    /// The command that makes the model again.
    package var retrain: String
    package var limits: String
    /// How the figures were found: which folds.
    package var method: String
    package var accuracy: Double
    package var macroF1: Double
    package var accuracySpread: Double
    package var macroF1Spread: Double
    package var figures: [LabelFigure]

    enum CodingKeys: String, CodingKey {
        case name, retrain, limits, method, accuracy, figures
        case trainedOn = "trained_on"
        case trainedAt = "trained_at"
        case textCount = "text_count"
        case groupCount = "group_count"
        case macroF1 = "macro_f1"
        case accuracySpread = "accuracy_spread"
        case macroF1Spread = "macro_f1_spread"
    }
}

extension TextModelCard {
    /// Of a model that only judges a fold.
    static let none = TextModelCard(
        name: "", trainedOn: "", trainedAt: Instant(microseconds: 0), textCount: 0, groupCount: 0,
        retrain: "", limits: "", method: "", accuracy: 0, macroF1: 0, accuracySpread: 0,
        macroF1Spread: 0, figures: [])
}
