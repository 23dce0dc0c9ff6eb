import Identifiers
import Wire

@WireMessage
public struct StartExperiment: Codable, Hashable, Sendable {
    public var tenantID: TenantID
    public var experimentID: String
    /// What the arm switches on or off: `coaching_prompts`, `gamification`, or `own:NAME` for one of the
    /// customer's own systems, which ask `roi.assignArm`. It may be in one running experiment only.
    public var feature: String
    /// 2 to 10, the control first.
    public var arms: [String]
    /// One for each arm, positive; empty for equal shares.
    public var shares: [Double]
    /// `conversion_rate`, `conversations_per_hour`, `conversations`: named before the start. The
    /// first is what the experiment is about, the others are looked at together.
    public var metrics: [String]
    /// Published; nil lets the service draw one from the id.
    public var seed: Int?
    /// Teams and not agents are assigned, so that colleagues do not learn from one another.
    public var byTeam: Bool
    /// The share of units that take part, 0–1.
    public var ramp: Double
    /// How many units each arm is expected to have; what they can find is told in the answer.
    public var plannedUnits: Int
    /// `tenure`: the result is also given with the agents' tenure allowed for. Nil: not asked for.
    public var stratifiedBy: String?

    enum CodingKeys: Int, CodingKey {
        case tenantID = 0, experimentID = 1, feature = 2, arms = 3, shares = 4, metrics = 5
        case seed = 6, byTeam = 7, ramp = 8, plannedUnits = 9, stratifiedBy = 10
    }
}

@WireMessage
public struct ExperimentState: Codable, Hashable, Sendable {
    public var experimentID: String
    public var feature: String
    public var arms: [String]
    public var shares: [Double]
    public var metrics: [String]
    public var seed: Int
    public var byTeam: Bool
    public var ramp: Double
    public var startedAt: Instant
    public var stoppedAt: Instant?
    /// What so many units can find, said before the first of them is assigned.
    public var caution: String
    /// As it was asked for at the start.
    public var stratifiedBy: String?
    /// Expected in each arm at the start.
    public var plannedUnits: Int?

    enum CodingKeys: Int, CodingKey {
        case experimentID = 0, feature = 1, arms = 2, shares = 3, metrics = 4, seed = 5
        case byTeam = 6, ramp = 7, startedAt = 8, stoppedAt = 9, caution = 10
        case stratifiedBy = 11, plannedUnits = 12
    }
}

@WireMessage
public struct PlanExperiment: Codable, Hashable, Sendable {
    public var tenantID: TenantID
    /// Agents or teams in each of two arms, 2 to 1,000,000; of unequal arms their mean.
    public var unitsPerArm: Int
    /// Of all units, those who get what is tried: more than 0, less than 1. A half unless said.
    public var treatedShare: Double?
    /// Also tell the effect in this metric's own unit, as the tenant's agents vary now.
    public var metric: String?
    /// Teams are assigned and not agents; with `metric`.
    public var byTeam: Bool?

    enum CodingKeys: Int, CodingKey {
        case tenantID = 0, unitsPerArm = 1, treatedShare = 2, metric = 3, byTeam = 4
    }
}

@WireMessage
public struct ExperimentPlan: Codable, Hashable, Sendable {
    /// What so many units can find, in a sentence.
    public var words: String
    /// By size, smallest first; the size that was asked for is among them.
    public var detectable: [DetectableEffect]
    public var treatedUnits: Int?
    public var controlUnits: Int?
    /// How the metric stands now; nil when none was asked for, or too few agents talked to say.
    public var metric: MetricNow?

    enum CodingKeys: Int, CodingKey {
        case words = 0, detectable = 1, treatedUnits = 2, controlUnits = 3, metric = 4
    }
}

/// How a metric was over the units of the last four weeks.
@WireMessage
public struct MetricNow: Codable, Hashable, Sendable {
    public var name: String
    /// Agents or teams that had conversations then.
    public var units: Int
    public var mean: Double
    /// Between units.
    public var standardDeviation: Double
    /// The smallest effect that the planned size finds, in the metric's unit.
    public var detectable: Double
    /// The same in words.
    public var words: String

    enum CodingKeys: Int, CodingKey {
        case name = 0, units = 1, mean = 2, standardDeviation = 3, detectable = 4, words = 5
    }
}

/// The smallest effect that is found with a chance of 80 % at the level of 5 %, two-sided.
@WireMessage
public struct DetectableEffect: Codable, Hashable, Sendable {
    public var unitsPerArm: Int
    /// In standard deviations of the outcome.
    public var effect: Double

