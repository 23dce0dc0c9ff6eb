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

    private static func floorDivision(_ value: Int64, by divisor: Int64) -> Int64 {
        let (quotient, remainder) = value.quotientAndRemainder(dividingBy: divisor)
        return remainder < 0 ? quotient - 1 : quotient
    }
}
