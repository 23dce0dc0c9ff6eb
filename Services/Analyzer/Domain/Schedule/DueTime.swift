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
        guard let minute else { return precision == .week ? "week of \(date)" : "\(date)" }
        let hours = minute / 60
        let minutes = minute % 60
        return "\(date) \(hours < 10 ? "0" : "")\(hours):\(minutes < 10 ? "0" : "")\(minutes)"
    }
}