    enum CodingKeys: Int, CodingKey { case unitsPerArm = 0, effect = 1 }
}

@WireMessage
public struct AssignArm: Codable, Hashable, Sendable {
    public var tenantID: TenantID
    public var experimentID: String
    public var agentID: AgentID
    /// Needed when teams are assigned.
    public var team: String?
    /// Such as the agent's tenure, for post-stratification.
    public var stratum: String?

    enum CodingKeys: Int, CodingKey {
        case tenantID = 0, experimentID = 1, agentID = 2, team = 3, stratum = 4
    }
}

@WireMessage
public struct ArmAssignment: Codable, Hashable, Sendable {
    /// Nil: the agent does not take part, or the experiment has stopped. Do as without it.
    public var arm: String?
    /// Whether the feature is on: in an arm that is not the control.
    public var isOn: Bool
    public var feature: String

    enum CodingKeys: Int, CodingKey { case arm = 0, isOn = 1, feature = 2 }
}

@WireMessage
public struct ChangeExperiment: Codable, Hashable, Sendable {
    public var tenantID: TenantID
    public var experimentID: String
    /// At least as much as now.
    public var ramp: Double?
    public var stop: Bool

    enum CodingKeys: Int, CodingKey { case tenantID = 0, experimentID = 1, ramp = 2, stop = 3 }
}

@WireMessage
public struct GetExperiment: Codable, Hashable, Sendable {
    public var tenantID: TenantID
    public var experimentID: String

    enum CodingKeys: Int, CodingKey { case tenantID = 0, experimentID = 1 }
}

@WireMessage
public struct ListExperiments: Codable, Hashable, Sendable {
    public var tenantID: TenantID

    enum CodingKeys: Int, CodingKey { case tenantID = 0 }
}

@WireMessage
public struct ExperimentList: Codable, Hashable, Sendable {
    public var experiments: [ExperimentState]

    enum CodingKeys: Int, CodingKey { case experiments = 0 }
}

@WireMessage
public struct ExperimentReport: Codable, Hashable, Sendable {
    public var state: ExperimentState
    public var effects: [ExperimentEffect]
    /// Contamination, sample ratio mismatch and other reasons for doubt.
    public var notes: [String]
    /// The control first.
    public var arms: [ExperimentArm]?
    public var checks: [ExperimentCheck]?
    /// The first metric's difference from the control at points in time, oldest first.
    public var course: [ExperimentLook]?
    /// What may be said of the first metric now, by fixed rules.
    public var conclusion: String?

    enum CodingKeys: Int, CodingKey {
        case state = 0, effects = 1, notes = 2, arms = 3, checks = 4, course = 5, conclusion = 6
    }
}

/// Those who met an arm so far.
@WireMessage
public struct ExperimentArm: Codable, Hashable, Sendable {
    public var name: String
    /// Meant for it, 0–1.
    public var share: Double
    /// Agents, or teams where teams are assigned.
    public var units: Int
    public var agents: Int
    /// Since each agent met it.
    public var conversations: Int

    enum CodingKeys: Int, CodingKey {
        case name = 0, share = 1, units = 2, agents = 3, conversations = 4
    }
}

/// A reason to trust the numbers or not.
@WireMessage
public struct ExperimentCheck: Codable, Hashable, Sendable {
    /// `sample_ratio`, `contamination` or `spillover`.
    public var name: String
    /// `passed`, `caution` or `failed`.
    public var state: String
    public var words: String

    enum CodingKeys: Int, CodingKey { case name = 0, state = 1, words = 2 }
}

/// An arm's difference from the control as it stood: with 95 % chance all intervals of the course
/// hold the true one.
@WireMessage
public struct ExperimentLook: Codable, Hashable, Sendable {
    public var at: Instant
    public var arm: String
    public var estimate: Double
    public var lower: Double
    public var upper: Double
    public var armUnits: Int
    public var controlUnits: Int

    enum CodingKeys: Int, CodingKey {
        case at = 0, arm = 1, estimate = 2, lower = 3, upper = 4, armUnits = 5, controlUnits = 6
    }
}

@WireMessage
public struct ExperimentEffect: Codable, Hashable, Sendable {
    public var metric: String
    public var arm: String
    public var method: String
    public var estimate: Double
    public var standardError: Double
    public var lower: Double
    public var upper: Double
    public var pValue: Double
    /// Of the first metric over its arms, of the others over metrics and arms: under control of the
    /// false discovery rate.
    public var adjustedPValue: Double?
    public var armUnits: Int
    public var controlUnits: Int
    public var conclusion: String
    /// Which part of the units, such as `tenure=first_year`; nil for all of them.
    public var subgroup: String?

