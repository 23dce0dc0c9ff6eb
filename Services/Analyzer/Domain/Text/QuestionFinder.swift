import Identifiers

/// Finds questions, with and without a question mark, and tells open from closed.
struct QuestionFinder {
    let book: WordBook

    func count(in words: ReadText, _ role: MessageRole, _ reading: inout MessageReading) {
        for sentence in words.sentences {
            switch kind(of: sentence, in: words.terms) {
            case .open?: reading.openQuestions += 1
            case .closed?: reading.closedQuestions += 1
            case nil: break
            }
        }
        if reading.cues.contains(.smallTalk), reading.openQuestions > 0 {
            // `How are you?` greets; it asks nothing about the client's needs.
            reading.openQuestions -= 1
        }
    }

    private enum Kind { case open, closed }

    private func kind(of sentence: Sentence, in terms: [Term]) -> Kind? {
        var at = sentence.terms.lowerBound
        var last = at
        var skipped = 0
        while at < sentence.terms.upperBound, skipped < 4, has(.filler, terms[at]) {
            at += 1
            skipped += 1
        }
        guard at < sentence.terms.upperBound else { return sentence.isQuestion ? .closed : nil }
        last = at + 1
        let next = last < sentence.terms.upperBound ? terms[last] : nil
        if has(.openAsker, terms[at]) {
            let isProposal = next?.symbol == book.find("about")
            return isProposal
                ? .closed : openKind(terms[at], next, isMarked: sentence.isQuestion)
        }
        if isTellMe(terms[at], next) { return .open }
        if sentence.isQuestion {
            return asksOpenLater(sentence, from: at, terms) ? .open : .closed
        }
        let isInverted =
            has(.auxiliary, terms[at]) && next.map { has(.subject, $0) } == true
            || has(.factAsker, terms[at]) && next.map { has(.auxiliary, $0) } == true
        return isInverted ? .closed : nil
    }

    private func openKind(_ asker: Term, _ next: Term?, isMarked: Bool) -> Kind? {
        let isHow = asker.symbol == book.find("how") || asker.symbol == book.find("hows")
        if isHow, let next, has(.measure, next) || next.symbol == book.find("about") {
            return .closed
        }
        let isAsking = next.map { has(.auxiliary, $0) } == true || isContracted(asker)
        return isMarked || isAsking ? .open : nil
    }

    private func isContracted(_ asker: Term) -> Bool {
        asker.symbol == book.find("whats") || asker.symbol == book.find("hows")
            || asker.symbol == book.find("describe")
    }

    /// `Tell me about …`, `walk me through …`, `help me understand …`.
    private func isTellMe(_ first: Term, _ next: Term?) -> Bool {
        guard let next, next.symbol != Symbol.unknownWord, next.symbol == book.find("me") else {
            return false
        }
        return ["tell", "walk", "help", "share"].contains { first.symbol == book.find($0) }
    }

    /// `If you could change one thing, what would it be?`; `can you tell me more about …?`
    private func asksOpenLater(_ sentence: Sentence, from start: Int, _ terms: [Term]) -> Bool {
        for at in start..<sentence.terms.upperBound {
            let next = at + 1 < sentence.terms.upperBound ? terms[at + 1] : nil
            if isTellMe(terms[at], next) { return true }
            guard terms[at].isAfterPause, has(.openAsker, terms[at]), let next else { continue }
            if has(.auxiliary, next), !has(.measure, next) { return true }
        }
        return false
    }

    private func has(_ trait: WordTraits, _ term: Term) -> Bool {
        book.traits[Int(term.symbol)].contains(trait)
    }
}
