import Identifiers
import Statistics

/// How much coaching is used in a period, counted.
package struct AdoptionCounts: Hashable, Sendable {
    /// Who had a coaching session before the period's end.
    package var agents = 0
    package var prompts = 0
    package var answered = 0
    package var accepted = 0
    /// Prompts of which it is known whether the agent did what they said.
    package var followed = 0
    package var actedOn = 0
    /// Agents who passed a training module.
    package var trained = 0
    /// Agents who unlocked an achievement.
    package var unlocking = 0
    package var unlocks = 0
    /// Agents who answered the survey.
    package var responding = 0
    package var answers = 0
    /// Answers of 4 or 5.
    package var satisfied = 0

    package init() {}

    /// Why a reader should not take the shares at their face value.
    package var notes: [String] {
        var notes: [String] = []
        if responding > 0, 2 * responding < agents {
            notes.append(
                """
                \(responding) of \(agents) agents answered the survey: those who did not may think \
                otherwise.
                """)
        }
        if answered > 0, 2 * answered < prompts {
            notes.append(
                """
                \(answered) of \(prompts) prompts were answered: acceptance is that of the answered \
                ones.
                """)
        }
        return notes
    }
}

/// What the product's plan hopes for; never a result.
package enum AdoptionTargets {
    package static let satisfied = 0.85
}

/// One week of use: Monday to Sunday, UTC.
package struct ActiveWeek: Hashable, Sendable {
    package let start: CalendarDate
    package let activeAgents: Int
    /// Who had a session before the week's end.
    package let agents: Int
    /// The week or what the period has of it is not over: more agents may follow.
    package let isRunning: Bool

    /// The weeks that a period touches and that have begun, in order.
    ///
    /// - Parameters:
    ///   - now: weeks that begin later are none yet.
    ///   - active: agents who did something, by week.
    ///   - newcomers: agents whose first session was in a week, by week, before the period too.
    package static func weeks(
        of period: Period, now: Instant, active: [CalendarDate: Int],
        newcomers: [CalendarDate: Int]
    ) -> [ActiveWeek] {
        let first = period.start.utcDay.monday
        var agents = newcomers.reduce(0) { $1.key < first ? $0 + $1.value : $0 }
        var weeks: [ActiveWeek] = []
        var week = first
        while week <= period.lastDay, week.start <= now {
            let next = week.adding(days: 7)
            agents += newcomers[week] ?? 0
            weeks.append(
                ActiveWeek(
                    start: week, activeAgents: active[week] ?? 0, agents: agents,
                    isRunning: now < min(next.start, period.end)))
            week = next
        }
        return weeks
    }
}

extension CalendarDate {
    /// The Monday of its week. 1970-01-01 was a Thursday.
    package var monday: CalendarDate {
        let sinceMonday = (daysSinceEpoch + 3) % 7
        return adding(days: -(sinceMonday < 0 ? sinceMonday + 7 : sinceMonday))
    }

    package var firstOfMonth: CalendarDate { adding(days: 1 - day) }

    /// Its midnight in UTC.
    package var start: Instant {
        Instant(microseconds: Int64(daysSinceEpoch) * 86_400_000_000)
    }
}

extension Interval {
    /// Of a share, by Wilson; 0 to 1 when there is nothing to share.
    package init(share count: Int, of total: Int) {
        let range = wilsonInterval(successes: count, of: total)
        self.init(lower: range.lowerBound, upper: range.upperBound)
    }
}
