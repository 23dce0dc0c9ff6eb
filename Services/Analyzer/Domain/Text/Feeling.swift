/// How a message sounds, by a short lexicon with negation and emphasis.
struct Feeling {
    /// The sum at which the score is about half way: from VADER (Hutto & Gilbert 2014), α = 15.
    private static let softness: Float = 15

    /// `Great, see you then` opens more than it feels.
    private static let interjectionShare: Float = 0.5
    /// `What are you comfortable with?` asks about a feeling.
    private static let questionShare: Float = 0.4

    let book: WordBook

    /// −1 to 1; nil when no word shows it.
    func score(of terms: [Term]) -> Double? {
        var sum: Float = 0
        var found = false
        var sinceNegator = Int.max
        var isEmphatic = false
        var isQuestion = false
        for (place, term) in terms.enumerated() {
            let word = Int(term.symbol)
            if term.symbol == Symbol.start { isQuestion = self.isQuestion(place, terms) }
            if term.symbol == Symbol.start || term.isAfterPause { sinceNegator = Int.max }
            let feeling = book.feelings[word]
            if feeling != 0 {
                found = true
                var weight = isEmphatic ? feeling * 1.3 : feeling
                if sinceNegator <= 3 { weight *= -0.6 }
                if isInterjection(place, terms) { weight *= Self.interjectionShare }
                if isQuestion { weight *= Self.questionShare }
                sum += weight
            }
            let traits = book.traits[word]
            isEmphatic = traits.contains(.intensifier)
            if traits.contains(.negator) {
                sinceNegator = 0
            } else if sinceNegator < Int.max {
                sinceNegator += 1
            }
        }
        guard found else { return nil }
        return Double(sum / (sum * sum + Self.softness).squareRoot())
    }

    /// The first word of a sentence, with a comma behind it.
    private func isInterjection(_ place: Int, _ terms: [Term]) -> Bool {
        place > 0 && terms[place - 1].symbol == Symbol.start && place + 1 < terms.count
            && terms[place + 1].isAfterPause
    }

    /// True when the sentence that begins at `start` ends in a question mark.
    private func isQuestion(_ start: Int, _ terms: [Term]) -> Bool {
        let end = terms[start...].first {
            $0.symbol == Symbol.end || $0.symbol == Symbol.questionEnd
        }
        return end?.symbol == Symbol.questionEnd
    }
}
