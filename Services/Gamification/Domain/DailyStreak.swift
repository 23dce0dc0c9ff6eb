import Identifiers

/// Days in a row, read off the set of days on which an agent was coached.
///
/// Only the set matters: events may come late, twice or in any order, and days of 23 or 25 hours
/// are days like any other. Someone who travels west and lives a date twice has it once. Days off
/// and days that were frozen neither count nor end the run.
package struct DailyStreak: Hashable, Sendable {
    /// The longest run so far.
    package let longestDays: Int
    package let lastActiveDay: CalendarDate?
    /// The run that ends on the last active day.
    private let lastRunDays: Int
    private let days: [CalendarDate]
    private let calendar: StreakCalendar

    /// O(n log n).
    package init(
        _ activeDays: some Sequence<CalendarDate>, calendar: StreakCalendar = .everyDay
    ) {
        days = Set(activeDays).sorted()
        self.calendar = calendar
        let runs = Self.runs(days, calendar)
        longestDays = runs.max() ?? 0
        lastRunDays = runs.last ?? 0
        lastActiveDay = days.last
    }

    /// The run that still goes on; it may end today or on the last day that counted before, since
    /// today is not over.
    ///
    /// - Parameter today: the agent's date; a traveller's may be behind the last active day.
    package func currentDays(on today: CalendarDate) -> Int {
        guard let lastActiveDay, calendar.joins(lastActiveDay, today) else { return 0 }
        return lastRunDays
    }

    /// The days that completed a run of `goal` days, or another `goal` days of the same run.
    package func completionDays(of goal: Int) -> [CalendarDate] {
        zip(days, Self.runs(days, calendar)).filter { $0.1 % goal == 0 }.map(\.0)
    }

    /// How long the run is that each day is in, up to that day.
    private static func runs(_ days: [CalendarDate], _ calendar: StreakCalendar) -> [Int] {
        var runs: [Int] = []
        runs.reserveCapacity(days.count)
        for index in days.indices {
            let isNext = index > 0 && calendar.joins(days[index - 1], days[index])
            runs.append(isNext ? runs[index - 1] + 1 : 1)
        }
        return runs
    }
}
