import Identifiers
import Testing

@testable import AnalyzerDomain

/// Messages are said on Tuesday 2026-11-17 at 10:00 on the wall.
@Suite struct SpokenTimeTests {
    static let chicago = LocalZone { _ in .seconds(-6 * 3_600) }

    private func due(_ text: String, at said: String = "2026-11-17T16:00:00Z") -> [String] {
        let reading = MessageReader(rules: .current).read(text, by: .agent, reference: nil)
        let instant = Instant(said) ?? Instant(microseconds: 0)
        return reading.times.map { $0.due(saidAt: instant, in: Self.chicago).description }
    }

    @Test(arguments: [
        ("Let's meet Thursday at 3.", "2026-11-19 15:00"),
        ("Thursday at 3pm works.", "2026-11-19 15:00"),
        ("How about Saturday 10?", "2026-11-21 10:00"),
        ("I'm free tomorrow morning.", "2026-11-18 09:00"),
        ("Tomorrow at half past four?", "2026-11-18 16:30"),
        ("Tomorrow at quarter to nine?", "2026-11-18 08:45"),
        ("See you tonight at 8.", "2026-11-17 20:00"),
        ("This evening at 6:30 then.", "2026-11-17 18:30"),
        ("Friday at noon is fine.", "2026-11-20 12:00"),
        ("Tuesday at 2 it is.", "2026-11-24 14:00"),
        ("Let's talk next Thursday.", "2026-11-26"),
        ("Let's talk next week.", "week of 2026-11-23"),
        ("I'll call you on December 3rd at 9.", "2026-12-03 09:00"),
        ("We close on January 8.", "2027-01-08"),
        ("Call me in twenty minutes.", "2026-11-17 10:20"),
        ("We'll know in two days.", "2026-11-19"),
        ("I'll have it by the end of the week.", "2026-11-20"),
        ("I'll send it by end of day.", "2026-11-17 17:00"),
        ("Today at 9 would be good.", "2026-11-17 21:00"),
        ("Come by this weekend.", "2026-11-21"),
        ("Today at 16:45?", "2026-11-17 16:45"),
    ])
    func isFoundOnTheCalendar(text: String, expected: String) {
        #expect(due(text) == [expected])
    }

    @Test func eachProposalIsOne() {
        #expect(
            due("Would Thursday at 5 or Saturday at 10 suit you?")
                == ["2026-11-19 17:00", "2026-11-21 10:00"])
    }

    @Test(arguments: [
        "It has 3 bedrooms at the front.", "We are at 3 percent now.", "Good morning!",
        "I could do 450.", "It was built in 2010.",
    ])
    func isNotSeenWhereNoneIsSaid(text: String) {
        #expect(due(text).isEmpty)
    }

    @Test func theWallDecidesTheDay() {
        // 02:00 UTC on Wednesday is still Tuesday evening in Chicago.
        #expect(due("Tomorrow at 9.", at: "2026-11-18T02:00:00Z") == ["2026-11-18 09:00"])
    }

    @Test func aTimeInASpringGapIsStillAnInstant() {
        let change = Instant("2026-03-08T08:00:00Z") ?? Instant(microseconds: 0)
        let zone = LocalZone { $0 < change ? .seconds(-6 * 3_600) : .seconds(-5 * 3_600) }
        let date = CalendarDate("2026-03-08") ?? CalendarDate(daysSinceEpoch: 0)
        #expect(zone.instant(date, minute: 60).description == "2026-03-08T07:00:00.000Z")
        #expect(zone.instant(date, minute: 240).description == "2026-03-08T09:00:00.000Z")
        #expect(zone.local(zone.instant(date, minute: 600)).minute == 600)
    }
}
