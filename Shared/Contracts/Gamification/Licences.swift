import Identifiers
import MeshContract
import Wire

/// A real-estate licence, or a membership that asks for training.
@WireMessage
public struct AgentLicence: Codable, Hashable, Sendable {
    /// Chosen by the one who writes it down; the same id again changes the licence.
    public var licenceID: UUIDv7
    public var agentID: AgentID
    /// ISO 3166-2, such as `US-CA`.
    public var jurisdiction: String
    /// `salesperson`, `broker` or `realtor`.
    public var licenceType: String
    public var number: String = ""
    public var expiresOn: CalendarDate
    /// Which renewal comes next, 1–50.
    public var renewal: Int = 1

    enum CodingKeys: Int, CodingKey {
        case licenceID = 0, agentID = 1, jurisdiction = 2, licenceType = 3, number = 4
        case expiresOn = 5, renewal = 6
    }
}

/// A course of continuing education that was completed.
@WireMessage
public struct LicenceCourse: Codable, Hashable, Sendable {
    /// Chosen by the one who writes it down; the same id again changes the course.
    public var courseID: UUIDv7
    public var licenceID: UUIDv7
    public var title: String
    public var provider: String = ""
    /// In `snake_case`, such as `fair_housing`; one that no rule names is an elective.
    public var subject: String
    /// 1–6,000.
    public var minutes: Int
    public var completedOn: CalendarDate
    /// The certificate's number, or where it is kept.
    public var evidence: String = ""

    enum CodingKeys: Int, CodingKey {
        case courseID = 0, licenceID = 1, title = 2, provider = 3, subject = 4, minutes = 5
        case completedOn = 6, evidence = 7
    }
}

/// What a jurisdiction asks before a licence is renewed; guidance, with its source and date.
@WireMessage
public struct RenewalRequirements: Codable, Hashable, Sendable {
    public var jurisdiction: String
    public var licenceType: String
    /// The first renewal that this is for, from 1.
    public var fromRenewal: Int = 1
    /// For licences that expire on this day or later.
    public var effectiveFrom: CalendarDate
    /// All subjects together, 0–60,000.
    public var minutes: Int
    /// The months before the expiry in which courses count, 1–120.
    public var cycleMonths: Int
    /// At most 30.
    public var subjects: [RequiredSubject] = []
    public var source: String
    public var checkedOn: CalendarDate
    /// Whether it came with the product; a tenant's own come first.
    public var isShipped: Bool = false

    enum CodingKeys: Int, CodingKey {
        case jurisdiction = 0, licenceType = 1, fromRenewal = 2, effectiveFrom = 3, minutes = 4
        case cycleMonths = 5, subjects = 6, source = 7, checkedOn = 8, isShipped = 9
    }
}

@WireMessage
public struct RequiredSubject: Codable, Hashable, Sendable {
    public var subject: String
    public var minutes: Int

    enum CodingKeys: Int, CodingKey { case subject = 0, minutes = 1 }
}

/// How far an agent is towards renewing a licence.
@WireMessage
public struct LicenceRenewal: Codable, Hashable, Sendable {
    public var licence: AgentLicence
    /// `complete`, `open`, `due` (90 days or less), `expired` or `unknown`.
    public var status: String
    /// Negative once it is expired.
    public var daysLeft: Int
    /// All together first, then subject by subject.
    public var parts: [RenewalPart]
    /// All that were written down, newest first.
    public var courses: [LicenceCourse]
    /// Those that count for this renewal.
    public var countedCourseIDs: [UUIDv7] = []
    /// Nil when nobody wrote down what the jurisdiction asks.
    public var requirements: RenewalRequirements?

    enum CodingKeys: Int, CodingKey {
        case licence = 0, status = 1, daysLeft = 2, parts = 3, courses = 4, countedCourseIDs = 5
        case requirements = 6
    }
}

@WireMessage
public struct RenewalPart: Codable, Hashable, Sendable {
    /// Nil for all subjects together.
    public var subject: String?
    public var requiredMinutes: Int
    public var completedMinutes: Int

    enum CodingKeys: Int, CodingKey { case subject = 0, requiredMinutes = 1, completedMinutes = 2 }
}

@WireMessage
public struct PutLicence: Codable, Hashable, Sendable {
    public var tenantID: TenantID
    public var licence: AgentLicence

    enum CodingKeys: Int, CodingKey { case tenantID = 0, licence = 1 }
}

@WireMessage
public struct NameLicence: Codable, Hashable, Sendable {
    public var tenantID: TenantID
    public var agentID: AgentID
    public var licenceID: UUIDv7

    enum CodingKeys: Int, CodingKey { case tenantID = 0, agentID = 1, licenceID = 2 }
}

@WireMessage
public struct PutCourse: Codable, Hashable, Sendable {
    public var tenantID: TenantID
    public var agentID: AgentID
    public var course: LicenceCourse

    enum CodingKeys: Int, CodingKey { case tenantID = 0, agentID = 1, course = 2 }
}

@WireMessage
public struct RemoveCourse: Codable, Hashable, Sendable {
    public var tenantID: TenantID
    public var agentID: AgentID
    public var licenceID: UUIDv7
    public var courseID: UUIDv7

    enum CodingKeys: Int, CodingKey { case tenantID = 0, agentID = 1, licenceID = 2, courseID = 3 }
}

@WireMessage
public struct ListLicences: Codable, Hashable, Sendable {
    public var tenantID: TenantID
    public var agentID: AgentID

    enum CodingKeys: Int, CodingKey { case tenantID = 0, agentID = 1 }
}

@WireMessage
public struct LicenceList: Codable, Hashable, Sendable {
    /// The next expiry first.
    public var renewals: [LicenceRenewal]

    enum CodingKeys: Int, CodingKey { case renewals = 0 }
}

@WireMessage
public struct SetRenewalRequirements: Codable, Hashable, Sendable {
    public var tenantID: TenantID
    public var requirements: RenewalRequirements

    enum CodingKeys: Int, CodingKey { case tenantID = 0, requirements = 1 }
}

@WireMessage
public struct ListRenewalRequirements: Codable, Hashable, Sendable {
    public var tenantID: TenantID

    enum CodingKeys: Int, CodingKey { case tenantID = 0 }
}

@WireMessage
public struct RenewalRequirementsList: Codable, Hashable, Sendable {
    /// The tenant's own, then those that came with the product.
    public var requirements: [RenewalRequirements]

    enum CodingKeys: Int, CodingKey { case requirements = 0 }
}

/// A licence expires soon, and something is missing; told once for each of 180, 90, 60, 30, 14, 7
/// and 1 days before.
@WireMessage
public struct LicenceRenewalDue: Codable, Hashable, Sendable, MeshEvent {
    public static let kind = "gamification.licence_renewal_due"

    public var agentID: AgentID
    public var licenceID: UUIDv7
    public var jurisdiction: String
    public var expiresOn: CalendarDate
    public var daysLeft: Int
    /// Of all subjects together; some subjects may want more.
    public var missingMinutes: Int

    enum CodingKeys: Int, CodingKey {
        case agentID = 0, licenceID = 1, jurisdiction = 2, expiresOn = 3, daysLeft = 4
        case missingMinutes = 5
    }
}
