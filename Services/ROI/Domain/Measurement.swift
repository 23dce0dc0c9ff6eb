import Identifiers

/// What was recorded about coached agents in a period.
package struct Measurement: Hashable, Sendable {
    package let period: Period
    /// Until when things were measured: the period's end, or now where it still runs.
    package let asOf: Instant
    /// What coached agents did, their hours of training and their deals with it.
    package let activity: [AgentActivity]
    /// Costs of the agents that are reported on, and of the whole tenant.
    package let costs: [CostEntry]
    /// Costs that were recorded for agents who were never coached: they are the whole tenant's.
    package let strayCosts: [CostEntry]
    /// Agents that are reported on who were coached before the period's end, active or not.
    package let coachedAgentCount: Int
    /// The same of the whole tenant, whose costs are shared among them equally.
    package let tenantAgentCount: Int
    /// When agents had their first session; needed of those of whom training is recorded, and of all
    /// where it is recorded for the whole tenant.
    package let coachedSince: [AgentID: Instant]
    /// The agents' closed deals; those of others are left out.
    package let deals: [Deal]
    /// Nil when nobody was there before the period, or it is too short to tell.
    package let retention: Retention?
    let agentCount: Int

    /// - Parameter activity: an agent's days, or all of them in one, but none of them twice.
    package init(
        period: Period, asOf: Instant? = nil, activity: [AgentActivity], costs: [CostEntry],
        strayCosts: [CostEntry] = [], deals: [Deal] = [], retention: Retention? = nil,
        coachedAgentCount: Int, tenantAgentCount: Int, coachedSince: [AgentID: Instant] = [:]
    ) {
        self.period = period
        self.asOf = min(asOf ?? period.end, period.end)
        self.costs = costs
        self.strayCosts = strayCosts
        self.coachedAgentCount = coachedAgentCount
        self.coachedSince = coachedSince
        self.deals = deals
        self.retention = retention
        self.tenantAgentCount = tenantAgentCount
        let own = Self.activity(ofTrainingIn: costs) + Self.activity(of: deals)
        self.activity = activity + own
        agentCount = Set(self.activity.lazy.map(\.agentID)).count
    }

    private static func activity(ofTrainingIn costs: [CostEntry]) -> [AgentActivity] {
        costs.filter { $0.category == .trainingHours }.compactMap { cost in
            guard let agentID = cost.agentID else { return nil }
            return AgentActivity(agentID: agentID, day: cost.incurredAt.utcDay)
        }
    }

    private static func activity(of deals: [Deal]) -> [AgentActivity] {
        deals.map { deal in
            var activity = AgentActivity(agentID: deal.agentID, day: deal.closedAt.utcDay)
            activity.deals = 1
            activity.dealValue = Double(deal.amount.minorUnits)
            return activity
        }
    }

    /// The agents' own time in coaching sessions.
    var coachedTime: Duration { activity.reduce(.zero) { $0 + $1.coachedTime } }

    /// What of a cost of the whole tenant falls on the agents that are reported on.
    ///
    /// Whether somebody was active says nothing about what is spent on them: a report on all agents
    /// carries all of it, and the parts of single agents or teams add up to that.
    var tenantShare: Double {
        Double(coachedAgentCount) / Double(max(tenantAgentCount, coachedAgentCount, 1))
    }

    /// The period is not over.
    var isRunning: Bool { asOf < period.end }

    /// What is known of the agents' training.
    func training(against baseline: Baseline) -> TrainingHours {
        TrainingHours(
            self, active: Set(activity.lazy.map(\.agentID)), share: tenantShare,
            baseline: baseline)
    }
}

/// What a replicate of the bootstrap draws: what happens within one is not independent.
package enum ResamplingUnit: String, Sendable {
    case agent
    case agentDay = "agent and day"

    var plural: String {
        switch self {
        case .agent: "agents"
        case .agentDay: "agent-days"
        }
    }

    /// With fewer agents, drawing whole agents says little; their days are drawn instead.
    static let agentCountMin = 10

    /// More units are thrown together at random into so many groups, which are drawn instead: the
    /// error's own error is then 1/√(2·2,000), a fiftieth part, and no report waits for a billion
    /// draws.
    static let groupCountMax = 2_000

    /// A fixed shuffle: the units stand in an order (by name) that may mean something.
    static func grouped(_ units: [Totals]) -> [Totals] {
        guard units.count > groupCountMax else { return units }
        var generator = SplitMix64(seed: UInt64(units.count))
        var groups = [Totals](repeating: .zero, count: groupCountMax)
        for (place, index) in units.indices.shuffled(using: &generator).enumerated() {
            groups[place % groupCountMax] += units[index]
        }
        return groups
    }
}

extension Measurement {
    var unit: ResamplingUnit {
        agentCount >= ResamplingUnit.agentCountMin ? .agent : .agentDay
    }

    /// The sums of each unit, in an order that does not depend on that of the days.
    ///
    /// What an agent saved of training falls on their units in equal parts.
    func units(_ training: TrainingHours) -> [Totals] {
        struct Key: Hashable, Comparable {
            let agentID: AgentID
            let day: CalendarDate?

            static func < (left: Key, right: Key) -> Bool {
                guard left.agentID == right.agentID else { return left.agentID < right.agentID }
                guard let day = left.day else { return right.day != nil }
                return right.day.map { day < $0 } ?? false
            }
        }
        var byKey: [Key: Totals] = [:]
        for entry in activity {
            let key = Key(agentID: entry.agentID, day: unit == .agent ? nil : entry.day)
            byKey[key, default: .zero] += Totals(entry)
        }
        if training.isKnown {
            let unitCounts = byKey.keys.reduce(into: [:]) { $0[$1.agentID, default: 0.0] += 1 }
            for key in byKey.keys {
                guard let saved = training.saved[key.agentID], let count = unitCounts[key.agentID]
                else { continue }
                byKey[key]?.trainingHoursSaved = saved / count
            }
        }
        return ResamplingUnit.grouped(byKey.sorted { $0.key < $1.key }.map(\.value))
    }
}
