import Identifiers

/// Names the persuasion and negotiation strategies of a message, by the models that ship.
struct StrategyFinder: Sendable {
    /// Of the other side's last message; what a model learned from is seldom longer.
    static let beforeByteCountMax = 512
    /// Sentences that are judged: what follows them in one message adds no new strategy.
    private static let sentenceCountMax = 12
    /// A persuasion strategy is named when it is likelier than all others together.
    private static let sureFrom = 0.5

    static let shipped = StrategyFinder(
        negotiation: ShippedModels.negotiation, persuasion: ShippedModels.persuasion)

    /// Judges whole messages of both sides.
    let negotiation: TextClassifier?
    /// Judges the agent's sentences, one by one.
    let persuasion: TextClassifier?

    /// In the order of their names; none for a message without words.
    func strategies(in utterance: Utterance, before: String, place: Int) -> [String] {
        guard !utterance.text.isEmpty else { return [] }
        var scratch = TextClassifier.Scratch()
        var found: Set<String> = []
        if let negotiation {
            let sample = TextSample(
                utterance.text, before: before, role: utterance.role, place: place)
            found.formUnion(negotiation.judge(sample, &scratch).found.map(\.label))
        }
        if let persuasion, utterance.role == .agent {
            for sentence in Sentences.of(utterance.text).prefix(Self.sentenceCountMax) {
                let judgement = persuasion.judge(TextSample(sentence), &scratch)
                for label in judgement.found
                where label.label != persuasion.nothing && label.confidence >= Self.sureFrom {
                    found.insert(label.label)
                }
            }
        }
        return found.sorted()
    }
}

/// Cuts a text into sentences.
enum Sentences {
    /// After `.`, `!` or `?` and a space, and at the end of a line.
    static func of(_ text: String) -> [String] {
        var sentences: [String] = []
        var sentence: [UInt8] = []
        var isAfterEnd = false
        func close() {
            if sentence.contains(where: { $0 != UInt8(ascii: " ") }) {
                sentences.append(String(decoding: sentence, as: UTF8.self))
            }
            sentence.removeAll(keepingCapacity: true)
        }
        for byte in text.utf8 {
            let isSpace = byte == UInt8(ascii: " ") || byte == Ascii.newline
            if byte == Ascii.newline || isAfterEnd && isSpace {
                close()
            } else {
                sentence.append(byte)
            }
            isAfterEnd = Ascii.isSentenceEnd(byte) && byte != Ascii.semicolon
        }
        close()
        return sentences
    }
}
