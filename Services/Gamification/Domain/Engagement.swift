import Foundation
import Identifiers
import Statistics

/// What one agent did in a period, for comparing agents.
package struct AgentEngagement: Hashable, Sendable {
    package let agentID: AgentID
    package let activeDays: Int
    package let unlocks: Int
    package let conversations: Int
    /// Of these, with a quality of 70 or more.
    package let proficientConversations: Int

    package init(
        agentID: AgentID, activeDays: Int, unlocks: Int, conversations: Int,
        proficientConversations: Int
    ) {
        self.agentID = agentID
        self.activeDays = activeDays
        self.unlocks = unlocks
        self.conversations = conversations
        self.proficientConversations = proficientConversations
    }
}

/// How far agents are engaged, and whether those who are more engaged also do better.
///
/// Agents choose how much they play, so what is found is an association: that playing makes better
/// only an experiment can show.
package struct EngagementReport: Hashable, Sendable {
    /// A share of all, with its 95 % interval.
    package struct Share: Hashable, Sendable {
        package let count: Int
        package let of: Int
        package let interval: ClosedRange<Double>
    }

    /// A rank correlation, with its 95 % interval.
    package struct Association: Hashable, Sendable {
        /// Spearman's, −1 to 1.
        package let correlation: Double
        package let interval: ClosedRange<Double>
        package let agents: Int
    }

    /// With fewer an interval says nothing.
    package static let agentsMin = 10
    /// With fewer an agent's share of good conversations is chance.
    package static let conversationsMin = 5

    package let unlocked: Share
    package let meanActiveDays: Double
    package let meanUnlocks: Double
    /// With the share of good conversations; nil when too few agents, or all alike.
    package let activityAndQuality: Association?
    package let unlocksAndQuality: Association?

    package init(_ agents: [AgentEngagement]) {
        let unlocked = agents.count { $0.unlocks > 0 }
        self.unlocked = Share(
            count: unlocked, of: agents.count,
            interval: wilsonInterval(successes: unlocked, of: agents.count))
        meanActiveDays = agents.isEmpty ? 0 : agents.map { Double($0.activeDays) }.mean
        meanUnlocks = agents.isEmpty ? 0 : agents.map { Double($0.unlocks) }.mean
        let judged = agents.filter { $0.conversations >= Self.conversationsMin }
        let quality = judged.map {
            Double($0.proficientConversations) / Double($0.conversations)
        }
        activityAndQuality = Association(judged.map { Double($0.activeDays) }, quality)
        unlocksAndQuality = Association(judged.map { Double($0.unlocks) }, quality)
    }
}

extension EngagementReport.Association {
    /// Source of the error: D. G. Bonett and T. A. Wright, "Sample size requirements for estimating
    /// Pearson, Kendall and Spearman correlations", Psychometrika 65 (2000).
    init?(_ left: [Double], _ right: [Double]) {
        let rank = left.ranks.correlation(with: right.ranks)
        guard left.count >= EngagementReport.agentsMin, rank.isFinite else { return nil }
        let error = ((1 + rank * rank / 2) / Double(left.count - 3)).squareRoot()
        let half = Normal.standard.upperQuantile(0.025) * error
        // Fisher's transformation has no value at −1 and 1.
        let centre = min(max(rank, -0.999_999), 0.999_999)
        let z = atanh(centre)
        correlation = rank
        interval = min(rank, tanh(z - half))...max(rank, tanh(z + half))
        agents = left.count
    }
}
