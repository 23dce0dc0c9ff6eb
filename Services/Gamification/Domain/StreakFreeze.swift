import Identifiers

/// Keeps a streak over a day that an agent missed or will miss, for points.
package struct StreakFreeze: Hashable, Sendable {
    package enum Refusal: Error, Hashable, Sendable {
        case tooEarly(latest: CalendarDate)
        case tooLate(earliest: CalendarDate)
        case wasActive(CalendarDate)
        case tooMany(max: Int)
        case tooFewPoints(price: Int64, balance: Int64)
    }

    /// As much as five coached conversations.
    package static let price: Int64 = 50
    /// A streak that freezes carry says nothing any more.
    package static let perThirtyDaysMax = 2
    /// Once a freeze is two days late, the streak is over.
    package static let daysBackMax = 2
    package static let daysAheadMax = 30

    package let agentID: AgentID
    package let day: CalendarDate

    package init(agentID: AgentID, day: CalendarDate) {
        self.agentID = agentID
        self.day = day
    }

    /// The entry that pays for it; freezing a day twice is one freeze.
    package func entry(at now: Instant, today: CalendarDate) -> LedgerEntry {
        LedgerEntry(
            id: "\(PointReason.streakFreeze):\(agentID):\(day)", reason: .streakFreeze,
            points: -Self.price, dailyLimit: nil,
            moment: AgentMoment(agentID: agentID, instant: now, day: today), rulesVersion: 0)
    }

    /// Whether the agent may have it.
    ///
    /// - Parameter frozen: the days that they froze before.
    package func check(
        today: CalendarDate, activeDays: Set<CalendarDate>, frozen: Set<CalendarDate>,
        balance: Int64
    ) throws(Refusal) {
        let (earliest, latest) = (
            today.adding(days: -Self.daysBackMax), today.adding(days: Self.daysAheadMax)
        )
        if day < earliest { throw .tooLate(earliest: earliest) }
        if day > latest { throw .tooEarly(latest: latest) }
        if activeDays.contains(day) { throw .wasActive(day) }
        let near = frozen.filter { abs($0.daysSinceEpoch - day.daysSinceEpoch) < 30 }
        if near.count >= Self.perThirtyDaysMax { throw .tooMany(max: Self.perThirtyDaysMax) }
        if balance < Self.price { throw .tooFewPoints(price: Self.price, balance: balance) }
    }
}
