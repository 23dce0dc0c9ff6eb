import Foundation
import Identifiers

/// Dates as an agent's own calendar shows them, by the IANA time zone database.
package enum LocalCalendar {
    /// The date of `instant` in `timeZone`; in UTC when there is no such zone.
    package static func day(of instant: Instant, in timeZone: String) -> CalendarDate {
        let zone = TimeZone(identifier: timeZone) ?? .gmt
        let seconds = floorDivision(instant.microseconds, by: 1_000_000)
        let offset = zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(seconds)))
        return CalendarDate(
            daysSinceEpoch: Int(floorDivision(seconds + Int64(offset), by: 86_400)))
    }

    /// When a date begins in `timeZone`: at midnight, or after it where the clocks leave it out.
    package static func start(of day: CalendarDate, in timeZone: String) -> Instant {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = TimeZone(identifier: timeZone) ?? .gmt
        let noon = DateComponents(year: day.year, month: day.month, day: day.day, hour: 12)
        // Every date has a noon.
        let start = calendar.date(from: noon).map { calendar.startOfDay(for: $0) } ?? Date()
        return Instant(microseconds: Int64(start.timeIntervalSince1970) * 1_000_000)
    }

    /// The hour of the day, 0–23, that a clock shows.
    package static func hour(of instant: Instant, in timeZone: String) -> Int {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = TimeZone(identifier: timeZone) ?? .gmt
        let seconds = Double(floorDivision(instant.microseconds, by: 1_000_000))
        return calendar.component(.hour, from: Date(timeIntervalSince1970: seconds))
    }

    private static func floorDivision(_ value: Int64, by divisor: Int64) -> Int64 {
        let (quotient, remainder) = value.quotientAndRemainder(dividingBy: divisor)
        return remainder < 0 ? quotient - 1 : quotient
    }
}
