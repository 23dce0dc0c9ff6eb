import Identifiers

/// What one coached agent did on one UTC day, or on all days of a period together.
package struct AgentActivity: Hashable, Sendable {
    package let agentID: AgentID
    /// Nil for all days of the period.
    package let day: CalendarDate?
    /// Those that began then, coached or not.
    package var conversations: Int
    package var knownOutcomes: Int
    package var successes: Int
    /// Conversations whose quality is known, and the sum of their qualities, 0–100 each.
    package var rated: Int
    package var quality: Double
    /// Quarter-hours in which the agent wrote or said something.
    package var activeQuarters: Int
    package var coachedTime: Duration
    /// With whom the agent was first seen to talk then.
    package var leads: Int
    /// What the agent's closed deals brought, in minor units, and how many they were.
    var dealValue = 0.0
    var deals = 0

    package init(
        agentID: AgentID, day: CalendarDate? = nil, conversations: Int = 0, knownOutcomes: Int = 0,
        successes: Int = 0, rated: Int = 0, quality: Double = 0, activeQuarters: Int = 0,
        coachedTime: Duration = .zero, leads: Int = 0
    ) {
        self.agentID = agentID
        self.day = day
        self.conversations = conversations
        self.knownOutcomes = knownOutcomes
        self.successes = successes
        self.rated = rated
        self.quality = quality
        self.activeQuarters = activeQuarters
        self.coachedTime = coachedTime
        self.leads = leads
    }
}

/// Sums over days and agents: everything that a figure is computed from.
struct Totals: AdditiveArithmetic, Hashable, Sendable {
    static let zero = Totals()

    var conversations = 0.0
    var knownOutcomes = 0.0
    var successes = 0.0
    var rated = 0.0
    var quality = 0.0
    var activeHours = 0.0
    var coachedHours = 0.0
    /// Expected hours of training less recorded ones, of agents of whom they are known.
    var trainingHoursSaved = 0.0
    var deals = 0.0
    var dealValue = 0.0
    var leads = 0.0

    init() {}

    init(_ activity: AgentActivity) {
        conversations = Double(activity.conversations)
        knownOutcomes = Double(activity.knownOutcomes)
        successes = Double(activity.successes)
        rated = Double(activity.rated)
        quality = activity.quality
        activeHours = Double(activity.activeQuarters) / 4
        coachedHours = activity.coachedTime.seconds / 3_600
        deals = Double(activity.deals)
        dealValue = activity.dealValue
        leads = Double(activity.leads)
    }

    var leadsPerHour: Double { leads / activeHours }
    var conversationsPerHour: Double { conversations / activeHours }
    var knownOutcomeShare: Double { knownOutcomes / conversations }
    var conversionRate: Double { successes / knownOutcomes }
    var averageQuality: Double { quality / rated }
    var averageDealValue: Double { dealValue / deals }

    static func + (left: Totals, right: Totals) -> Totals { left.adding(right, times: 1) }

    static func - (left: Totals, right: Totals) -> Totals { left.adding(right, times: -1) }

    private func adding(_ other: Totals, times sign: Double) -> Totals {
        var sum = self
        sum.conversations += sign * other.conversations
        sum.knownOutcomes += sign * other.knownOutcomes
        sum.successes += sign * other.successes
        sum.rated += sign * other.rated
        sum.quality += sign * other.quality
        sum.activeHours += sign * other.activeHours
        sum.coachedHours += sign * other.coachedHours
        sum.trainingHoursSaved += sign * other.trainingHoursSaved
        sum.deals += sign * other.deals
        sum.dealValue += sign * other.dealValue
        sum.leads += sign * other.leads
        return sum
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
