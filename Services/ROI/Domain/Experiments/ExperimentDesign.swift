/// How an experiment was set up, as far as its numbers depend on it.
package struct ExperimentDesign: Hashable, Sendable {
    /// The control first.
    package let arms: [String]
    /// One for each arm, positive; only their proportions matter.
    package let shares: [Double]
    /// The first is what the experiment is about.
    package let metrics: [AgentOutcomes.Metric]
    /// Teams and not agents were drawn, so teams are what is counted.
    package let isByTeam: Bool
    /// The result is also given with the agents' stratum allowed for.
    package let isStratified: Bool

    package init(
        arms: [String], shares: [Double], metrics: [AgentOutcomes.Metric], isByTeam: Bool,
        isStratified: Bool
    ) {
        self.arms = arms
        self.shares = shares
        self.metrics = metrics
        self.isByTeam = isByTeam
        self.isStratified = isStratified
    }

    package var control: String { arms[0] }

    /// Meant for each arm, 0–1.
    var proportions: [Double] {
        let sum = shares.reduce(0, +)
        return shares.map { $0 / sum }
    }

    func units(_ agents: [AgentOutcomes]) -> [AgentOutcomes] {
        isByTeam ? AgentOutcomes.byTeam(agents) : agents
    }
}
