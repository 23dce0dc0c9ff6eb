import Identifiers

/// Days in a row, read off the set of days on which an agent was coached.
///
/// Only the set matters: events may come late, twice or in any order, and days of 23 or 25 hours
/// are days like any other. Someone who travels west and lives a date twice has it once.
package struct DailyStreak: Hashable, Sendable {
    /// The longest run so far.
    package let longestDays: Int
    package let lastActiveDay: CalendarDate?
    /// The run that ends on the last active day.
    private let lastRunDays: Int
    private let days: [CalendarDate]

    package init(_ activeDays: some Sequence<CalendarDate>) {
        days = Set(activeDays).sorted()
        var run = 0
        var longest = 0
        for index in days.indices {
            run = Self.isNext(index, in: days) ? run + 1 : 1
            longest = max(longest, run)
        }
        longestDays = longest
        lastRunDays = run
        lastActiveDay = days.last
    }

    /// The run that still goes on: it may end today or yesterday, since today is not over.
    ///
    /// - Parameter today: the agent's date; a traveller's may be behind the last active day.
    package func currentDays(on today: CalendarDate) -> Int {
        guard let lastActiveDay, lastActiveDay >= today.adding(days: -1) else { return 0 }
        return lastRunDays
    }

    /// The first day that completed a run of `goal` days; nil while there is none.
    package func completionDay(of goal: Int) -> CalendarDate? {
        var run = 0
        for index in days.indices {
            run = Self.isNext(index, in: days) ? run + 1 : 1
            if run == goal { return days[index] }
        }
        return nil
    }

    private static func isNext(_ index: Int, in days: [CalendarDate]) -> Bool {
        index > 0 && days[index - 1].adding(days: 1) == days[index]
    }
}
