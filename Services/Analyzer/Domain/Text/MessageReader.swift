import Identifiers

/// Reads one message: words, numbers and phrases in one pass each.
struct MessageReader {
    let rules: RuleBook

    /// What the message shows; `reference` is a price known from before.
    func read(_ text: String, by role: MessageRole, reference: Double?) -> MessageReading {
        let words = ReadText(text, reference: reference, book: rules.words)
        var reading = MessageReading()
        reading.prices = words.prices
        reading.wordCount = words.wordCount
        reading.isShouted = words.isShouted
        var hits = Hits()
        rules.matcher.scan(words.terms) { match in
            take(match, in: words, by: role, &reading, &hits)
        }
        reading.offeredPrice = hits.prices.offered
        reading.barePrice = barePrice(of: words.terms)
        note(hits.notable, text, words, &reading)
        reading.compliance = hits.findings(text, words, reading.cues, rules.compliance)
        QuestionFinder(book: rules.words).count(in: words, role, &reading)
        reading.sentiment = Feeling(book: rules.words).score(of: words.terms)
        // Who feels with the client names the client's feeling.
        if role == .agent, reading.cues.contains(.empathy), (reading.sentiment ?? 0) < 0 {
            reading.sentiment = nil
        }
        return reading
    }

    private func take(
        _ match: PhraseMatcher.Match, in words: ReadText, by role: MessageRole,
        _ reading: inout MessageReading, _ hits: inout Hits
    ) {
        switch rules.meanings[match.rule] {
        case .cue(let index):
            let rule = rules.cues[index]
            guard rule.speaker.includes(role) else { return }
            if rule.negation == .cancels, isNegated(match.terms.lowerBound, in: words.terms) {
                reading.takenBack.insert(rule.cue)
                return
            }
            if rule.cue.isStatement, isAsked(match.terms, in: words.terms) { return }
            if rule.cue.isMeeting, settlesPrice(match.terms, in: words.terms) { return }
            if rule.cue == .offer || rule.cue == .offerHint {
                let isHint = rule.cue == .offerHint
                guard let price = price(in: match.terms, of: words.terms, isHint: isHint) else {
                    return
                }
                hits.prices.note(price, in: match.terms, isHint: isHint)
            }
            reading.cues.insert(rule.cue)
            if reading.objection == nil || reading.objection == .price {
                // Who names a cheaper rival names the rival.
                let kind = rule.cue.objection
                if reading.objection == nil || kind == .competition { reading.objection = kind }
            }
            if rule.cue.isNotable { hits.notable.append((rule.cue, match.terms)) }
            if rule.cue == .feature { reading.featureCount += 1 }
            if rule.cue == .benefit { reading.benefitCount += 1 }
        case .compliance(let index):
            let isClients = rules.compliance[index].trigger.isClients
            guard isClients == (role == .client),
                !isNegated(match.terms.lowerBound, in: words.terms)
            else { return }
            hits.matches.append((index, match.terms))
        case .exception(let index):
            hits.exceptions.append((index, match.terms))
        case .excuse(let index):
            hits.excuses.append(index)
        }
    }

    /// True when the phrase stands in a question: `sound good?` accepts nothing, and `sure, is five
    /// all right?` does.
    private func isAsked(_ phrase: Range<Int>, in terms: [Term]) -> Bool {
        var at = phrase.upperBound - 1
        let end = min(terms.count, phrase.upperBound + Self.questionReach)
        while at < end, terms[at].symbol != Symbol.end {
            if at >= phrase.upperBound, terms[at].isAfterPause { return false }
            if terms[at].symbol == Symbol.questionEnd { return true }
            at += 1
        }
        return false
    }

    /// No honest sentence goes on longer behind a phrase.
    private static let questionReach = 64

    /// How far back a negation is looked for.
    private static let negationReach = 3

    /// True when a negation stands shortly before, in the same clause.
    private func isNegated(_ start: Int, in terms: [Term]) -> Bool {
        var at = start
        var left = Self.negationReach
        while left > 0, at > 0, terms[at].symbol != Symbol.start {
            if terms[at].isAfterPause { return false }
            at -= 1
            left -= 1
            let traits = rules.words.traits[Int(terms[at].symbol)]
            if traits.contains(.turn) || terms[at].symbol == Symbol.start { return false }
            if traits.contains(.negator) { return true }
        }
        return false
    }

