import Identifiers
import Testing

@testable import AnalyzerDomain

@Suite struct TrackerDomainTests {
    static func examples(count: Int, seed: UInt64) -> [TrackerLearning.Example] {
        let matching = ["lender", "mortgage", "rate", "preapproval", "loan"]
        let other = ["garden", "kitchen", "garage", "school", "view"]
        var generator = SplitMix64(seed: seed)
        return (0..<count).map { number in
            let words = number.isMultiple(of: 2) ? matching : other
            let said = (0..<2).compactMap { _ in words.randomElement(using: &generator) }
            return TrackerLearning.Example(
                "we spoke of the \(said.joined(separator: " and the ")) \(number)",
                isMatch: number.isMultiple(of: 2))
        }
    }

    @Test(arguments: [
        ("We offer a Price Match.", true), ("price-match!", true), ("match the price", false),
        ("the prices match", false), ("", false),
    ])
    func aPhraseIsFoundAsWholeWordsInTheirOrder(text: String, isFound: Bool) {
        let tracker = TrackerDefinition(
            name: "t", version: 1, speaker: .agent, phrases: ["price match"], model: nil)
        #expect((tracker.confidence(in: text, by: .agent) != nil) == isFound)
        #expect(tracker.confidence(in: text, by: .client) == nil)
    }

    @Test func examplesTeachAndTheFiguresHaveAnInterval() throws {
        let learned = try TrackerLearning(
            Self.examples(count: 24, seed: 1), name: "money", at: Instant(microseconds: 0))
        #expect(learned.figures.f1Interval.contains(learned.figures.f1))
        #expect(learned.figures.matchCount == 12 && learned.figures.otherCount == 12)
        let tracker = TrackerDefinition(
            name: "money", version: 1, speaker: nil, phrases: [], model: learned.model)
        #expect(tracker.confidence(in: "is the mortgage rate good", by: .client) != nil)
        #expect(tracker.confidence(in: "the garden has a view", by: .client) == nil)
    }

    @Test func examplesThatTeachNothingAreRefusedWithWhatWasSeen() {
        #expect(throws: TrackerLearning.Refusal.tooFew(matches: 9, others: 9)) {
            try TrackerLearning(
                Self.examples(count: 18, seed: 1), name: "t", at: Instant(microseconds: 0))
        }
        // The same words on both sides.
        let noise = (0..<24).map {
            TrackerLearning.Example("hello there friend \($0 / 2)", isMatch: $0.isMultiple(of: 2))
        }
        do throws(TrackerLearning.Refusal) {
            _ = try TrackerLearning(noise, name: "t", at: Instant(microseconds: 0))
            Issue.record("noise was learned")
        } catch .tooUnsure(let figures) {
            #expect(figures.skillLow < TrackerLearning.skillLowMin)
        } catch {
            Issue.record("refused for another reason: \(error)")
        }
    }

    @Test(arguments: [
        (["A: What is your budget?", "C: We have 400k."], 100.0),
        (["A: What is your budget?", "C: Not sure."], 50.0),
        (["A: Hello."], 0.0),
    ])
    func anItemAskedAndAnsweredCountsWholeAndOneOnlyAskedHalf(lines: [String], score: Double) {
        let said = utterances(lines)
        let ear = TenantEar(
            trackers: [
                TrackerDefinition(
                    name: "sum", version: 1, speaker: nil, phrases: ["400k", "have 0k"],
                    model: nil)
            ],
            rubrics: [
                RubricDefinition(
                    name: "r", version: 1,
                    criteria: [
                        .init(
                            name: "budget", weight: 3, asked: [.act(.budgetQuestion)],
                            answered: [.tracker("sum")])
                    ])
            ])
        let heard = ear.hear(said, analyzer(after: said).analysis.messages)
        #expect(heard.rubrics.map(\.score) == [score])
    }

    @Test func aSignalIsAnActOrATrackerAndNothingElse() {
        #expect(RubricSignal("act:budget_question") == .act(.budgetQuestion))
        #expect(RubricSignal("tracker:price match") == .tracker("price match"))
        for text in ["act:none_such", "tracker:", "budget_question", "rule:x", ""] {
            #expect(RubricSignal(text) == nil)
        }
    }
}
