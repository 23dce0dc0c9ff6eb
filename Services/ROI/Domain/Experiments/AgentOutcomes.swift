/// What came of an exposed agent, or of a team of them, since the exposure.
package struct AgentOutcomes: Hashable, Sendable {
    package let unit: String
    package let arm: String
    package let team: String?
    package private(set) var stratum: String?
    package private(set) var agents: Int
    package private(set) var conversations: Int
    package private(set) var knownOutcomes: Int
    package private(set) var successes: Int
    package private(set) var activeHours: Double

    package init(
        unit: String, arm: String, team: String?, stratum: String?, agents: Int = 1,
        conversations: Int, knownOutcomes: Int, successes: Int, activeHours: Double
    ) {
        self.unit = unit
        self.arm = arm
        self.team = team
        self.stratum = stratum
        self.agents = agents
        self.conversations = conversations
        self.knownOutcomes = knownOutcomes
        self.successes = successes
        self.activeHours = activeHours
    }

    /// What an experiment may promise to measure; more is better in each.
    package enum Metric: String, Sendable, CaseIterable {
        case conversionRate = "conversion_rate"
        case conversationsPerHour = "conversations_per_hour"
        case conversations
    }

    package func stratified(_ stratum: String?) -> AgentOutcomes {
        var outcomes = self
        outcomes.stratum = stratum
        return outcomes
    }

    /// The same unit, later in time.
    mutating func add(_ later: AgentOutcomes) {
        conversations += later.conversations
        knownOutcomes += later.knownOutcomes
        successes += later.successes
        activeHours += later.activeHours
    }

    /// Those of each team as one, since teams and not agents were drawn. Agents of no team are left
    /// out, as they are in the experiment.
    package static func byTeam(_ agents: [AgentOutcomes]) -> [AgentOutcomes] {
        var teams: [[String]: AgentOutcomes] = [:]
        for agent in agents {
            guard let team = agent.team else { continue }
            // A team is in one arm; agents who changed teams are told of by the checks.
            let key = [team, agent.arm]
            if teams[key] == nil {
                teams[key] = AgentOutcomes(
                    unit: team, arm: agent.arm, team: team, stratum: nil, agents: 0,
                    conversations: 0, knownOutcomes: 0, successes: 0, activeHours: 0)
            }
            teams[key]?.add(agent)
            teams[key]?.agents += agent.agents
        }
        return teams.values.sorted { ($0.unit, $0.arm) < ($1.unit, $1.arm) }
    }
}

extension AgentOutcomes.Metric {
    /// Numerator and denominator of a ratio of sums, as columns of a table and of a unit.
    var column: String {
        switch self {
        case .conversionRate: "successes/known_outcomes"
        case .conversationsPerHour: "conversations/active_hours"
        case .conversations: "conversations/agents"
        }
    }

    func parts(of unit: AgentOutcomes) -> (numerator: Double, denominator: Double) {
        switch self {
        case .conversionRate: (Double(unit.successes), Double(unit.knownOutcomes))
        case .conversationsPerHour: (Double(unit.conversations), unit.activeHours)
        case .conversations: (Double(unit.conversations), Double(unit.agents))
        }
    }

    package var words: String {
        switch self {
        case .conversionRate: "conversion rate"
        case .conversationsPerHour: "conversations per hour"
        case .conversations: "conversations per agent"
        }
    }

    /// A difference without its sign, such as `2.1 percentage points`.
    package func size(of difference: Double) -> String {
        switch self {
        case .conversionRate: "\((abs(difference) * 100).rounded(places: 1)) percentage points"
        case .conversationsPerHour: "\(abs(difference).rounded(places: 2)) an hour"
        case .conversations: "\(abs(difference).rounded(places: 1)) an agent"
        }
    }
}
