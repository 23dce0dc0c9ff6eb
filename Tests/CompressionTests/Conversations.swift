import Identifiers

/// Messages that repeat what conversations repeat: names of fields, ids, words.
struct Conversations {
    private static let words = [
        "house", "kitchen", "garden", "offer", "tomorrow", "visit", "price", "school", "closing",
        "mortgage", "quiet", "street", "thanks", "maybe", "weekend", "parking", "the", "and", "is",
    ]
    private var random: SplitMix64

    init(seed: UInt64) { random = SplitMix64(seed: seed) }

    mutating func next(lines: Int) -> [UInt8] {
        var text = "tenant=harbor agent=maya conversation=\(random.next())"
        for number in 0..<lines {
            text += " message=\(number) role=agent sent_at=2026-01-05T15:00:00Z text="
            for _ in 0..<12 {
                let place = Int.random(in: Self.words.indices, using: &random)
                text += " " + Self.words[place]
            }
        }
        return Array(text.utf8)
    }

    mutating func samples(_ count: Int) -> [[UInt8]] {
        (0..<count).map { _ in
            let lines = Int.random(in: 1...20, using: &random)
            return next(lines: lines)
        }
    }
}
