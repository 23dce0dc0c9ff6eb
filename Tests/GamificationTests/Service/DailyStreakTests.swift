import Foundation
import GamificationDomain
import GamificationSamples
import GamificationService
import Identifiers
import Testing

@Suite struct DailyStreakTests {
    static let zones = [
        "America/Chicago", "America/St_Johns", "America/Sao_Paulo", "Europe/London",
        "Europe/Berlin", "Asia/Kolkata", "Asia/Kathmandu", "Asia/Tokyo", "Australia/Lord_Howe",
        "Pacific/Auckland", "Pacific/Kiritimati", "Pacific/Honolulu", "Africa/Casablanca", "UTC",
    ]

    /// An agent who is active on chosen dates, each in a zone of its own, at any time of the day,
    /// with events late, repeated and out of order, has exactly the streak of those dates.
    @Test(arguments: UInt64(0)..<256)
    func dependsOnTheSetOfLocalDatesAlone(seed: UInt64) throws {
        var generator = SplitMix64(seed: seed)
        let first = CalendarDate(daysSinceEpoch: 20_454)
            .adding(days: Int.random(in: 0..<400, using: &generator))
        var dates: Set<CalendarDate> = []
        var observed: [CalendarDate] = []
        for offset in 0..<40 where Int.random(in: 0..<10, using: &generator) < 7 {
            let date = first.adding(days: offset)
            let zone = try #require(Self.zones.randomElement(using: &generator))
            dates.insert(date)
            for _ in 0..<Int.random(in: 1...4, using: &generator) {
                let instant = try Self.instant(on: date, in: zone, using: &generator)
                observed.append(LocalCalendar.day(of: instant, in: zone))
            }
        }
        #expect(Set(observed) == dates)
        observed.shuffle(using: &generator)
        let streak = DailyStreak(observed)
        #expect(streak.longestDays == Self.longestRun(dates))
        #expect(streak.lastActiveDay == dates.max())
    }

    @Test(arguments: [
        // The clocks go forward on 8 March and back on 1 November in Chicago.
        ("2026-03-08T05:59:59Z", "2026-03-07"), ("2026-03-08T06:00:00Z", "2026-03-08"),
        ("2026-03-09T04:59:59Z", "2026-03-08"), ("2026-03-09T05:00:00Z", "2026-03-09"),
        ("2026-11-01T05:00:00Z", "2026-11-01"), ("2026-11-02T05:59:59Z", "2026-11-01"),
        ("2026-11-02T06:00:00Z", "2026-11-02"), ("1969-12-31T23:59:59Z", "1969-12-31"),
    ])
    func daysOf23And25HoursAreDays(instant: String, day: String) throws {
        let instant = try #require(Instant(instant))
        #expect(LocalCalendar.day(of: instant, in: "America/Chicago") == CalendarDate(day))
    }

    @Test func anUnknownZoneIsUTC() throws {
        let instant = try #require(Instant("2026-03-08T23:30:00Z"))
        #expect(LocalCalendar.day(of: instant, in: "Mars/Olympus") == CalendarDate("2026-03-08"))
        #expect(LocalCalendar.day(of: instant, in: "Asia/Tokyo") == CalendarDate("2026-03-09"))
    }

    @Test func theStreakEndsWithAMissedDayAndNotBefore() {
        let day = CalendarDate(daysSinceEpoch: 20_593)
        let streak = DailyStreak([-4, -2, -1, 0].map(day.adding(days:)))
        #expect(streak.longestDays == 3)
        for (later, expected) in [(-1, 3), (0, 3), (1, 3), (2, 0), (30, 0)] {
            #expect(streak.currentDays(on: day.adding(days: later)) == expected)
        }
        #expect(DailyStreak([]).currentDays(on: day) == 0)
        #expect(DailyStreak([]).lastActiveDay == nil)
    }

    @Test func aRunIsCompletedOnItsGoalDay() {
        let day = CalendarDate(daysSinceEpoch: 19_780)
        let streak = DailyStreak([0, 1, 2, 3, 4, 5].map(day.adding(days:)))
        #expect(streak.completionDays(of: 5).map(\.description) == ["2024-03-02"])
        #expect(streak.completionDays(of: 7).isEmpty)
    }

    /// A moment of the date as the calendar of the zone shows it, found without `LocalCalendar`.
    private static func instant(
        on date: CalendarDate, in zone: String, using generator: inout SplitMix64
    ) throws -> Instant {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = try #require(TimeZone(identifier: zone))
        let noon = DateComponents(year: date.year, month: date.month, day: date.day, hour: 12)
        let midday = try #require(calendar.date(from: noon))
        let day = try #require(calendar.dateInterval(of: .day, for: midday))
        let second = Int64.random(in: 0..<Int64(day.duration), using: &generator)
        return Instant(
            microseconds: (Int64(day.start.timeIntervalSince1970) + second) * 1_000_000)
    }

    private static func longestRun(_ dates: Set<CalendarDate>) -> Int {
        dates.map { date in
            var length = 0
            while dates.contains(date.adding(days: length)) { length += 1 }
            return length
        }.max() ?? 0
    }
}
