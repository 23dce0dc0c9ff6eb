import Identifiers
import Wire

@WireMessage
public struct GetCoachingMetrics: Codable, Hashable, Sendable {
    public var tenantID: TenantID
    public var from: Instant
    /// After `from`, by 366 days at most.
    public var to: Instant

    enum CodingKeys: Int, CodingKey { case tenantID = 0, from = 1, to = 2 }
}

/// What coaching came to in a period, measured; money and value are the ROI service's to say.
@WireMessage
public struct CoachingMetrics: Codable, Hashable, Sendable {
    public var periodStart: Instant
    public var periodEnd: Instant
    public var sessions: Int
    public var alerts: Int
    public var realTimeInterventions: Int
    /// Of the completed sessions; nil without one.
    public var averageSessionMinutes: Double?
    /// 0–1 of the answered alerts that were accepted.
    public var adherenceRate: Double?
    /// 0–1 of the answered alerts of which it is known, whatever was answered.
    public var actedOnRate: Double?
    public var overridden: Int
    /// The most frequent reasons for overriding, most frequent first.
    public var overrideReasons: [String]
    /// 0–1 of the modules that were begun.
    public var trainingCompletionRate: Double?
    /// 0–1 of the agents with three conversations in both halves of the period.
    public var improvedShare: Double?
    /// The period's mean less that of the period of the same length before, with its 95 % interval.
    public var qualityChange: Double?
    public var qualityLower: Double?
    public var qualityUpper: Double?
    /// The same of the share of conversations that were won.
    public var conversionChange: Double?
    /// Of `alerts`; the others were answered otherwise, or not at all.
    public var accepted: Int = 0
    /// Of `alerts`, as the agents say.
    public var actedOn: Int = 0

    enum CodingKeys: Int, CodingKey {
        case periodStart = 0, periodEnd = 1, sessions = 2, alerts = 3, realTimeInterventions = 4
        case averageSessionMinutes = 5, adherenceRate = 6, actedOnRate = 7, overridden = 8
        case overrideReasons = 9, trainingCompletionRate = 10, improvedShare = 11
        case qualityChange = 12, qualityLower = 13, qualityUpper = 14, conversionChange = 15
        case accepted = 16, actedOn = 17
    }
}
