import Identifiers
import RPC
import Wire

/// What coaching returned, from what was recorded, with its uncertainty.
public enum ROI {
    /// How things were before coaching; one for each tenant, agent and metric.
    public static let recordBaseline = Method<RecordBaseline, BaselineReceipt>(
        "roi.recordBaseline", .idempotent)
    /// Money or hours that went into coaching or training; the same entry again changes nothing.
    public static let recordCost = Method<RecordCost, CostReceipt>("roi.recordCost", .idempotent)
    /// What a closed deal brought; the same deal again changes nothing.
    public static let recordDeal = Method<RecordDeal, DealReceipt>("roi.recordDeal", .idempotent)
    /// The return over a period; `failed_precondition` names what is missing. Resampling takes tens
    /// of milliseconds, too long for a connection's loop.
    public static let getReport = Method<GetReport, ROIReport>(
        "roi.getReport", .idempotent, execution: .offloaded)

    /// What an experiment of a size can find, before it is started; keeps nothing.
    public static let planExperiment = Method<PlanExperiment, ExperimentPlan>(
        "roi.planExperiment", .idempotent)
    /// Begins an experiment; the same again changes nothing, other settings under the id are refused.
    public static let startExperiment = Method<StartExperiment, ExperimentState>(
        "roi.startExperiment", .idempotent)
    /// The arm of an agent, logged as an exposure; a customer's own systems that have the feature ask
    /// this, Coaching draws by itself.
    public static let assignArm = Method<AssignArm, ArmAssignment>("roi.assignArm", .idempotent)
    /// Widens the share of units that take part, or stops.
    public static let changeExperiment = Method<ChangeExperiment, ExperimentState>(
        "roi.changeExperiment", .idempotent)
    /// What the experiment says so far; looking often is safe.
    public static let getExperiment = Method<GetExperiment, ExperimentReport>(
        "roi.getExperiment", .idempotent, execution: .offloaded)
    /// Every experiment of a tenant with its state, newest first, 100 at most.
    public static let listExperiments = Method<ListExperiments, ExperimentList>(
        "roi.listExperiments", .idempotent)
    /// A figure of a report down to its events and assumptions.
    public static let explainFigure = Method<ExplainFigure, FigureExplanation>(
        "roi.explainFigure", .idempotent)
    /// A report as a file; its hash is kept, so that it can be checked later.
    public static let renderReport = Method<RenderReport, RenderedReport>(
        "roi.renderReport", .idempotent, execution: .offloaded)
    /// Whether a report of this hash was handed out, and its numbers.
    public static let checkReport = Method<CheckReport, ReportProof>(
        "roi.checkReport", .idempotent)

    /// What a year would bring at a period's pace: simulated from what was measured, no promise.
    public static let projectReturn = Method<ProjectReturn, ReturnProjection>(
        "roi.projectReturn", .idempotent, execution: .offloaded)
    /// By how much a projection's inputs that nobody measured may be off, in place of what was said
    /// before; every report names it among its assumptions.
    public static let recordProjectionSpreads = Method<RecordProjectionSpreads, ProjectionSpreads>(
        "roi.recordProjectionSpreads", .idempotent)
    /// What was recorded, or what the product takes as long as nothing was.
    public static let getProjectionSpreads = Method<GetProjectionSpreads, ProjectionSpreads>(
        "roi.getProjectionSpreads", .idempotent)

    /// Whether coaching is used: who is active, what becomes of prompts, and what agents say of it.
    public static let getAdoption = Method<GetAdoption, Adoption>("roi.getAdoption", .idempotent)
    /// An agent's answer to the month's one question; a later answer of the month takes its place.
    public static let answerSurvey = Method<AnswerSurvey, SurveyReceipt>(
        "roi.answerSurvey", .idempotent)
    /// What the agent answered in a month; nil when they have not.
    public static let getSurveyAnswer = Method<GetSurveyAnswer, SurveyReceipt>(
        "roi.getSurveyAnswer", .idempotent)

    /// Says how often the tenant's report is made and kept by itself.
    public static let scheduleReports = Method<ScheduleReports, ReportSchedule>(
        "roi.scheduleReports", .idempotent)
    public static let getReportSchedule = Method<GetReportSchedule, ReportSchedule>(
        "roi.getReportSchedule", .idempotent)
    /// Reports that were handed out or made by schedule, newest first, 100 at most.
    public static let listReports = Method<ListReports, ReportList>(
        "roi.listReports", .idempotent)
    /// The public keys of a tenant's seals, for whoever holds a report.
    public static let getReportKeys = Method<GetReportKeys, ReportKeys>(
        "roi.getReportKeys", .idempotent)
}

/// What a tenant or an agent did before coaching.
@WireMessage
public struct RecordBaseline: Codable, Hashable, Sendable {
    public var tenantID: TenantID
    /// Nil for the tenant's average agent.
    public var agentID: AgentID?
    public var periodStart: Instant
    public var periodEnd: Instant
    /// Hours of training an agent needed in the period.
    public var trainingHours: Double
    public var conversationsPerHour: Double
    /// 0–1.
    public var conversionRate: Double
    /// What one success brings.
    public var valuePerSuccess: Money
    /// What an hour of an agent's time costs.
    public var hourlyCost: Money
    /// Where the figures come from.
    public var source: String
    /// The conversations' mean quality, 0–100; nil where nobody measured it.
    public var qualityScore: Double?
    /// 0–1 of the agents there at the period's start were there at its end.
    public var retentionRate: Double?
    /// New leads an agent took up in an active hour; nil where nobody counted them.
    public var leadsPerHour: Double?

