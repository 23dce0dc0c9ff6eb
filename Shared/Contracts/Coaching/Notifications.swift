import Identifiers
import MeshContract
import Wire

/// A notification is to be shown to somebody: an agent, a manager, or every manager (`*`).
@WireMessage
public struct NotificationSent: Codable, Hashable, Sendable, MeshEvent {
    public static let kind = "coaching.notification_sent"

    public var notificationID: NotificationID
    public var agentID: AgentID?
    public var userName: String?
    public var channel: Open<NotificationChannel>
    /// `alert`, `escalation`, `feedback`, `weekly_summary`, `training`, `milestone` or `licence`.
    public var kind: String
    public var priority: Open<CoachingPriority>
    public var title: String
    public var body: String
    /// What it is about, such as the id of an alert or a session.
    public var subject: String
    public var createdAt: Instant
    /// The agent of whom managers are told: it is for those who may see them.
    public var aboutAgentID: AgentID?

    enum CodingKeys: Int, CodingKey {
        case notificationID = 0, agentID = 1, userName = 2, channel = 3, kind = 4, priority = 5
        case title = 6, body = 7, subject = 8, createdAt = 9, aboutAgentID = 10
    }
}

/// Notifications, newest first.
@WireMessage
public struct ListNotifications: Codable, Hashable, Sendable {
    /// Nil for every tenant, which only a service may ask for itself.
    public var tenantID: TenantID?
    /// Only those of an agent, or of somebody who signs in.
    public var agentID: AgentID?
    public var userName: String?
    public var channel: Open<NotificationChannel>?
    public var statuses: [Open<DeliveryStatus>] = []
    /// 1–500.
    public var limit: Int = 100

    enum CodingKeys: Int, CodingKey {
        case tenantID = 0, agentID = 1, userName = 2, channel = 3, statuses = 4, limit = 5
    }
}

@WireMessage
public struct NotificationList: Codable, Hashable, Sendable {
    public var notifications: [NotificationRecord]

    enum CodingKeys: Int, CodingKey { case notifications = 0 }
}

/// One notification to one person by one channel, and how far it came.
@WireMessage
public struct NotificationRecord: Codable, Hashable, Sendable {
    public var notificationID: NotificationID
    public var tenantID: TenantID
    public var agentID: AgentID?
    public var userName: String?
    public var channel: Open<NotificationChannel>
    public var kind: String
    public var priority: Open<CoachingPriority>
    public var title: String
    public var body: String
    public var subject: String
    public var status: Open<DeliveryStatus>
    public var createdAt: Instant
    /// When it is tried next, while it waits.
    public var dueAt: Instant
    public var tries: Int
    /// Why the last try failed; empty when none did.
    public var fault: String

    enum CodingKeys: Int, CodingKey {
        case notificationID = 0, tenantID = 1, agentID = 2, userName = 3, channel = 4, kind = 5
        case priority = 6, title = 7, body = 8, subject = 9, status = 10, createdAt = 11
        case dueAt = 12, tries = 13, fault = 14
    }
}

/// Takes failed and bounced notifications out of the dead-letter list and tries them anew.
@WireMessage
public struct RetryNotifications: Codable, Hashable, Sendable {
    /// Nil for every tenant, which only a service may ask for itself.
    public var tenantID: TenantID?
    /// Only this one.
    public var notificationID: NotificationID?
    /// Only those of this channel.
    public var channel: Open<NotificationChannel>?

    enum CodingKeys: Int, CodingKey { case tenantID = 0, notificationID = 1, channel = 2 }
}

@WireMessage
public struct RetriedNotifications: Codable, Hashable, Sendable {
    public var count: Int

    enum CodingKeys: Int, CodingKey { case count = 0 }
}

/// Says that a person opened, followed or answered a notification.
@WireMessage
public struct AcknowledgeNotification: Codable, Hashable, Sendable {
    public var tenantID: TenantID
    public var notificationID: NotificationID
    /// `opened`, `clicked` or `responded`.
    public var status: Open<DeliveryStatus> = Open(.opened)

    enum CodingKeys: Int, CodingKey { case tenantID = 0, notificationID = 1, status = 2 }
}

/// Whom to ask for: one of the two is given.
@WireMessage
public struct GetNotificationRecipient: Codable, Hashable, Sendable {
    public var tenantID: TenantID
    public var agentID: AgentID?
    public var userName: String?

    enum CodingKeys: Int, CodingKey { case tenantID = 0, agentID = 1, userName = 2 }
}

/// Where somebody is reached, and how they want to be told.
@WireMessage
public struct NotificationRecipient: Codable, Hashable, Sendable {
    public var tenantID: TenantID
    /// Of the two one is given: an agent, or a manager by the name that they sign in with.
    public var agentID: AgentID?
    public var userName: String?
    /// A manager of no team is told of all.
    public var teamID: TeamID?
    /// An IANA name.
    public var timeZone: String = "UTC"
    /// Minutes of the local day, 0–1,439; both or neither.
    public var quietFromMinute: Int?
    public var quietUntilMinute: Int?
    public var mutedChannels: [Open<NotificationChannel>] = []
    public var email: String = ""
    /// E.164, such as +15125550100.
    public var phone: String = ""
    public var pushToken: String = ""
    /// The contact in the CRM that stands for this person.
    public var crmContactID: String = ""
    /// Kinds as in `NotificationSent.kind` that are shown on the screen and sent nowhere.
    public var mutedKinds: [String] = []

    enum CodingKeys: Int, CodingKey {
        case tenantID = 0, agentID = 1, userName = 2, teamID = 3, timeZone = 4
        case quietFromMinute = 5, quietUntilMinute = 6, mutedChannels = 7, email = 8, phone = 9
        case pushToken = 10, crmContactID = 11, mutedKinds = 12
    }
}

/// Something that another service wants an agent to know.
@WireMessage
public struct NotifyAgent: Codable, Hashable, Sendable {
    public var tenantID: TenantID
    public var agentID: AgentID
    /// As in `NotificationSent.kind`.
    public var kind: String
    /// What is `high` or `critical` goes to the agent's phone as well.
    public var priority: Open<CoachingPriority> = Open(.medium)
    /// One line, at most 200 bytes.
    public var title: String
    /// At most 8,000 bytes.
    public var body: String
    /// What it is about, such as the id of a licence.
    public var subject: String
    /// An agent is told the same key once, for ever.
    public var deduplicationKey: String

    enum CodingKeys: Int, CodingKey {
        case tenantID = 0, agentID = 1, kind = 2, priority = 3, title = 4, body = 5, subject = 6
        case deduplicationKey = 7
    }
}

@WireMessage
public struct NotifiedAgent: Codable, Hashable, Sendable {
    /// By how many channels; 0 when the agent was told before or has muted them all.
    public var count: Int

    enum CodingKeys: Int, CodingKey { case count = 0 }
}
