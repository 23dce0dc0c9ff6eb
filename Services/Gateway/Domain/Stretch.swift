import Identifiers

/// Whole days in UTC that a page reports on.
package struct Stretch: Hashable, Sendable {
    package let first: CalendarDate
    package let last: CalendarDate

    /// A month is long enough to say something and short enough to be news.
    package static let dayCount = 30
    /// As long as ROI counts adoption over.
    package static let dayCountMax = 366

    /// Nil when the days are in the wrong order or more than `dayCountMax`.
    package init?(first: CalendarDate, last: CalendarDate) {
        guard first <= last, last.daysSinceEpoch - first.daysSinceEpoch < Self.dayCountMax else {
            return nil
        }
        self.first = first
        self.last = last
    }

    /// The `dayCount` days that end with `now`'s.
    package init(endingAt now: Instant) {
        let today = Int(now.microseconds / Self.dayMicroseconds)
        last = CalendarDate(daysSinceEpoch: today)
        first = last.adding(days: 1 - Self.dayCount)
    }

    package var start: Instant { Self.midnight(of: first) }
    /// Left out.
    package var end: Instant { Self.midnight(of: last.adding(days: 1)) }

    private static let dayMicroseconds: Int64 = 86_400_000_000

    /// In UTC.
    package static func midnight(of day: CalendarDate) -> Instant {
        Instant(microseconds: Int64(day.daysSinceEpoch) * dayMicroseconds)
    }
}
