import Identifiers
import Wire

@WireMessage
public struct ChooseTiming: Codable, Hashable, Sendable {
    public var tenantID: TenantID
    public var agentID: AgentID
    public var conversationID: ConversationID?
    /// What could be done; at least one.
    public var interventions: [Open<CoachingInterventionType>]
    /// When it could be done; empty for any time.
    public var timings: [Open<InterventionTiming>] = []
    /// A compliance alert is always immediate, and nothing is learned from it.
    public var isCompliance: Bool = false

    enum CodingKeys: Int, CodingKey {
        case tenantID = 0, agentID = 1, conversationID = 2, interventions = 3, timings = 4
        case isCompliance = 5
    }
}

/// What to do and when, and the chance that it had of being chosen.
@WireMessage
public struct TimingChoice: Codable, Hashable, Sendable {
    /// What its outcome is told under; nil for a compliance alert.
    public var choiceID: UUIDv7?
    public var intervention: Open<CoachingInterventionType>
    public var timing: Open<InterventionTiming>
    /// 0–1; 1 for a compliance alert.
    public var propensity: Double

    enum CodingKeys: Int, CodingKey {
        case choiceID = 0, intervention = 1, timing = 2, propensity = 3
    }
}

@WireMessage
public struct RecordTimingOutcome: Codable, Hashable, Sendable {
    public var tenantID: TenantID
    public var choiceID: UUIDv7
    /// Whether what was hoped for came: by the tenant's own measure, days later if need be.
    public var succeeded: Bool

    enum CodingKeys: Int, CodingKey { case tenantID = 0, choiceID = 1, succeeded = 2 }
}

@WireMessage
public struct TimingOutcomeRecorded: Codable, Hashable, Sendable {
    /// False when an outcome of the choice was known already, which stands.
    public var isNew: Bool

    enum CodingKeys: Int, CodingKey { case isNew = 0 }
}

@WireMessage
public struct GetInterventionImpacts: Codable, Hashable, Sendable {
    public var tenantID: TenantID
    /// 1–366.
    public var days: Int = 180

    enum CodingKeys: Int, CodingKey { case tenantID = 0, days = 1 }
}

/// What interventions changed, the best first; those that too little is known of are left out.
@WireMessage
public struct InterventionImpacts: Codable, Hashable, Sendable {
    public var outcomes: Int
    public var impacts: [InterventionEffect]

    enum CodingKeys: Int, CodingKey { case outcomes = 0, impacts = 1 }
}

/// The share of successes of one way to intervene, against the others.
@WireMessage
public struct InterventionEffect: Codable, Hashable, Sendable {
    public var intervention: Open<CoachingInterventionType>
    public var timing: Open<InterventionTiming>
    public var outcomes: Int
    /// 0–1.
    public var successShare: Double
    /// Difference of shares, with its 95 % interval.
    public var lift: Double
    public var lower: Double
    public var upper: Double

    enum CodingKeys: Int, CodingKey {
        case intervention = 0, timing = 1, outcomes = 2, successShare = 3, lift = 4, lower = 5
        case upper = 6
    }
}
