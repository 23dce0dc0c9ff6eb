import Identifiers

/// From when to when a leaderboard counts; the end is not in it.
package struct LeaderboardWindow: Hashable, Sendable {
    /// Nil for all time.
    package let start: Instant?
    package let end: Instant?

    package init(start: Instant?, end: Instant?) {
        self.start = start
        self.end = end
    }

    /// The period that `now` is in, by the UTC calendar; nil for a custom one.
    package init?(_ period: LeaderboardPeriod, at now: Instant) {
        let day = CalendarDate(daysSinceEpoch: now.daysSinceEpoch)
        switch period {
        case .allTime: self.init(start: nil, end: nil)
        case .day: self.init(from: day, to: day.adding(days: 1))
        case .week:
            let monday = day.adding(days: 1 - day.weekday)
            self.init(from: monday, to: monday.adding(days: 7))
        case .month:
            guard let first = CalendarDate(year: day.year, month: day.month, day: 1) else {
                return nil
            }
            self.init(from: first, to: first.nextMonth)
        case .custom: return nil
        }
    }

    /// The windows of the same length before this one, newest first; none for an open one.
    package func previous(_ count: Int) -> [LeaderboardWindow] {
        guard let start, let end else { return [] }
        let length = end - start
        return (1...count).map { place in
            let shift = Duration.microseconds(length.microseconds * Int64(place))
            return LeaderboardWindow(start: start - shift, end: end - shift)
        }
    }

    private init(from first: CalendarDate, to end: CalendarDate) {
        self.init(start: first.midnight, end: end.midnight)
    }
}

/// Who did better than they usually do.
package enum Improvement {
    /// How many windows before are an agent's usual.
    package static let windowCount = 4

    /// The points of a window less the mean of the windows before, which is 0 where there are none.
    ///
    /// - Parameter usual: each agent's points in all of the windows before together.
    package static func standings(
        _ current: [Standing], usual: [AgentID: Int64]
    ) -> [Standing] {
        current.map { standing in
            let mean = (usual[standing.agentID] ?? 0) / Int64(windowCount)
            return Standing(
                agentID: standing.agentID, points: standing.points - mean,
                reachedAt: standing.reachedAt)
        }
    }
}

extension Instant {
    fileprivate var daysSinceEpoch: Int {
        let (days, rest) = microseconds.quotientAndRemainder(dividingBy: 86_400_000_000)
        return Int(rest < 0 ? days - 1 : days)
    }
}

extension CalendarDate {
    /// Its first instant in UTC.
    package var midnight: Instant {
        Instant(microseconds: Int64(daysSinceEpoch) * 86_400_000_000)
    }

    fileprivate var nextMonth: CalendarDate {
        CalendarDate(year: month == 12 ? year + 1 : year, month: month % 12 + 1, day: 1) ?? self
    }
}
