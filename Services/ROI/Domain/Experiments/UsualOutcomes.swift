import Identifiers
import Statistics

/// How a metric is without an experiment: what turns standard deviations into the metric's own unit.
package struct UsualOutcomes: Hashable, Sendable {
    package let metric: AgentOutcomes.Metric
    package let units: Int
    package let mean: Double
    /// Between units.
    package let standardDeviation: Double

    /// Fewer say nothing of how much they differ.
    static let unitCountMin = 3

    /// Nil when too few units did anything, or all did the same.
    package init?(_ metric: AgentOutcomes.Metric, of units: [AgentOutcomes]) {
        let moments = metric.moments(of: units)
        guard moments.count >= Self.unitCountMin, moments.mean.isFinite,
            moments.standardDeviation > 0, moments.standardDeviation.isFinite
        else { return nil }
        self.metric = metric
        self.units = moments.count
        mean = moments.mean
        standardDeviation = moments.standardDeviation
    }

    /// - Parameter answer: what a study of the planned size finds, in standard deviations.
    package func words(detecting answer: StudyPlan.Answer) -> String {
        let effect = answer.effectInSD * standardDeviation
        // No rate is more than all: where there is no room above, the example is below.
        let isFull = metric == .conversionRate && mean + effect > 1
        let example = isFull ? mean - effect : mean + effect
        return """
            over the last four weeks the \(metric.words) was \(metric.level(mean)), and one standard \
            deviation between \(units) units \(metric.size(of: standardDeviation)); found is a \
            change of at least \(metric.size(of: effect)), such as to \(metric.level(example))
            """
    }

    /// Agents thrown together by team; who is in no team is in no experiment on teams.
    package static func byTeam(
        _ agents: [AgentOutcomes], teams: [(name: String, agents: [AgentID])]
    ) -> [AgentOutcomes] {
        var teamOf: [String: String] = [:]
        for team in teams.sorted(by: { $0.name > $1.name }) {
            for agent in team.agents { teamOf[agent.rawValue] = team.name }
        }
        return AgentOutcomes.byTeam(
            agents.map { agent in
                AgentOutcomes(
                    unit: agent.unit, arm: "", team: teamOf[agent.unit], stratum: nil,
                    conversations: agent.conversations, knownOutcomes: agent.knownOutcomes,
                    successes: agent.successes, activeHours: agent.activeHours)
            })
    }
}

extension AgentOutcomes.Metric {
    /// A value of it, such as `12.3 %`.
    func level(_ value: Double) -> String {
        switch self {
        case .conversionRate: "\((value * 100).rounded(places: 1)) %"
        case .conversationsPerHour, .conversations: value.rounded(places: 2)
        }
    }
}
