import Runtime

/// What Prediction reads of its own.
package struct PredictionSettings: ServiceSettings {
    /// `DEFAULT_MODEL`: whether the model that the program came with predicts until one is published.
    let usesDefaultModel: Bool

    package init(from reader: inout SettingsReader) {
        usesDefaultModel = reader.word("default.model", default: Switch.on) == .on
    }
}

private enum Switch: String, CaseIterable { case on, off }
