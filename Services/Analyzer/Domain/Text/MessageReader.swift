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
        reading.compliance = hits.findings(text, words, reading.cues)
        QuestionFinder(book: rules.words).count(in: words, role, &reading)
        reading.sentiment = Feeling(book: rules.words).score(of: words.terms)
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
                return
            }
            if rule.cue.isAnswer, isAsked(match.terms, in: words.terms) { return }
            reading.cues.insert(rule.cue)
            if reading.objection == nil { reading.objection = rule.cue.objection }
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

    /// True when the phrase stands in a question: `sound good?` accepts nothing.
    private func isAsked(_ phrase: Range<Int>, in terms: [Term]) -> Bool {
        var at = phrase.upperBound - 1
        while at < terms.count, terms[at].symbol != Symbol.end {
            if terms[at].symbol == Symbol.questionEnd { return true }
            at += 1
        }
        return false
    }

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

    /// Compliance phrases and what excuses them, until the whole message is read.
    private struct Hits {
        var matches: [(rule: Int, terms: Range<Int>)] = []
        var exceptions: [(rule: Int, terms: Range<Int>)] = []
        var excuses: [Int] = []

        /// One finding a rule: the longest phrase that nothing excuses.
        func findings(_ text: String, _ words: ReadText, _ cues: CueSet) -> [ComplianceHit] {
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
                ComplianceHit(rule: rule, phrase: slice(text, words, terms))
            }
        }

        /// A one-word command counts as the whole message, in capitals, or beside a refusal: a
        /// `stop.` inside a joke is none.
        private func isWholeEnough(
            _ terms: Range<Int>, _ text: String, _ words: ReadText, _ cues: CueSet
        ) -> Bool {
            guard words.terms[terms.lowerBound].symbol == Symbol.start else { return true }
            if words.sentences.count == 1 || cues.contains(.notInterested) { return true }
            return slice(text, words, terms).utf8.allSatisfy { !Ascii.smalls.contains($0) }
        }

        private func slice(_ text: String, _ words: ReadText, _ terms: Range<Int>) -> String {
            let lower = words.terms[terms.lowerBound].lower
            let upper = words.terms[terms.upperBound - 1].upper
            var text = text
            return text.withUTF8 { bytes in
                String(decoding: bytes[lower..<max(lower, upper)], as: UTF8.self)
            }
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
        case .words, .recording, .tour: false
        }
    }
}

extension Cue {
    /// Words that answer, and answer nothing when they ask.
    var isAnswer: Bool {
        switch self {
        case .acceptance, .commitment, .assent, .appointmentConfirm: true
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
