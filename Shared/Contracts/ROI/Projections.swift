import Identifiers
import Wire

@WireMessage
public struct ProjectReturn: Codable, Hashable, Sendable {
    public var tenantID: TenantID
    public var agentID: AgentID?
    public var periodStart: Instant
    public var periodEnd: Instant
    /// What a person tries; inputs that are not named stay as measured.
    public var scenario: [ScenarioFactor]
    public var teamID: TeamID?

    enum CodingKeys: Int, CodingKey {
        case tenantID = 0, agentID = 1, periodStart = 2, periodEnd = 3, scenario = 4, teamID = 5
    }
}

@WireMessage
public struct ScenarioFactor: Codable, Hashable, Sendable {
    /// An input's name, as in `ReturnProjection.inputs`.
    public var input: String
    /// 0–10: the measured value is multiplied by it.
    public var factor: Double

    enum CodingKeys: Int, CodingKey { case input = 0, factor = 1 }
}

@WireMessage
public struct ReturnProjection: Codable, Hashable, Sendable {
    /// Of the year, all agents of the report together, with the 95 % of the simulated years. Without a
    /// scenario it is the report's net value by the year.
    public var netValue: MoneyEstimate
    /// 0–1 of the simulated years lose money.
    public var chanceOfLoss: Double
    /// The conversion rate at which the year brings nothing; nil where no rate does.
    public var breakEvenRate: Double?
    /// Until a year's cost is back; nil when it never is.
    public var paybackMonths: Double?
    public var inputs: [ProjectionInput]
    /// Widest first.
    public var tornado: [TornadoBar]
    /// Days that are over of the period whose pace the year goes on at.
    public var dayCount: Double?

    enum CodingKeys: Int, CodingKey {
        case netValue = 0, chanceOfLoss = 1, breakEvenRate = 2, paybackMonths = 3, inputs = 4
        case tornado = 5, dayCount = 6
    }
}

@WireMessage
public struct ProjectionInput: Codable, Hashable, Sendable {
    /// `conversations_per_hour`, `known_outcome_share`, `conversion_rate`, `value_per_success`,
    /// `active_hours`, `training_saved` (where training is recorded) or `annual_cost`; money in minor
    /// units.
    public var name: String
    public var mean: Double
    /// 95 %.
    public var lower: Double
    public var upper: Double
    public var source: String

    enum CodingKeys: Int, CodingKey { case name = 0, mean = 1, lower = 2, upper = 3, source = 4 }
}

/// What the year's value does when one input moves over its interval.
@WireMessage
public struct TornadoBar: Codable, Hashable, Sendable {
    public var input: String
    /// At the input's lower end.
    public var low: Money
    /// At its upper end.
    public var high: Money

    enum CodingKeys: Int, CodingKey { case input = 0, low = 1, high = 2 }
}

/// Shares of an input, 0–1, to each side of its value: 95 % of what may come lies within.
@WireMessage
public struct RecordProjectionSpreads: Codable, Hashable, Sendable {
    public var tenantID: TenantID
    public var valuePerSuccess: Double
    public var activeHours: Double
    public var annualCost: Double
    /// Where the shares come from.
    public var source: String

    enum CodingKeys: Int, CodingKey {
        case tenantID = 0, valuePerSuccess = 1, activeHours = 2, annualCost = 3, source = 4
    }
}

@WireMessage
public struct GetProjectionSpreads: Codable, Hashable, Sendable {
    public var tenantID: TenantID

    enum CodingKeys: Int, CodingKey { case tenantID = 0 }
}

@WireMessage
public struct ProjectionSpreads: Codable, Hashable, Sendable {
    public var valuePerSuccess: Double
    public var activeHours: Double
    public var annualCost: Double
    public var source: String
    /// Nil as long as the tenant recorded none.
    public var recordedAt: Instant?

    enum CodingKeys: Int, CodingKey {
        case valuePerSuccess = 0, activeHours = 1, annualCost = 2, source = 3, recordedAt = 4
    }
}
