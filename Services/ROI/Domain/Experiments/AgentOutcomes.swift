import Tables

/// What came of an exposed agent since the exposure.
package struct AgentOutcomes: Hashable, Sendable {
    package let unit: String
    package let arm: String
    package let team: String?
    package let stratum: String?
    package let conversations: Int
    package let knownOutcomes: Int
    package let successes: Int
    package let activeHours: Double

    package init(
        unit: String, arm: String, team: String?, stratum: String?, conversations: Int,
        knownOutcomes: Int, successes: Int, activeHours: Double
    ) {
        self.unit = unit
        self.arm = arm
        self.team = team
        self.stratum = stratum
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

        /// Numerator and denominator as columns of the table.
        var column: String {
            switch self {
            case .conversionRate: "successes/known_outcomes"
            case .conversationsPerHour: "conversations/active_hours"
            case .conversations: "conversations"
            }
        }
    }

    /// The effects on the metrics that were named before the start.
    package static func report(
        _ agents: [AgentOutcomes], control: String, shares: [String: Double], metrics: [Metric],
        isByTeam: Bool
    ) throws(TableFault) -> CausalReport {
        let hasStrata = agents.allSatisfy { $0.stratum != nil }
        var columns = ["unit_id", "arm", "conversations", "known_outcomes", "successes"]
        columns.append("active_hours")
        if hasStrata { columns.append("stratum") }
        if isByTeam { columns.append("team") }
        let rows = agents.map { agent in
            [
                agent.unit, agent.arm, "\(agent.conversations)", "\(agent.knownOutcomes)",
                "\(agent.successes)", "\(agent.activeHours)",
            ] + (hasStrata ? [agent.stratum ?? ""] : []) + (isByTeam ? [agent.team ?? ""] : [])
        }
        guard !rows.isEmpty else {
            throw TableFault("nobody was exposed yet: call roi.assignArm where the feature is used")
        }
        var request = CausalReport.Request()
        request.design = .randomised
        request.columns.control = control
        request.columns.outcomes = metrics.map(\.column)
        let arms = Set(agents.map(\.arm))
        request.options.shares = shares.filter { arms.contains($0.key) }
        return try CausalReport(TextTable(columns: columns, rows: rows), request)
    }

    /// The metric that a line of the report is about.
    package static func metric(of outcome: String) -> String {
        Metric.allCases.first { $0.column == outcome }?.rawValue ?? outcome
    }
}
