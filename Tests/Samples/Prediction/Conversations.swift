import Identifiers
import PredictionDomain

/// A message with only what a test speaks of.
package func message(
    _ number: Int, _ role: MessageRole = .client, _ action: MessageAction? = .message,
    after seconds: Double = 10, words: Int = 5, acts: [MessageAct] = [], prices: [Double] = [],
    offer: Double? = nil, sentiment: Double? = nil
) -> MessageFacts {
    let start = Instant(microseconds: 1_767_603_600_000_000)
    let sentAt = start + .microseconds(Int64(Double(number) * seconds * 1_000_000))
    return MessageFacts(
        messageID: MessageID("m\(number)"), role: role, action: action, sentAt: sentAt,
        typingStartedAt: sentAt - .seconds(3), wordCount: words, acts: acts, prices: prices,
        offerPrice: offer, sentiment: sentiment)
}

/// A conversation of up to 30 messages about anything, the same for the same seed.
package func randomConversation(seed: UInt64) -> LabelledConversation {
    var random = SplitMix64(seed: seed &+ 77)
    let listPrice =
        Bool.random(using: &random) ? Double.random(in: 10...5_000, using: &random) : nil
    let messages = (0..<Int.random(in: 1...30, using: &random)).map { number in
        message(
            number, MessageRole.allCases.randomElement(using: &random) ?? .agent,
            (MessageAction.allCases + [nil]).randomElement(using: &random) ?? nil,
            after: Double.random(in: 0...100, using: &random),
            words: Int.random(in: 0...60, using: &random),
            acts: MessageAct.allCases.filter { _ in Int.random(in: 0..<8, using: &random) == 0 },
            prices: Bool.random(using: &random)
                ? [Double.random(in: 1...6_000, using: &random)] : [],
            offer: Bool.random(using: &random) ? Double.random(in: 1...6_000, using: &random) : nil,
            sentiment: Bool.random(using: &random) ? Double.random(in: -1...1, using: &random) : nil
        )
    }
    return LabelledConversation(
        conversationID: ConversationID("c\(seed)"), listPrice: listPrice, messages: messages,
        succeeded: Bool.random(using: &random))
}

extension FeatureVector {
    /// The value of a feature by its name; nil where it is missing.
    package subscript(_ name: String) -> Double? {
        guard let index = Feature.names.firstIndex(of: name), !values[index].isNaN else {
            return nil
        }
        return Double(values[index])
    }

    package func mover(of name: String) -> String? {
        Feature.names.firstIndex(of: name).flatMap { movedBy[$0]?.rawValue }
    }
}

/// The features after all of some messages.
package func vector(of messages: [MessageFacts], listPrice: Double? = nil) -> FeatureVector {
    var extractor = FeatureExtractor(listPrice: listPrice)
    for facts in messages { extractor.add(facts) }
    return extractor.vector
}
