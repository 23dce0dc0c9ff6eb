import Identifiers

/// What was recorded about coached agents in a period.
package struct Measurement: Hashable, Sendable {
    package let period: Period
    /// Days on which a coached agent did something, their hours of training with them.
    package let days: [AgentDay]
    /// Costs of the agents that are reported on, and of the whole tenant.
    package let costs: [CostEntry]
    /// Coached agents of the tenant: a cost of the whole tenant is shared among them equally.
    package let tenantAgentCount: Int
    /// Each agent's sums, where the days themselves are not at hand.
    let agents: [Totals]?

    package init(
        period: Period, days: [AgentDay], costs: [CostEntry], tenantAgentCount: Int
    ) {
        self.period = period
        agents = nil
        self.days = Self.days(days, withTrainingIn: costs)
        self.costs = costs
        self.tenantAgentCount = tenantAgentCount
    }

    /// From sums of each agent: training of single agents is not told apart, so it falls on all.
    init(period: Period, agents: [Totals], costs: [CostEntry], tenantAgentCount: Int) {
        self.period = period
        self.agents = agents
        days = []
        self.costs = costs
        self.tenantAgentCount = tenantAgentCount
    }

    private static func days(
        _ days: [AgentDay], withTrainingIn costs: [CostEntry]
    ) -> [AgentDay] {
        struct Key: Hashable { let agentID: AgentID, day: CalendarDate }
        var byKey = Dictionary(days.map { (Key(agentID: $0.agentID, day: $0.day), $0) }) { $1 }
        for cost in costs where cost.category == .trainingHours {
            guard let agentID = cost.agentID else { continue }
            let key = Key(agentID: agentID, day: cost.incurredAt.utcDay)
            byKey[key, default: AgentDay(agentID: agentID, day: key.day)]
                .trainingHours += cost.hours ?? 0
        }
        return Array(byKey.values)
    }

    var agentCount: Int { agents?.count ?? Set(days.map(\.agentID)).count }

    /// The agents' own time in coaching sessions.
    var coachedTime: Duration {
        if let agents { return .seconds(agents.reduce(0) { $0 + $1.coachedHours } * 3_600) }
        return days.reduce(.zero) { $0 + $1.coachedTime }
    }

    /// What of a cost of the whole tenant falls on the agents that are reported on.
    var tenantShare: Double { Double(agentCount) / Double(max(tenantAgentCount, agentCount, 1)) }

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
        var units = agents ?? unitsOfDays
        let shared = sharedTrainingHours / Double(max(1, units.count))
        for index in units.indices { units[index].trainingHours += shared }
        return ResamplingUnit.grouped(units)
    }

    private var unitsOfDays: [Totals] {
        let sorted = days.sorted { ($0.agentID, $0.day) < ($1.agentID, $1.day) }
        switch unit {
        case .agentDay:
            return sorted.map(Totals.init)
        case .agent:
            var byAgent: [AgentID: Totals] = [:]
            for day in sorted { byAgent[day.agentID, default: .zero] += Totals(day) }
            return byAgent.sorted { $0.key < $1.key }.map(\.value)
        }
    }

    private var sharedTrainingHours: Double {
        let recorded = costs.filter { $0.category == .trainingHours }
        let shared = recorded.filter { $0.agentID == nil }.reduce(0) { $0 + ($1.hours ?? 0) }
        guard agents != nil else { return shared * tenantShare }
        let own = recorded.filter { $0.agentID != nil }.reduce(0) { $0 + ($1.hours ?? 0) }
        return shared * tenantShare + own
    }
}
