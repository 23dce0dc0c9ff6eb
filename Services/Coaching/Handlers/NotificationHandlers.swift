import CoachingContract
import CoachingDomain
import Identifiers
import Postgres
import RPC
import Runtime
import Wire

/// Serves `Coaching.listNotifications`: an agent's own, or for a manager their own and everybody's.
struct ListNotificationsHandler: Sendable {
    let notifications: NotificationStore
    let teams: TeamStore

    func handle(_ request: ListNotifications, _ call: Call) async throws -> NotificationList {
        var request = request
        try check(request.limit, in: 1...500, "limit")
        if let channel = request.channel { _ = try known(channel, "channel") }
        let statuses = try request.statuses.map { try known($0, "statuses") }
        var reader = NotificationReader(sight: .everybody, userName: "")
        if let tenant = request.tenantID {
            reader = try await teams.reader(of: call, tenant)
            request.agentID = try reader.sight.agent(request.agentID)
        } else {
            try requireNobody(behind: call)
        }
        return NotificationList(
            notifications: try await notifications.list(
                request, statuses, to: reader,
                in: request.tenantID.map { .tenant($0) } ?? .allTenants))
    }
}

/// Serves `Coaching.retryNotifications`.
struct RetryNotificationsHandler: Sendable {
    let notifications: NotificationStore

    func handle(_ request: RetryNotifications, _ call: Call) async throws -> RetriedNotifications {
        if let channel = request.channel { _ = try known(channel, "channel") }
        if let tenant = request.tenantID {
            try Access(call, to: tenant).requireManager("dead letters")
        } else {
            try requireNobody(behind: call)
        }
        return RetriedNotifications(
            count: try await notifications.retry(
                request, at: call.now,
                in: request.tenantID.map { .tenant($0) } ?? .allTenants))
    }
}

/// Serves `Coaching.acknowledgeNotification`.
struct AcknowledgeNotificationHandler: Sendable {
    let notifications: NotificationStore
    let teams: TeamStore

    func handle(
        _ request: AcknowledgeNotification, _ call: Call
    ) async throws -> NotificationRecord {
        let reader = try await teams.reader(of: call, request.tenantID)
        let status = try known(request.status, "status")
        guard [.opened, .clicked, .responded].contains(status) else {
            throw RPCError.invalid("status", "must be opened, clicked or responded")
        }
        guard
            let before = try await notifications.notification(
                request.notificationID, request.tenantID),
            reader.mayRead(before)
        else { throw RPCError.missing("notification", request.notificationID) }
        try await notifications.acknowledge(request.notificationID, request.tenantID, status)
        let after = try await notifications.notification(
            request.notificationID, request.tenantID)
        return after ?? before
    }
}

/// Serves `Coaching.getNotificationRecipient` and `saveNotificationRecipient`: an agent about
/// themselves, a manager about themselves and those whom they lead.
struct NotificationRecipientHandler: Sendable {
    static let addressByteCountMax = 512

    let recipients: RecipientStore
    let teams: TeamStore

    func get(
        _ request: GetNotificationRecipient, _ call: Call
    ) async throws -> NotificationRecipient {
        let person = try addressee(
            request.agentID, request.userName, try await teams.reader(of: call, request.tenantID))
        let known = try await recipients.recipient(person, request.tenantID)
        return known
            ?? NotificationRecipient(
                tenantID: request.tenantID, agentID: request.agentID, userName: request.userName)
    }

    func save(
        _ request: NotificationRecipient, _ call: Call
    ) async throws -> NotificationRecipient {
        let person = try addressee(
            request.agentID, request.userName, try await teams.reader(of: call, request.tenantID))
        let muting = try request.mutedChannels.map { try known($0, "muted_channels") }
        for kind in request.mutedKinds where NotificationKind(rawValue: kind) == nil {
            let kinds = NotificationKind.allCases.map(\.rawValue).joined(separator: ", ")
            throw RPCError.invalid("muted_kinds", "must be of \(kinds), not \(kind)")
        }
        try checkTimeZone(request.timeZone)
        for (minute, field) in [
            (request.quietFromMinute, "quiet_from_minute"),
            (request.quietUntilMinute, "quiet_until_minute"),
        ] {
            if let minute { try check(minute, in: 0...(QuietHours.minutesOfDay - 1), field) }
        }
        guard (request.quietFromMinute == nil) == (request.quietUntilMinute == nil) else {
            throw RPCError.invalid("quiet_until_minute", "and quiet_from_minute go together")
        }
        for (text, field) in [
            (request.email, "email"), (request.phone, "phone"), (request.pushToken, "push_token"),
            (request.crmContactID, "crm_contact_id"),
        ] {
            try checkText(text, field, byteCountMax: Self.addressByteCountMax)
            // It goes into headers and commands of other protocols.
            guard text.utf8.allSatisfy({ $0 > 0x20 && $0 != 0x7F }) else {
                throw RPCError.invalid(field, "must not contain blanks or control characters")
            }
        }
        guard request.email.isEmpty || Addresses.isMail(request.email) else {
            throw RPCError.invalid("email", "must be one address such as ann@agency.example")
        }
        guard request.phone.isEmpty || Addresses.isPhone(request.phone) else {
            throw RPCError.invalid("phone", "must be a number such as +15125550111")
        }
        try await recipients.save(request, person, muting: muting, at: call.now)
        return try await recipients.recipient(person, request.tenantID) ?? request
    }

    private func addressee(
        _ agent: AgentID?, _ user: String?, _ reader: NotificationReader
    ) throws(RPCError) -> Addressee {
        switch (agent, user) {
        case (let agent?, nil):
            try reader.sight.require(agent)
            return .agent(agent)
        case (nil, let user?):
            try checkID(user, "user_name")
            let isTheirs = reader.sight.own == nil && user == reader.userName
            guard reader.sight.agents == nil || isTheirs else {
                throw RPCError(
                    .permissionDenied, "where somebody else who signs in is reached is for admins")
            }
            return .user(user)
        default:
            throw RPCError.invalid("agent_id", "or user_name must be given, and not both")
        }
    }
}

extension TeamStore {
    fileprivate func reader(
        of call: Call, _ tenant: TenantID
    ) async throws -> NotificationReader {
        NotificationReader(
            sight: try await sight(of: call, tenant), userName: call.principal?.subject ?? "")
    }
}

/// For what spans tenants: only a service may ask, for itself.
private func requireNobody(behind call: Call) throws(RPCError) {
    guard call.principal == nil else {
        throw RPCError.invalid("tenant_id", "must be given")
    }
}
