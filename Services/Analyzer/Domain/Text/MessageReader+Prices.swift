/// Which of a message's prices is put forward, and which only told of.
extension MessageReader {
    /// The price that a phrase puts forward; a deposit comes beside it, and words that may tell of
    /// another price do so beside `similar` or `sold`.
    func price(in phrase: Range<Int>, of terms: [Term], isHint: Bool) -> Double? {
        guard let place = phrase.last(where: { terms[$0].symbol == Symbol.price }) else {
            return nil
        }
        let isDeposit = place + 1 < terms.count && has(.besidePrice, terms[place + 1])
        return isDeposit || isHint && isTold(at: place, of: terms) ? nil : terms[place].value
    }

    /// The last price that stands by itself: `2100 and it's yours`, `make it 40`.
    func barePrice(of terms: [Term]) -> Double? {
        let place = terms.indices.last { place in
            guard terms[place].symbol == Symbol.price else { return false }
            let after = terms[(place + 1)...].prefix { $0.isWord }.prefix(Self.toldReachAfter)
            return !after.contains { has(.besidePrice, $0) } && !isTold(at: place, of: terms)
        }
        return place.map { terms[$0].value }
    }

    /// True when a word shortly before tells what other price it is.
    private func isTold(at place: Int, of terms: [Term]) -> Bool {
        terms[..<place].suffix(Self.toldReachBefore).reversed()
            .prefix { $0.symbol != Symbol.start }.contains { has(.tellsPrice, $0) }
    }

    /// How far from a price a word stands that tells what other price it is.
    private static let toldReachBefore = 5
    private static let toldReachAfter = 2

    /// `Let's meet at 10,000` names no place.
    func settlesPrice(_ phrase: Range<Int>, in terms: [Term]) -> Bool {
        guard let meet = phrase.first(where: { has(.meets, terms[$0]) }) else { return false }
        for term in terms[(meet + 1)...].prefix(Self.meetingReach) {
            if term.symbol == Symbol.price { return true }
            if term.isAfterPause || !term.isWord { return false }
        }
        return false
    }

    /// `Meet you in the middle at 1,000`.
    private static let meetingReach = 7

    private func has(_ trait: WordTraits, _ term: Term) -> Bool {
        rules.words.traits[Int(term.symbol)].contains(trait)
    }
}

/// The prices in phrases that put one forward: by plain words, and by words that do so only where
/// nothing tells of another price. The last counts.
struct PricesPutForward {
    private var plain: (value: Double, end: Int)?
    private var hinted: (value: Double, end: Int)?

    var offered: Double? { plain?.value ?? hinted?.value }

    mutating func note(_ price: Double, in phrase: Range<Int>, isHint: Bool) {
        if isHint {
            if phrase.upperBound >= hinted?.end ?? 0 { hinted = (price, phrase.upperBound) }
        } else if phrase.upperBound >= plain?.end ?? 0 {
            plain = (price, phrase.upperBound)
        }
    }
}
