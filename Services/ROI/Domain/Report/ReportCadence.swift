import Identifiers

/// How often a tenant's report is made by itself; periods begin and end at midnight, UTC.
package enum ReportCadence: String, Vocabulary {
    case never, weekly, monthly

    /// When the period that runs at `now` is over; nil for never.
    package func end(ofPeriodAt now: Instant) -> Instant? {
        let day = now.utcDay
        switch self {
        case .never: return nil
        case .weekly: return day.monday.adding(days: 7).start
        case .monthly: return day.firstOfMonth.adding(days: 31).firstOfMonth.start
        }
    }

    /// The period that is over at `end`; nil for never.
    package func start(ofPeriodEndingAt end: Instant) -> Instant? {
        let lastDay = Instant(microseconds: end.microseconds - 1).utcDay
        switch self {
        case .never: return nil
        case .weekly: return lastDay.monday.start
        case .monthly: return lastDay.firstOfMonth.start
        }
    }
}
