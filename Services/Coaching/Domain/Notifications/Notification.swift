import Identifiers

/// Something to tell somebody.
package struct Notification: Hashable, Sendable {
    package var tenant: TenantID
    package var recipient: Recipient
    package var kind: NotificationKind
    package var priority: CoachingPriority
    /// One line.
    package var title: String
    package var body: String
    /// What it is about, such as the id of an alert or a session; of the agent where others are told of
    /// one, so that it goes with them.
    package var subject: String
    /// The same person is told the same key once by each channel, for ever.
    package var deduplicationKey: String
    /// Those that the recipient has muted are left out.
    package var channels: [NotificationChannel]

    package init(
        tenant: TenantID, recipient: Recipient, kind: NotificationKind, priority: CoachingPriority,
        title: String, body: String, subject: String, deduplicationKey: String,
        channels: [NotificationChannel]
    ) {
        self.tenant = tenant
        self.recipient = recipient
        self.kind = kind
        self.priority = priority
        self.title = title
        self.body = body
        self.subject = subject
        self.deduplicationKey = deduplicationKey
        self.channels = channels
    }
}

/// Who is told.
package enum Recipient: Hashable, Sendable {
    case agent(AgentID)
    /// Somebody who signs in, by their user name.
    case manager(String)
    /// Every manager's screen, and by other channels the known recipients who lead a team, or no team
    /// in particular.
    case managers(of: TeamID)
    /// Those who lead an agent, and those who lead nobody in particular.
    case leaders(of: AgentID)
}

/// What a notification tells of.
package enum NotificationKind: String, Vocabulary {
    case alert
    case escalation
    case feedback
    case weeklySummary = "weekly_summary"
    case training
    case milestone
    case licence
}
