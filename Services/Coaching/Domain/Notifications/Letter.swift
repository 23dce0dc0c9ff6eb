import Identifiers

/// One notification on its way to one person by one channel.
package struct Letter: Hashable, Sendable {
    package let id: NotificationID
    package let tenant: TenantID
    package let addressee: Addressee
    package let channel: NotificationChannel
    package let kind: NotificationKind
    package let priority: CoachingPriority
    package let title: String
    package let body: String
    package let subject: String
    package let createdAt: Instant
    /// This try included.
    package let tries: Int
    package let reach: Reach

    package init(
        id: NotificationID, tenant: TenantID, addressee: Addressee, channel: NotificationChannel,
        kind: NotificationKind, priority: CoachingPriority, title: String, body: String,
        subject: String, createdAt: Instant, tries: Int, reach: Reach
    ) {
        self.id = id
        self.tenant = tenant
        self.addressee = addressee
        self.channel = channel
        self.kind = kind
        self.priority = priority
        self.title = title
        self.body = body
        self.subject = subject
        self.createdAt = createdAt
        self.tries = tries
        self.reach = reach
    }
}

/// Where somebody is reached, and when not; empty where nothing is known.
package struct Reach: Hashable, Sendable {
    package var timeZone = "UTC"
    package var quiet: QuietHours?
    package var email = ""
    package var phone = ""
    package var pushToken = ""
    /// The contact in the CRM that stands for this person.
    package var crmContact = ""

    package init() {}
}
