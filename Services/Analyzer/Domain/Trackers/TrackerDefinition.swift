import Identifiers

/// What a tenant listens for: phrases, a model learned from examples, or both.
package struct TrackerDefinition: Sendable {
    package let name: String
    package let version: Int
    /// Whose messages are heard; nil for both sides'.
    package let speaker: MessageRole?
    private let phrases: PhraseSet
    private let model: TextClassifier?

    package init(
        name: String, version: Int, speaker: MessageRole?, phrases: [String],
        model: TextClassifier?
    ) {
        self.name = name
        self.version = version
        self.speaker = speaker
        self.phrases = PhraseSet(phrases)
        self.model = model
    }

    /// How sure it is that it heard what it listens for; nil when it did not.
    package func confidence(in text: String, by role: MessageRole) -> Double? {
        guard speaker == nil || speaker == role, !text.isEmpty else { return nil }
        if phrases.isIn(text) { return 1 }
        var scratch = TextClassifier.Scratch()
        return model?.judge(TextSample(text), &scratch).found
            .first { $0.label == TrackerLearning.match }?.confidence
    }
}

/// Phrases to look for: whole words in their order, whatever their case and marks.
struct PhraseSet: Sendable {
    private let phrases: [[[UInt8]]]

    init(_ texts: [String]) { phrases = texts.map(Self.words).filter { !$0.isEmpty } }

    func isIn(_ text: String) -> Bool {
        guard !phrases.isEmpty else { return false }
        let words = Self.words(of: text)
        return phrases.contains { phrase in
            guard words.count >= phrase.count else { return false }
            return (0...(words.count - phrase.count)).contains { start in
                words[start..<(start + phrase.count)].elementsEqual(phrase)
            }
        }
    }

    /// As long as a message may be.
    private static let byteCountMax = 16 * 1_024

    static func words(of text: String) -> [[UInt8]] {
        var tokens = TokenBuffer()
        tokens.read(text, byteCountMax: byteCountMax)
        return tokens.ranges.map { Array(tokens.bytes[$0]) }
    }
}
