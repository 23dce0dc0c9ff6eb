import Identifiers

/// What one coached agent did on one UTC day.
package struct AgentDay: Hashable, Sendable {
    package let agentID: AgentID
    package let day: CalendarDate
    /// Those that began on the day, coached or not.
    package var conversations: Int
    package var knownOutcomes: Int
    package var successes: Int
    /// Quarter-hours of the day in which the agent wrote or said something.
    package var activeQuarters: Int
    package var coachedTime: Duration
    var trainingHours = 0.0

    package init(
        agentID: AgentID, day: CalendarDate, conversations: Int = 0, knownOutcomes: Int = 0,
        successes: Int = 0, activeQuarters: Int = 0, coachedTime: Duration = .zero
    ) {
        self.agentID = agentID
        self.day = day
        self.conversations = conversations
        self.knownOutcomes = knownOutcomes
        self.successes = successes
        self.activeQuarters = activeQuarters
        self.coachedTime = coachedTime
    }
}

/// Sums over days and agents: everything that a figure is computed from.
struct Totals: AdditiveArithmetic, Hashable, Sendable {
    static let zero = Totals()

    var conversations = 0.0
    var knownOutcomes = 0.0
    var successes = 0.0
    var activeHours = 0.0
    var coachedHours = 0.0
    var trainingHours = 0.0

    init() {}

    init(_ day: AgentDay) {
        conversations = Double(day.conversations)
        knownOutcomes = Double(day.knownOutcomes)
        successes = Double(day.successes)
        activeHours = Double(day.activeQuarters) / 4
        coachedHours = day.coachedTime.seconds / 3_600
        trainingHours = day.trainingHours
    }

    var conversationsPerHour: Double { conversations / activeHours }
    var conversionRate: Double { successes / knownOutcomes }

    static func + (left: Totals, right: Totals) -> Totals {
        var sum = left
        sum.conversations += right.conversations
        sum.knownOutcomes += right.knownOutcomes
        sum.successes += right.successes
        sum.activeHours += right.activeHours
        sum.coachedHours += right.coachedHours
        sum.trainingHours += right.trainingHours
        return sum
    }

    static func - (left: Totals, right: Totals) -> Totals {
        var rest = left
        rest.conversations -= right.conversations
        rest.knownOutcomes -= right.knownOutcomes
        rest.successes -= right.successes
        rest.activeHours -= right.activeHours
        rest.coachedHours -= right.coachedHours
        rest.trainingHours -= right.trainingHours
        return rest
    }
}

extension Instant {
    /// The date in UTC.
    package var utcDay: CalendarDate {
        let day: Int64 = 86_400_000_000
        let (quotient, remainder) = microseconds.quotientAndRemainder(dividingBy: day)
        return CalendarDate(daysSinceEpoch: Int(remainder < 0 ? quotient - 1 : quotient))
    }
}
