import CoachingContract
import GatewayDomain
import Identifiers
import RPC
import Wire

/// How somebody wants to be told of things, and what they were told.
extension CoachingPeer {
    /// As many as a reader looks through.
    private static let latestCount = 40

    func notificationWishes(of person: Person) async -> Panel<NotificationRecipient> {
        await PeerCall.panel(of: "Coaching") {
            try await notificationRecipient(of: person, timeout: PeerCall.pageTimeout)
        }
    }

    func latestNotifications(for person: Person) async -> Panel<[NotificationRecord]> {
        await PeerCall.panel(of: "Coaching") {
            let (agent, userName) = person.toldAs
            return try await client.acting(as: person.principal).listNotifications(
                ListNotifications(
                    tenantID: person.tenant, agentID: agent, userName: userName,
                    limit: Self.latestCount), timeout: PeerCall.pageTimeout
            ).notifications
        }
    }

    /// What the live page shows of what was said while nobody had it open; prompts have cards of their
    /// own there.
    func unreadNotifications(for person: Person) async -> Panel<[NotificationRecord]> {
        await PeerCall.panel(of: "Coaching") {
            let (agent, userName) = person.toldAs
            return try await client.acting(as: person.principal).listNotifications(
                ListNotifications(
                    tenantID: person.tenant, agentID: agent, userName: userName,
                    channel: Open(.inAppMessage), statuses: [Open(.delivered)],
                    limit: Self.latestCount), timeout: PeerCall.pageTimeout
            ).notifications.filter { $0.kind != NotificationSubject.alert.rawValue }
        }
    }

    /// The reader has seen it; what all managers are told, one of them has seen for all.
    func markSeen(_ id: NotificationID, by person: Person) async throws {
        _ = try await client.acting(as: person.principal).acknowledgeNotification(
            AcknowledgeNotification(
                tenantID: person.tenant, notificationID: id, status: Open(.opened)),
            timeout: PeerCall.actionTimeout)
    }

    func notificationRecipient(
        of person: Person, timeout: Duration = PeerCall.actionTimeout
    ) async throws -> NotificationRecipient {
        let (agent, userName) = person.toldAs
        return try await client.acting(as: person.principal).getNotificationRecipient(
            GetNotificationRecipient(
                tenantID: person.tenant, agentID: agent, userName: userName), timeout: timeout)
    }

    func save(_ wishes: NotificationRecipient, for person: Person) async throws {
        _ = try await client.acting(as: person.principal).saveNotificationRecipient(
            wishes, timeout: PeerCall.actionTimeout)
    }
}

extension Person {
    /// The one of the two names by which this person is told something.
    fileprivate var toldAs: (agent: AgentID?, userName: String?) {
        role == .agent ? (agent, nil) : (nil, userName)
    }
}
