import Foundation
import Identifiers

/// A week from Monday to Monday in a time zone.
struct Week: Hashable {
    let monday: CalendarDate
    let start: Instant
    let end: Instant

    /// The week that a day is in.
    init(of day: CalendarDate, in zone: String) {
        // 1970-01-01 was a Thursday.
        let sinceMonday = (day.daysSinceEpoch + 3) % 7
        monday = day.adding(days: -((sinceMonday + 7) % 7))
        start = Self.midnight(of: monday, in: zone)
        end = Self.midnight(of: monday.adding(days: 7), in: zone)
    }

    private static func midnight(of day: CalendarDate, in name: String) -> Instant {
        let zone = TimeZone(identifier: name)
        let utc = Double(day.daysSinceEpoch) * 86_400
        // The offset of that day's own morning; a change of the clock at midnight moves it by an
        // hour at most.
        let guess = zone?.secondsFromGMT(for: Date(timeIntervalSince1970: utc)) ?? 0
        let offset =
            zone?.secondsFromGMT(for: Date(timeIntervalSince1970: utc - Double(guess))) ?? 0
        return Instant(microseconds: Int64((utc - Double(offset)) * 1_000_000))
    }
}
