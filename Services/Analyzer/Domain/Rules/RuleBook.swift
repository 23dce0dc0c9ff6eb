/// Every rule, compiled once: the words, the phrases, and what each phrase shows.
///
/// Immutable after it is made, and shared by all conversations.
package final class RuleBook: Sendable {
    /// The rules in force.
    package static let current = RuleBook()

    /// What a phrase of the automaton belongs to.
    enum Meaning: Sendable {
        case cue(Int)
        case compliance(Int)
        case exception(Int)
        case excuse(Int)
    }

    let words: WordBook
    let matcher: PhraseMatcher
    let meanings: [Meaning]
    let cues: [PhraseRule]
    let compliance: [ComplianceRule]
    /// What words say about when, by their numbers.
    let timeWords: [TimeWord?]

    private init() {
        cues =
            TalkPhrases.all + ObjectionPhrases.all + MoneyDoubts.all + PersonalDoubts.all
            + PropertyDoubts.all + HintedDoubts.all + RapportPhrases.all + InquiryPhrases.all
            + PersuadingPhrases.all + PropertyPhrases.all + DiscoveryPhrases.all
            + QualificationPhrases.all + ClosingPhrases.all + BargainPhrases.all
            + RegulationPhrases.all
        compliance = ComplianceRules.all
        var compiler = Compiler()
        for (index, rule) in cues.enumerated() { compiler.add(rule.patterns, .cue(index)) }
        for (index, rule) in compliance.enumerated() {
            compiler.add(rule.patterns, .compliance(index))
            compiler.add(rule.exceptions, .exception(index))
            compiler.add(rule.excuses, .excuse(index))
        }
        timeWords = TimeWord.table(&compiler.words)
        words = compiler.words
        meanings = compiler.meanings
        matcher = compiler.builder.freeze(wordCount: compiler.words.wordCount)
    }

    private struct Compiler {
        var words = WordBook()
        var builder = PhraseMatcher.Builder()
        var meanings: [Meaning] = []

        init() { WordLists.fill(&words) }

        mutating func add(_ patterns: String, _ meaning: Meaning) {
            for line in patterns.split(separator: "\n") where !line.allSatisfy({ $0 == " " }) {
                let pattern = PhrasePattern(line, classes: WordClasses.all, book: &words)
                builder.add(pattern, rule: meanings.count)
            }
            meanings.append(meaning)
        }
    }
}
