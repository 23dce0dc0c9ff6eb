import Identifiers

/// What was recorded about coached agents in a period.
package struct Measurement: Hashable, Sendable {
    package let period: Period
    /// What coached agents did, their hours of training and their deals with it.
    package let activity: [AgentActivity]
    /// Costs of the agents that are reported on, and of the whole tenant.
    package let costs: [CostEntry]
    /// Agents that are reported on who were coached before the period's end, active or not.
    package let coachedAgentCount: Int
    /// The same of the whole tenant, whose costs are shared among them equally.
    package let tenantAgentCount: Int
    /// The agents' closed deals; those of others are left out.
    package let deals: [Deal]
    /// Nil when nobody was there before the period, or it is too short to tell.
    package let retention: Retention?
    let agentCount: Int

    /// - Parameter activity: an agent's days, or all of them in one, but none of them twice.
    package init(
        period: Period, activity: [AgentActivity], costs: [CostEntry], deals: [Deal] = [],
        retention: Retention? = nil, coachedAgentCount: Int, tenantAgentCount: Int
    ) {
        self.period = period
        self.costs = costs
        self.deals = deals
        self.retention = retention
        self.coachedAgentCount = coachedAgentCount
        self.tenantAgentCount = tenantAgentCount
        let own = Self.activity(ofTrainingIn: costs) + Self.activity(of: deals)
        self.activity = activity + own
        agentCount = Set(self.activity.lazy.map(\.agentID)).count
    }

    private static func activity(ofTrainingIn costs: [CostEntry]) -> [AgentActivity] {
        costs.filter { $0.category == .trainingHours }.compactMap { cost in
            guard let agentID = cost.agentID else { return nil }
            var activity = AgentActivity(agentID: agentID, day: cost.incurredAt.utcDay)
            activity.trainingHours = cost.hours ?? 0
            return activity
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

    /// False when nobody wrote down hours of training: then none are claimed to be saved.
    var isTrainingRecorded: Bool { costs.contains { $0.category == .trainingHours } }
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
    /// Training of the whole tenant falls on the units in equal parts.
    var units: [Totals] {
        var units = sums
        let shared = sharedTrainingHours / Double(max(1, units.count))
        for index in units.indices { units[index].trainingHours += shared }
        return ResamplingUnit.grouped(units)
    }

    private var sums: [Totals] {
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
        return byKey.sorted { $0.key < $1.key }.map(\.value)
    }

    private var sharedTrainingHours: Double {
        costs.reduce(0) { hours, cost in
            let isShared = cost.category == .trainingHours && cost.agentID == nil
            return isShared ? hours + (cost.hours ?? 0) : hours
        } * tenantShare
    }
}
