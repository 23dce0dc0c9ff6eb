import Identifiers
import ROIDomain
import Testing

@Suite struct CalendarTests {
    @Test(
        arguments: [
            (ReportCadence.weekly, "2026-03-02", "2026-03-02", "2026-03-09"),
            (.weekly, "2026-03-08", "2026-03-02", "2026-03-09"),
            (.weekly, "1969-12-30", "1969-12-29", "1970-01-05"),
            (.monthly, "2026-02-28", "2026-02-01", "2026-03-01"),
            (.monthly, "2026-12-31", "2026-12-01", "2027-01-01"),
        ] as [(ReportCadence, String, String, String)])
    func aPeriodBeginsAndEndsAtMidnight(
        cadence: ReportCadence, day: String, start: String, end: String
    ) throws {
        let now = try #require(CalendarDate(day)).start + .seconds(1)
        let over = try #require(cadence.end(ofPeriodAt: now))
        #expect(over == CalendarDate(end)?.start)
        #expect(cadence.start(ofPeriodEndingAt: over) == CalendarDate(start)?.start)
        #expect(ReportCadence.never.end(ofPeriodAt: now) == nil)
    }

    @Test func everyWeekOfThePeriodIsThereAndAgentsAddUp() throws {
        func day(_ text: String) throws -> CalendarDate { try #require(CalendarDate(text)) }
        let period = try Period(
            start: day("2026-03-04").start, end: day("2026-03-17").start)
        let weeks = ActiveWeek.weeks(
            of: period, now: period.end, active: [try day("2026-03-09"): 2],
            newcomers: [try day("2026-02-09"): 1, try day("2026-03-09"): 2])
        #expect(weeks.map { "\($0.start)" } == ["2026-03-02", "2026-03-09", "2026-03-16"])
        #expect(weeks.map { $0.activeAgents } == [0, 2, 0])
        #expect(weeks.map { $0.agents } == [1, 3, 3])
        #expect(weeks.allSatisfy { !$0.isRunning })
    }

    /// A week that has not begun has no agents who did nothing in it.
    @Test(
        arguments: [
            ("2026-03-03", ["2026-03-02"]), ("2026-03-09", ["2026-03-02", "2026-03-09"]),
            ("2026-02-20", []),
        ] as [(String, [String])])
    func weeksThatHaveNotBegunAreNotShown(today: String, starts: [String]) throws {
        func day(_ text: String) throws -> CalendarDate { try #require(CalendarDate(text)) }
        let period = try Period(start: day("2026-03-02").start, end: day("2026-04-01").start)
        let weeks = ActiveWeek.weeks(
            of: period, now: try day(today).start + .seconds(60), active: [:], newcomers: [:])
        #expect(weeks.map { "\($0.start)" } == starts)
        #expect(weeks.map { $0.isRunning } == starts.indices.map { $0 == starts.count - 1 })
    }
}
