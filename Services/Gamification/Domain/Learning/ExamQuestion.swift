import Identifiers

/// What an examination for a real-estate licence asks about.
package enum ExamTopic: String, Vocabulary {
    case agency
    case contracts
    case fairHousing = "fair_housing"
    case financing
    case ownership
    case transferOfTitle = "transfer_of_title"
    case valuation
    case practice
    case arithmetic
}

/// A question with one right answer, why it is right, and where the rule stands.
///
/// Written for this product, for the national part of the examination; a state's own part differs.
package struct ExamQuestion: Hashable, Sendable {
    /// Never given to another question: agents' reviews are kept by it.
    package let id: String
    package let topic: ExamTopic
    package let prompt: String
    /// In an order of the question's own, which is always the same.
    package let options: [String]
    package let rightOption: Int
    package let explanation: String
    package let source: String

    /// - Parameter wrong: what somebody might think instead.
    init(
        _ id: String, _ topic: ExamTopic, _ prompt: String, right: String, wrong: [String],
        why explanation: String, source: String
    ) {
        var generator = SplitMix64(seed: FNV1a.hash(id.utf8))
        let options = ([right] + wrong).shuffled(using: &generator)
        self.id = id
        self.topic = topic
        self.prompt = prompt
        self.options = options
        rightOption = options.firstIndex(of: right) ?? 0
        self.explanation = explanation
        self.source = source
    }

    /// Every question of the deck, the first of each topic, then the second of each, and on: who
    /// begins meets all topics in the first days.
    package static let all: [ExamQuestion] = {
        let topics = [
            agency, contracts, fairHousing, financing, ownership, transferOfTitle, valuation,
            practice, arithmetic,
        ]
        let longest = topics.map(\.count).max() ?? 0
        return (0..<longest).flatMap { place in
            topics.compactMap { $0.indices.contains(place) ? $0[place] : nil }
        }
    }()
}
