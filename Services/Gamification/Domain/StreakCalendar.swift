import Identifiers

/// Which days a streak expects: working days that are neither holidays nor frozen.
package struct StreakCalendar: Hashable, Sendable {
    /// A longer time without a day that counts ends a run, whatever the calendar says.
    static let gapDaysMax = 31

    /// What a tenant expects from a day on, until the next span begins.
    package struct Span: Hashable, Sendable {
        /// Nil for the span that always was.
        package let from: CalendarDate?
        /// ISO 8601: 1 is Monday, 7 is Sunday.
        package let workingDays: Set<Int>
        package let holidays: Set<CalendarDate>

        package init(
            from: CalendarDate? = nil, workingDays: Set<Int>, holidays: Set<CalendarDate> = []
        ) {
            self.from = from
            self.workingDays = workingDays
            self.holidays = holidays
        }

        func begins(by day: CalendarDate) -> Bool { from.map { $0 <= day } ?? true }
    }

    /// Newest first.
    private let spans: [Span]
    /// Days for which the agent spent a freeze.
    private let frozen: Set<CalendarDate>

    /// Before the first span every day is expected.
    package init(_ spans: [Span], frozen: Set<CalendarDate> = []) {
        self.spans = spans.sorted { left, right in
            guard let from = right.from else { return left.from != nil }
            return left.from.map { $0 > from } ?? false
        }
        self.frozen = frozen
    }

    package init(workingDays: Set<Int>, holidays: Set<CalendarDate> = []) {
        self.init([Span(workingDays: workingDays, holidays: holidays)])
    }

    /// What holds for a tenant that has set no calendar.
    package static let everyDay = StreakCalendar([])

    package func freezing(_ days: some Sequence<CalendarDate>) -> StreakCalendar {
        StreakCalendar(spans, frozen: frozen.union(days))
    }

    /// Whether missing this day ends a run.
    package func expects(_ day: CalendarDate) -> Bool {
        if frozen.contains(day) { return false }
        guard let span = spans.first(where: { $0.begins(by: day) }) else { return true }
        return span.workingDays.contains(day.weekday) && !span.holidays.contains(day)
    }

    /// Whether a run goes on from one day to a later one: nothing was expected between them.
    ///
    /// A later day that is before the earlier one, as a traveller's may be, goes on too.
    package func joins(_ earlier: CalendarDate, _ later: CalendarDate) -> Bool {
        let gap = later.daysSinceEpoch - earlier.daysSinceEpoch
        guard gap > 1 else { return true }
        guard gap <= Self.gapDaysMax else { return false }
        return (1..<gap).allSatisfy { !expects(earlier.adding(days: $0)) }
    }
}

extension CalendarDate {
    /// ISO 8601: 1 is Monday, 7 is Sunday.
    package var weekday: Int {
        // 1970-01-01 was a Thursday.
        let days = (daysSinceEpoch + 3) % 7
        return (days < 0 ? days + 7 : days) + 1
    }

    /// The federal holidays of the United States in a year, on the days when they fall.
    ///
    /// Source: 5 U.S.C. § 6103(a).
    package static func federalHolidays(in year: Int) -> Set<CalendarDate> {
        let fixed = [(1, 1), (6, 19), (7, 4), (11, 11), (12, 25)]
            .compactMap { CalendarDate(year: year, month: $0.0, day: $0.1) }
        // Martin Luther King, Washington, Labor Day and Columbus are Mondays, Thanksgiving the
        // fourth Thursday of November.
        let moving = [(1, 3, 1), (2, 3, 1), (9, 1, 1), (10, 2, 1), (11, 4, 4)]
            .compactMap { nth($0.1, weekday: $0.2, of: $0.0, in: year) }
        // Memorial Day is the last Monday of May.
        let memorial = CalendarDate(year: year, month: 5, day: 31)
            .map { $0.adding(days: 1 - $0.weekday) }
        return Set(fixed + moving + [memorial].compactMap { $0 })
    }

    private static func nth(_ place: Int, weekday: Int, of month: Int, in year: Int)
        -> CalendarDate?
    {
        guard let first = CalendarDate(year: year, month: month, day: 1) else { return nil }
        let offset = (weekday - first.weekday + 7) % 7
        return first.adding(days: offset + 7 * (place - 1))
    }
}