    enum CodingKeys: Int, CodingKey {
        case metric = 0, arm = 1, method = 2, estimate = 3, standardError = 4, lower = 5
        case upper = 6, pValue = 7, adjustedPValue = 8, armUnits = 9, controlUnits = 10
        case conclusion = 11, subgroup = 12
    }
}

@WireMessage
public struct ExplainFigure: Codable, Hashable, Sendable {
    public var tenantID: TenantID
    public var agentID: AgentID?
    public var periodStart: Instant
    public var periodEnd: Instant
    /// A figure's name, `net_value` or `coaching_cost`.
    public var figure: String
    /// At most so many events, 1 to 1,000.
    public var eventCountMax: Int
    public var teamID: TeamID?

    enum CodingKeys: Int, CodingKey {
        case tenantID = 0, agentID = 1, periodStart = 2, periodEnd = 3, figure = 4
        case eventCountMax = 5, teamID = 6
    }
}

@WireMessage
public struct FigureExplanation: Codable, Hashable, Sendable {
    public var figure: String
    public var value: Double
    public var unit: String
    /// How the terms make the value.
    public var formula: String
    public var terms: [FigureTerm]
    /// The conversations, sessions and costs that were counted, oldest first.
    public var events: [FigureEvent]
    /// Those beyond the limit.
    public var moreEvents: Int
    public var assumptions: [String]

    enum CodingKeys: Int, CodingKey {
        case figure = 0, value = 1, unit = 2, formula = 3, terms = 4, events = 5, moreEvents = 6
        case assumptions = 7
    }
}

@WireMessage
public struct FigureTerm: Codable, Hashable, Sendable {
    public var name: String
    public var value: Double
    public var unit: String
    /// `events`, or where a setting comes from.
    public var source: String

    enum CodingKeys: Int, CodingKey { case name = 0, value = 1, unit = 2, source = 3 }
}

@WireMessage
public struct FigureEvent: Codable, Hashable, Sendable {
    /// `conversation`, `lead`, `session`, `cost` or `deal`.
    public var kind: String
    public var id: String
    public var agentID: AgentID?
    public var at: Instant
    /// The outcome, the time coached or the category of cost.
    public var detail: String

    enum CodingKeys: Int, CodingKey { case kind = 0, id = 1, agentID = 2, at = 3, detail = 4 }
}

@WireMessage
public struct RenderReport: Codable, Hashable, Sendable {
    public var tenantID: TenantID
    public var agentID: AgentID?
    public var periodStart: Instant
    public var periodEnd: Instant
    /// `pdf`, `csv` or `json`.
    public var format: String
    public var teamID: TeamID?

    enum CodingKeys: Int, CodingKey {
        case tenantID = 0, agentID = 1, periodStart = 2, periodEnd = 3, format = 4, teamID = 5
    }
}

@WireMessage
public struct RenderedReport: Codable, Hashable, Sendable {
    public var format: String
    public var content: [UInt8]
    /// SHA-256 of the numbers, hexadecimal; printed on every page.
    public var hash: String

    enum CodingKeys: Int, CodingKey { case format = 0, content = 1, hash = 2 }
}

@WireMessage
public struct CheckReport: Codable, Hashable, Sendable {
    public var tenantID: TenantID
    public var hash: String

    enum CodingKeys: Int, CodingKey { case tenantID = 0, hash = 1 }
}

@WireMessage
public struct ReportProof: Codable, Hashable, Sendable {
    public var createdAt: Instant
    /// The numbers as they were (JSON); their SHA-256 is the hash.
    public var numbers: String
    /// The same with the tenant's seal as its last member; without one where reports have none.
    public var sealed: String?

    enum CodingKeys: Int, CodingKey { case createdAt = 0, numbers = 1, sealed = 2 }
}

@WireMessage
public struct GetReportKeys: Codable, Hashable, Sendable {
    public var tenantID: TenantID

    enum CodingKeys: Int, CodingKey { case tenantID = 0 }
}

@WireMessage
public struct ReportKeys: Codable, Hashable, Sendable {
    /// A JWK Set (RFC 7517), the key that seals now first; `meshctl return verify` takes it.
    public var keySet: String

    enum CodingKeys: Int, CodingKey { case keySet = 0 }
}
