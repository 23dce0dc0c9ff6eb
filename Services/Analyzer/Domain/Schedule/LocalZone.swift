import Identifiers

/// Where people are when they say `tomorrow at three`: turns instants into local days and back.
package struct LocalZone: Sendable {
    package static let utc = LocalZone { _ in .zero }

    /// What is added to UTC at an instant to give the time on the wall.
    private let offset: @Sendable (Instant) -> Duration

    package init(offset: @escaping @Sendable (Instant) -> Duration) { self.offset = offset }

    /// The day, and the minutes since its midnight on the wall, 0–1,439.
    func local(_ instant: Instant) -> (date: CalendarDate, minute: Int) {
        let minutes = Self.floor((instant + offset(instant)).microseconds, by: 60_000_000)
        let day = Self.floor(minutes, by: 1_440)
        return (CalendarDate(daysSinceEpoch: Int(day)), Int(minutes - day * 1_440))
    }

    /// When the wall shows that; where clocks were put forward over it, an hour later.
    func instant(_ date: CalendarDate, minute: Int) -> Instant {
        let wall = Instant(
            microseconds: Int64(date.daysSinceEpoch * 1_440 + minute) * 60_000_000)
        let guess = wall - offset(wall)
        return wall - offset(guess)
    }

    private static func floor(_ value: Int64, by divisor: Int64) -> Int64 {
        value >= 0 ? value / divisor : -((-value + divisor - 1) / divisor)
    }
}
