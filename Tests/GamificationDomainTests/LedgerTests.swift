import GamificationDomain
import GamificationSamples
import Identifiers
import Testing

@Suite struct LedgerTests {
    let rules = PointRules.standard

    /// However events are ordered, repeated and delayed, the balance is the same.
    @Test(arguments: UInt64(0)..<256)
    func orderAndRepetitionChangeNothing(seed: UInt64) {
        var generator = SplitMix64(seed: seed)
        let entries = randomEntries(using: &generator)
        let expected = Ledger(entries)
        var shuffled = entries
        shuffled += entries.shuffled(using: &generator).prefix(entries.count / 2)
        shuffled.shuffle(using: &generator)
        let ledger = Ledger(shuffled)
        #expect(ledger.balance == expected.balance)
        #expect(ledger.payments == expected.payments)
        #expect(ledger.reachedAt == expected.reachedAt)
    }

    @Test func onlyTheFirstEntriesOfADayPay() {
        let entries = (0..<25).flatMap { number in
            rules.entries(
                for: CoachedMessage(
                    conversationID: ConversationID("c\(number)"), moment: moment(after: number)))
        }
        let ledger = Ledger(entries)
        #expect(ledger.balance == 20 * 10)
        #expect(ledger.payments["conversation_coached:c19"] == 10)
        #expect(ledger.payments["conversation_coached:c20"] == 0)
        #expect(ledger.reachedAt == start + .seconds(19))
    }

    @Test func aLateEventTakesItsPlaceInTheDayAndTheTotalStays() {
        var ledger = Ledger(
            (1..<21).flatMap { number in
                rules.entries(
                    for: CoachedMessage(
                        conversationID: ConversationID("c\(number)"), moment: moment(after: number))
                )
            })
        #expect(ledger.balance == 200)
        for entry in rules.entries(for: CoachedMessage(conversationID: "late", moment: moment())) {
            ledger.add(entry)
        }
        #expect(ledger.balance == 200)
        #expect(ledger.payments["conversation_coached:late"] == 10)
        #expect(ledger.payments["conversation_coached:c20"] == 0)
    }

    @Test(arguments: [true, false])
    func aComplianceBreachTakesQualityPointsBackWheneverItCame(breachIsFirst: Bool) {
        let quality = rules.entries(for: analyzed(after: breachIsFirst ? 2 : 1, quality: 95))
        let breach = rules.entries(for: analyzed(after: breachIsFirst ? 1 : 2, breach: true))
        #expect(Ledger(quality).balance == 15)
        #expect(Ledger(breach).balance == 0)
        #expect(Ledger(quality + breach + breach).balance == 0)
    }

    @Test func reversingAnUnpaidEntryTakesNothing() {
        let entries = (0..<11).flatMap { number in
            rules.entries(for: analyzed(ConversationID("c\(number)"), after: number, quality: 90))
        }
        let breach = rules.entries(for: analyzed("c10", after: 99, breach: true))
        #expect(Ledger(entries).balance == 150)
        #expect(Ledger(entries + breach).balance == 150)
    }

    private func randomEntries(using generator: inout SplitMix64) -> [LedgerEntry] {
        (0..<60).flatMap { _ in
            let conversation = ConversationID("c\(Int.random(in: 0..<12, using: &generator))")
            let seconds = Int.random(in: 0..<4 * 86_400, using: &generator)
            if Bool.random(using: &generator) {
                return rules.entries(
                    for: CoachedMessage(
                        conversationID: conversation, moment: moment(after: seconds)))
            }
            return rules.entries(
                for: analyzed(
                    conversation, after: seconds,
                    ordinal: Int.random(in: 1..<12, using: &generator),
                    quality: Double.random(in: 60..<100, using: &generator),
                    objections: Int.random(in: 0..<5, using: &generator),
                    appointment: Bool.random(using: &generator),
                    breach: Int.random(in: 0..<9, using: &generator) == 0))
        }
    }
}
