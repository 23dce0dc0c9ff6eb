import Identifiers

/// When something is due, as exactly as it was said.
package struct DueTime: Hashable, Sendable {
    /// How much of the time was said.
    package enum Precision: String, Sendable { case minute, part, day, week }

    /// On the wall of the people who speak.
    package var date: CalendarDate
    /// Minutes since midnight on the wall, 0–1,439; for a part of the day its beginning.
    package var minute: Int?
    package var precision: Precision
    /// The same in UTC; nil where no time of day was said.
    package var at: Instant?
}

extension DueTime: CustomStringConvertible {
    /// `2026-01-08 15:00`, `week of 2026-01-12`.
    package var description: String {
        guard let clock else { return precision == .week ? "week of \(date)" : "\(date)" }
        return "\(date) \(clock)"
    }

    /// `15:00`; nil where no time of day was said.
    package var clock: String? {
        guard let minute else { return nil }
        func padded(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        return "\(padded(minute / 60)):\(padded(minute % 60))"
    }
}
