import Identifiers
import Statistics

/// A conversation that ended, as far as matching agents with leads may know of it.
///
/// A type is a kind of business, such as a category: nothing about who the lead is.
package struct MatchedLead: Hashable, Sendable {
    package var agentID: AgentID
    package var type: String
    package var succeeded: Bool

    package init(agentID: AgentID, type: String, succeeded: Bool) {
        self.agentID = agentID
        self.type = type
        self.succeeded = succeeded
    }
}

/// Whether a type of lead suits an agent, and on what evidence.
package struct LeadFit: Hashable, Sendable {
    package var agentID: AgentID
    package var type: String
    package var verdict: Verdict
    package var conversations: Int
    package var successes: Int
    /// What an agent of this one's level reaches with such leads, 0–1.
    package var expected: Double
    /// What is added to it, in probability.
    package var lift: Double
    /// 80 %.
    package var interval: ClosedRange<Double>
    /// 0–1: that the agent does better with such leads than expected.
    package var probabilityBetter: Double

    package enum Verdict: String, Hashable, Sendable {
        case suits, avoid
        case noEvidence = "no_evidence"
    }

    /// In a manager's words.
    package var evidence: String {
        let done = "\(successes) of \(conversations) \(type) conversations succeeded, where "
        let level = "\(percent(expected)) would for somebody of this level"
        return switch verdict {
        case .suits: done + level + ": send more."
        case .avoid: done + level + ": give them to somebody else, or practise."
        case .noEvidence: done + level + ": too little to tell."
        }
    }

    private func percent(_ share: Double) -> String { "\(Int((share * 100).rounded())) %" }
}

/// Finds which types of lead suit an agent beyond the agent's level and the type's difficulty.
///
/// Both are taken out first; what is left of each agent with each type is drawn towards nothing by
/// partial pooling, so that two lucky deals prove nothing.
package struct LeadMatching: Sendable {
    /// So sure must it be that an agent does better, or worse.
    private static let sureFrom = 0.9
    /// Fewer conversations of a type with an agent are never a verdict.
    private static let conversationsMin = 5
    /// Of an 80 % interval.
    private static let z = Normal.standard.quantile(0.9)

    private let rateOfType: [String: Double]
    private let leads: [AgentID: [MatchedLead]]

    package init(_ history: [MatchedLead]) {
        let base = Double(history.count { $0.succeeded } + 1) / Double(history.count + 2)
        rateOfType = Dictionary(grouping: history, by: \.type).mapValues { leads in
            (Double(leads.count { $0.succeeded }) + 2 * base) / (Double(leads.count) + 2)
        }
        leads = Dictionary(grouping: history, by: \.agentID)
    }

    /// Every agent with every type that they have met, the best fits of an agent first.
    package func fits() -> [LeadFit] {
        leads.keys.sorted { $0.rawValue < $1.rawValue }.flatMap(fits(of:))
    }

    /// The types that an agent has met, the best fit first.
    package func fits(of agent: AgentID) -> [LeadFit] {
        let own = leads[agent, default: []]
        let level = own.reduce(into: PooledEvidence.none) { evidence, lead in
            evidence.add(rateOfType[lead.type, default: 0.5], succeeded: lead.succeeded)
        }
        return Dictionary(grouping: own, by: \.type)
            .map { fit(of: agent, $0.key, $0.value, level: level) }
            .sorted { ($1.probabilityBetter, $0.type) < ($0.probabilityBetter, $1.type) }
    }

    private func fit(
        of agent: AgentID, _ type: String, _ leads: [MatchedLead], level: PooledEvidence
    ) -> LeadFit {
        let expected = level.corrected(rateOfType[type, default: 0.5])
        let rest = leads.reduce(into: PooledEvidence.none) {
            $0.add(expected, succeeded: $1.succeeded)
        }
        func lift(_ shift: Double) -> Double { sigmoid(logOdds(expected) + shift) - expected }
        let better = Normal.standard.probability(rest.shift / rest.shiftSpread)
        let verdict: LeadFit.Verdict =
            leads.count < Self.conversationsMin
            ? .noEvidence
            : better >= Self.sureFrom
                ? .suits : better <= 1 - Self.sureFrom ? .avoid : .noEvidence
        return LeadFit(
            agentID: agent, type: type, verdict: verdict, conversations: leads.count,
            successes: leads.count { $0.succeeded }, expected: expected, lift: lift(rest.shift),
            interval: lift(
                rest.shift - Self.z * rest.shiftSpread)...lift(
                    rest.shift + Self.z * rest.shiftSpread),
            probabilityBetter: better)
    }
}

/// Whether matching treats the groups of leads alike, where groups are known; no match uses them.
package struct MatchingFairness: Hashable, Sendable {
    package struct Group: Hashable, Sendable {
        package var name: String
        package var leads: Int
        /// The share whose agent suits their type.
        package var suitedShare: Double
        /// Mean of what was expected less what came.
        package var bias: Double
    }

    package var groups: [Group]
    /// The least suited share over the largest; below 0.8 matching must be looked at (the four-fifths
    /// rule of 29 CFR 1607.4).
    package var ratio: Double

    package var isFair: Bool { ratio >= 0.8 }

    /// For each lead: its group, whether its agent suits it, what was expected, and what came.
    package init(_ leads: [(group: String, isSuited: Bool, expected: Double, succeeded: Bool)]) {
        groups = Dictionary(grouping: leads, by: \.group).map { name, members in
            let count = Double(members.count)
            return Group(
                name: name, leads: members.count,
                suitedShare: Double(members.count { $0.isSuited }) / count,
                bias: members.reduce(0) { $0 + $1.expected - ($1.succeeded ? 1 : 0) } / count)
        }.sorted { $0.name < $1.name }
        let shares = groups.map(\.suitedShare)
        let largest = shares.max() ?? 0
        ratio = largest == 0 ? 1 : (shares.min() ?? 0) / largest
    }
}
