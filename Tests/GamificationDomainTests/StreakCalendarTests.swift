import GamificationDomain
import Identifiers
import Testing

@Suite struct StreakCalendarTests {
    /// Monday 2026-03-02.
    static let monday = CalendarDate(daysSinceEpoch: 20_514)
    static let weekdays = StreakCalendar(workingDays: Set(1...5))

    @Test func weekdaysAreCountedFromMonday() {
        #expect(Self.monday.description == "2026-03-02")
        #expect((0..<8).map { Self.monday.adding(days: $0).weekday } == [1, 2, 3, 4, 5, 6, 7, 1])
        #expect(CalendarDate(daysSinceEpoch: -1).weekday == 3)
    }

    @Test(arguments: [
        // Active on these days after Monday, today, the run that goes on, the longest.
        ([0, 1, 2, 3, 4, 7], 7, 6, 6), ([0, 1, 2, 3, 4], 7, 5, 5), ([0, 1, 2, 3, 4], 8, 0, 5),
        ([0, 1, 3, 4], 4, 2, 2), ([3, 4, 5, 7], 7, 4, 4), ([4], 6, 1, 1), ([4], 7, 1, 1),
        ([], 0, 0, 0), ([0, 60], 60, 1, 1),
    ])
    func aWeekendNeitherCountsNorEndsARunOfWorkingDays(
        days: [Int], today: Int, current: Int, longest: Int
    ) {
        let streak = DailyStreak(
            days.map { Self.monday.adding(days: $0) }, calendar: Self.weekdays)
        #expect(streak.currentDays(on: Self.monday.adding(days: today)) == current)
        #expect(streak.longestDays == longest)
    }

    @Test func holidaysAndFrozenDaysDoNotEndARun() {
        let days = [0, 2, 4].map { Self.monday.adding(days: $0) }
        #expect(DailyStreak(days, calendar: Self.weekdays).longestDays == 1)
        let holiday = StreakCalendar(
            workingDays: Set(1...5), holidays: [Self.monday.adding(days: 1)])
        #expect(DailyStreak(days, calendar: holiday).longestDays == 2)
        let frozen = holiday.freezing([Self.monday.adding(days: 3)])
        #expect(DailyStreak(days, calendar: frozen).longestDays == 3)
    }

    /// What was expected of days gone by stays so when a tenant changes its calendar.
    @Test func aNewCalendarHoldsFromItsDayOn() {
        let calendar = StreakCalendar([
            StreakCalendar.Span(from: Self.monday.adding(days: 7), workingDays: [6, 7]),
            StreakCalendar.Span(from: Self.monday, workingDays: Set(1...5)),
        ])
        let expected = (-2..<14).filter { calendar.expects(Self.monday.adding(days: $0)) }
        #expect(expected == [-2, -1, 0, 1, 2, 3, 4, 12, 13])
    }

    @Test func theFederalHolidaysOf2026AreThese() {
        let expected = [
            "2026-01-01", "2026-01-19", "2026-02-16", "2026-05-25", "2026-06-19", "2026-07-04",
            "2026-09-07", "2026-10-12", "2026-11-11", "2026-11-26", "2026-12-25",
        ]
        #expect(CalendarDate.federalHolidays(in: 2026).map(\.description).sorted() == expected)
    }

    /// Against a walk day by day, for random calendars, active days, holidays and freezes.
    @Test(arguments: UInt64(0)..<512)
    func aRunIsWhatWalkingDayByDayFinds(seed: UInt64) {
        var generator = SplitMix64(seed: seed)
        let horizon = (0..<28).map { Self.monday.adding(days: $0) }
        func chosen(_ share: Int) -> Set<CalendarDate> {
            Set(horizon.filter { _ in Int.random(in: 0..<100, using: &generator) < share })
        }
        let calendar = StreakCalendar(
            workingDays: Set((1...7).filter { _ in Int.random(in: 0..<4, using: &generator) > 0 }),
            holidays: chosen(10)
        ).freezing(chosen(10))
        let active = chosen(70)
        var (run, longest) = (0, 0)
        for day in horizon {
            if active.contains(day) {
                run += 1
            } else if calendar.expects(day) {
                run = 0
            }
            longest = max(longest, run)
        }
        #expect(DailyStreak(active, calendar: calendar).longestDays == longest)
    }

    /// Another active day never shortens the longest run, whenever it becomes known.
    @Test(arguments: UInt64(0)..<128)
    func aLateDayNeverCosts(seed: UInt64) {
        var generator = SplitMix64(seed: seed)
        let days = (0..<40).map { Self.monday.adding(days: $0) }.shuffled(using: &generator)
        var longest = 0
        for count in days.indices {
            let streak = DailyStreak(days[...count], calendar: Self.weekdays)
            #expect(streak.longestDays >= longest)
            longest = streak.longestDays
        }
        #expect(longest == 40)
    }
}

@Suite struct StreakFreezeTests {
    let today = CalendarDate(daysSinceEpoch: 20_514)

    @Test func aFreezeIsForADayThatWasMissedLatelyOrWillBe() {
        func refusal(
            _ offset: Int, active: Set<Int> = [], frozen: Set<Int> = [], balance: Int64 = 100
        ) -> StreakFreeze.Refusal? {
            do throws(StreakFreeze.Refusal) {
                try StreakFreeze(agentID: "a", day: today.adding(days: offset)).check(
                    today: today, activeDays: Set(active.map { today.adding(days: $0) }),
                    frozen: Set(frozen.map { today.adding(days: $0) }), balance: balance)
                return nil
            } catch {
                return error
            }
        }
        #expect(refusal(-1) == nil)
        #expect(refusal(-2) == nil)
        #expect(refusal(-3) == .tooLate(earliest: today.adding(days: -2)))
        #expect(refusal(31) == .tooEarly(latest: today.adding(days: 30)))
        #expect(refusal(-1, active: [-1]) == .wasActive(today.adding(days: -1)))
        #expect(refusal(-1, frozen: [-9]) == nil)
        #expect(refusal(-1, frozen: [-9, 5]) == .tooMany(max: 2))
        #expect(refusal(-1, frozen: [-32, -31]) == nil)
        #expect(refusal(-1, balance: 49) == .tooFewPoints(price: 50, balance: 49))
    }

    @Test func freezingADayTwiceIsOneEntry() {
        let freeze = StreakFreeze(agentID: "a", day: today)
        let now = Instant(microseconds: 5)
        #expect(freeze.entry(at: now, today: today).id == freeze.entry(at: now, today: today).id)
        #expect(freeze.entry(at: now, today: today).points == -50)
    }
}
