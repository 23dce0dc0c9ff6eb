import Identifiers

/// The months and days whose stored sums add up to a stretch of whole days.
///
/// Days at an end are added, or those beyond it are taken away from a whole month, whichever are
/// fewer: at most 15 or 16 a side.
package struct CalendarCover: Hashable, Sendable {
    /// Days whose sums count `sign` times.
    package struct Days: Hashable, Sendable {
        package let range: Range<CalendarDate>
        package let sign: Int

        static func none(at day: CalendarDate) -> Days { Days(range: day..<day, sign: 1) }
    }

    /// First days of months.
    package let months: Range<CalendarDate>
    package let head: Days
    package let tail: Days

    package init(_ days: Range<CalendarDate>) {
        let (first, end) = (days.lowerBound, days.upperBound)
        let (opening, closing) = (first.firstOfMonth, end.firstOfMonth)
        guard opening != closing else {
            months = opening..<opening
            head = Days(range: days, sign: 1)
            tail = .none(at: end)
            return
        }
        let second = opening.nextMonth
        let takesAway = opening.days(to: first) < first.days(to: second)
        let start = takesAway ? opening : second
        head =
            takesAway
            ? Days(range: opening..<first, sign: -1) : Days(range: first..<second, sign: 1)
        let following = closing.nextMonth
        let reachesOver = end.days(to: following) < closing.days(to: end)
        tail =
            reachesOver
            ? Days(range: end..<following, sign: -1) : Days(range: closing..<end, sign: 1)
        months = start..<max(start, reachesOver ? following : closing)
    }
}

extension Period {
    /// The whole UTC days in it.
    package var wholeDays: Range<CalendarDate> {
        let first = start == start.utcDay.start ? start.utcDay : start.utcDay.adding(days: 1)
        return first..<max(first, end.utcDay)
    }

    /// What is left of it beside its whole days: two parts of days at most.
    package var partDays: [Period] {
        let whole = wholeDays
        guard !whole.isEmpty || start.utcDay != Instant(microseconds: end.microseconds - 1).utcDay
        else { return [self] }
        return [(start, whole.lowerBound.start), (whole.upperBound.start, end)].compactMap {
            try? Period(start: $0.0, end: $0.1)
        }
    }
}

extension CalendarDate {
    var nextMonth: CalendarDate { firstOfMonth.adding(days: 31).firstOfMonth }

    func days(to other: CalendarDate) -> Int { other.daysSinceEpoch - daysSinceEpoch }
}