    enum CodingKeys: Int, CodingKey {
        case tenantID = 0, agentID = 1, periodStart = 2, periodEnd = 3, trainingHours = 4
        case conversationsPerHour = 5, conversionRate = 6, valuePerSuccess = 7, hourlyCost = 8
        case source = 9, qualityScore = 10, retentionRate = 11, leadsPerHour = 12
    }
}

@WireMessage
public struct BaselineReceipt: Codable, Hashable, Sendable {
    public var recordedAt: Instant
    public var replacedEarlier: Bool

    enum CodingKeys: Int, CodingKey { case recordedAt = 0, replacedEarlier = 1 }
}

@WireMessage
public struct RecordCost: Codable, Hashable, Sendable {
    public var tenantID: TenantID
    /// The caller's own id of the entry, so that a repeat is harmless.
    public var entryID: String
    public var agentID: AgentID?
    /// `software`, `tokens`, `people` or `training_hours`.
    public var category: String
    public var amount: Money?
    /// Hours, for people and training.
    public var hours: Double?
    public var incurredAt: Instant

    enum CodingKeys: Int, CodingKey {
        case tenantID = 0, entryID = 1, agentID = 2, category = 3, amount = 4, hours = 5
        case incurredAt = 6
    }
}

@WireMessage
public struct CostReceipt: Codable, Hashable, Sendable {
    public var isNew: Bool

    enum CodingKeys: Int, CodingKey { case isNew = 0 }
}

/// A deal that an agent closed, as the books have it.
@WireMessage
public struct RecordDeal: Codable, Hashable, Sendable {
    public var tenantID: TenantID
    /// The caller's own id of the deal, so that a repeat is harmless.
    public var dealID: String
    public var agentID: AgentID
    /// What it brought the tenant, such as the commission.
    public var amount: Money
    public var closedAt: Instant

    enum CodingKeys: Int, CodingKey {
        case tenantID = 0, dealID = 1, agentID = 2, amount = 3, closedAt = 4
    }
}

@WireMessage
public struct DealReceipt: Codable, Hashable, Sendable {
    public var isNew: Bool

    enum CodingKeys: Int, CodingKey { case isNew = 0 }
}

@WireMessage
public struct GetReport: Codable, Hashable, Sendable {
    public var tenantID: TenantID
    public var agentID: AgentID?
    public var periodStart: Instant
    public var periodEnd: Instant
    /// One team as `coaching.listTeams` has it now; not together with `agentID`.
    public var teamID: TeamID?

    enum CodingKeys: Int, CodingKey {
        case tenantID = 0, agentID = 1, periodStart = 2, periodEnd = 3, teamID = 4
    }
}

@WireMessage
public struct ROIReport: Codable, Hashable, Sendable {
    public var tenantID: TenantID
    public var agentID: AgentID?
    public var periodStart: Instant
    public var periodEnd: Instant
    public var figures: [ROIFigure]
    /// Return less cost; its interval decides the conclusion.
    public var netValue: MoneyEstimate
    public var coachingCost: Money
    public var conversations: Int
    public var agents: Int
    /// In words, by fixed rules; never a gain where the interval crosses zero.
    public var conclusion: String
    public var assumptions: [String]
    public var teamID: TeamID?
    /// What the net value is made of: all but the memorandum add up to it.
    public var accounts: [ROIAccount]?
    /// Until when things were measured, where the period is not over; nil where it is.
    public var asOf: Instant?

    enum CodingKeys: Int, CodingKey {
        case tenantID = 0, agentID = 1, periodStart = 2, periodEnd = 3, figures = 4, netValue = 5
        case coachingCost = 6, conversations = 7, agents = 8, conclusion = 9, assumptions = 10
        case teamID = 11, accounts = 12, asOf = 13
    }
}

/// One line of the net value.
@WireMessage
public struct ROIAccount: Codable, Hashable, Sendable {
    /// `value_beyond_baseline`, `training_saved`, `software`, `tokens`, `people`, `training_fees`,
    /// `time_in_sessions`; `memo_traditional_training` is what training would have cost at the
    /// baseline's hours, and in no sum. Costs that are zero are not there.
    public var name: String
    /// What it adds: costs are below zero.
    public var amount: Money

    enum CodingKeys: Int, CodingKey { case name = 0, amount = 1 }
}

/// One measured figure beside its baseline and its target.
@WireMessage
public struct ROIFigure: Codable, Hashable, Sendable {
    /// `training_hours`, `leads_per_hour`, `conversations_per_hour`, `conversion_rate`,
    /// `average_quality_score`, `deal_value` or `retention_rate`; those that nothing was recorded for are not there.
    public var name: String
    public var unit: String
    public var baseline: Double
    public var measured: Double
    /// Measured less baseline, with a 95 % bootstrap interval.
    public var change: Double
    public var lower: Double
    public var upper: Double
    public var observations: Int
    /// What the product's plan hopes for, in the same unit; never a result.
    public var target: Double?

    enum CodingKeys: Int, CodingKey {
        case name = 0, unit = 1, baseline = 2, measured = 3, change = 4, lower = 5, upper = 6
        case observations = 7, target = 8
    }
}

/// Money with a 95 % interval.
@WireMessage
public struct MoneyEstimate: Codable, Hashable, Sendable {
    public var estimate: Money
    public var lower: Money
    public var upper: Money

    enum CodingKeys: Int, CodingKey { case estimate = 0, lower = 1, upper = 2 }
}