    /// Keeps the sentences of what a note quotes, and the times where some are named.
    private func note(
        _ hits: [(cue: Cue, terms: Range<Int>)], _ text: String, _ words: ReadText,
        _ reading: inout MessageReading
    ) {
        let finder = TimeFinder(rules: rules)
        for sentence in words.sentences where reading.times.count < TimeFinder.timeCountMax {
            reading.times += finder.times(in: sentence.terms, of: words.terms)
        }
        for hit in hits where reading.quotes.count < Quote.countMax {
            guard
                let sentence = words.sentences.first(where: {
                    $0.terms.overlaps(hit.terms)
                }), !reading.quotes.contains(where: { $0.cue == hit.cue })
            else { continue }
            var quote = Quote(cue: hit.cue, text: words.slice(sentence.terms, of: text))
            if hit.cue == .nextStep {
                quote.isSpeakers = isPromise(hit.terms, words.terms)
                quote.time = finder.times(in: sentence.terms, of: words.terms).first
            }
            reading.quotes.append(quote)
        }
    }

    /// `I'll send it` promises; `send me the listing` and `please sign` ask.
    private func isPromise(_ phrase: Range<Int>, _ terms: [Term]) -> Bool {
        rules.words.traits[Int(terms[phrase.lowerBound].symbol)].contains(.promises)
    }

    /// Compliance phrases and what excuses them, until the whole message is read.
    private struct Hits {
        var matches: [(rule: Int, terms: Range<Int>)] = []
        var exceptions: [(rule: Int, terms: Range<Int>)] = []
        var excuses: [Int] = []
        var prices = PricesPutForward()
        /// What a note may quote.
        var notable: [(cue: Cue, terms: Range<Int>)] = []

        /// One finding a rule: the longest phrase that nothing excuses.
        func findings(
            _ text: String, _ words: ReadText, _ cues: CueSet, _ rules: [ComplianceRule]
        ) -> [ComplianceHit] {
            guard !matches.isEmpty else { return [] }
            var best: [Int: Range<Int>] = [:]
            for match in matches where !excuses.contains(match.rule) {
                let isExcepted = exceptions.contains {
                    $0.rule == match.rule && $0.terms.overlaps(match.terms)
                }
                guard !isExcepted, isWholeEnough(match.terms, text, words, cues) else { continue }
                if match.terms.count > best[match.rule]?.count ?? 0 {
                    best[match.rule] = match.terms
                }
            }
            return best.sorted { $0.key < $1.key }.map { rule, terms in
                ComplianceHit(
                    rule: rule,
                    phrase: words.slice(quoted(terms, by: rules[rule], in: words), of: text))
            }
        }

        /// An offer is quoted as the sentence that makes it, anything else as the phrase.
        private func quoted(
            _ terms: Range<Int>, by rule: ComplianceRule, in words: ReadText
        ) -> Range<Int> {
            guard rule.trigger == .tour else { return terms }
            return words.sentences.first { $0.terms.overlaps(terms) }?.terms ?? terms
        }

        /// A one-word command counts as the whole message, in capitals, or beside a refusal: a
        /// `stop.` inside a joke is none.
        private func isWholeEnough(
            _ terms: Range<Int>, _ text: String, _ words: ReadText, _ cues: CueSet
        ) -> Bool {
            guard words.terms[terms.lowerBound].symbol == Symbol.start else { return true }
            if words.sentences.count == 1 || cues.contains(.notInterested) { return true }
            return words.slice(terms, of: text).utf8.allSatisfy { !Ascii.smalls.contains($0) }
        }
    }
}

extension PhraseRule.Speaker {
    func includes(_ role: MessageRole) -> Bool {
        switch self {
        case .either: true
        case .agent: role == .agent
        case .client: role == .client
        }
    }
}

extension ComplianceRule.Trigger {
    /// True when the client says the words, not the agent.
    var isClients: Bool {
        switch self {
        case .revocation: true
        case .words, .recording, .tour, .waiver, .question: false
        }
    }
}

extension Cue {
    /// A note quotes the sentence.
    var isNotable: Bool {
        switch self {
        case .needAnswer, .budgetAnswer, .timelineAnswer, .authorityAnswer, .motivationAnswer,
            .locationAnswer, .financingAnswer, .nextStep, .nameGiven:
            true
        default: objection != nil
        }
    }

    /// Asks for a meeting, sets it, or promises one.
    var isMeeting: Bool {
        switch self {
        case .appointmentAsk, .appointmentConfirm, .appointmentWish, .nextStep: true
        default: false
        }
    }

    /// Words that answer or tell, and do neither when they ask.
    var isStatement: Bool {
        switch self {
        case .acceptance, .commitment, .assent, .appointmentConfirm, .feature, .benefit,
            .marketEvidence:
            true
        default: false
        }
    }

    var objection: ObjectionKind? {
        switch self {
        case .priceObjection: .price
        case .timingObjection: .timing
        case .trustObjection: .trust
        case .authorityObjection: .authority
        case .needObjection: .need
        case .competitionObjection: .competition
        case .propertyObjection: .property
        default: nil
        }
    }
}
