import Identifiers
import Wire

@WireMessage
public struct ScheduleReports: Codable, Hashable, Sendable {
    public var tenantID: TenantID
    /// `never`, `weekly` (Monday to Sunday) or `monthly`, in UTC.
    public var cadence: String

    enum CodingKeys: Int, CodingKey { case tenantID = 0, cadence = 1 }
}

@WireMessage
public struct GetReportSchedule: Codable, Hashable, Sendable {
    public var tenantID: TenantID

    enum CodingKeys: Int, CodingKey { case tenantID = 0 }
}

@WireMessage
public struct ReportSchedule: Codable, Hashable, Sendable {
    public var cadence: String
    /// When the period that runs now is over and its report is made; nil when never.
    public var nextAt: Instant?
    /// Why the last one could not be made; empty when it was.
    public var problem: String

    enum CodingKeys: Int, CodingKey { case cadence = 0, nextAt = 1, problem = 2 }
}

@WireMessage
public struct ListReports: Codable, Hashable, Sendable {
    public var tenantID: TenantID

    enum CodingKeys: Int, CodingKey { case tenantID = 0 }
}

@WireMessage
public struct ReportList: Codable, Hashable, Sendable {
    public var reports: [KeptReport]

    enum CodingKeys: Int, CodingKey { case reports = 0 }
}

@WireMessage
public struct KeptReport: Codable, Hashable, Sendable {
    /// SHA-256 of the numbers, hexadecimal; `roi.checkReport` takes it.
    public var hash: String
    public var agentID: AgentID?
    public var periodStart: Instant
    public var periodEnd: Instant
    public var createdAt: Instant
    /// Made by the schedule and not by a person.
    public var isScheduled: Bool
    public var teamID: TeamID?

    enum CodingKeys: Int, CodingKey {
        case hash = 0, agentID = 1, periodStart = 2, periodEnd = 3, createdAt = 4, isScheduled = 5
        case teamID = 6
    }
}
