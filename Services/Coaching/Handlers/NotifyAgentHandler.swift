import CoachingContract
import CoachingDomain
import Identifiers
import Postgres
import RPC
import Runtime
import Wire

/// Serves `Coaching.notifyAgent`: what other services tell an agent leaves by the same outbox as what
/// Coaching itself does.
struct NotifyAgentHandler: Sendable {
    static let titleByteCountMax = 200
    static let bodyByteCountMax = 8_000

    let database: Database
    let recipients: RecipientStore
    let outbox: NotificationOutbox

    func handle(_ request: NotifyAgent, _ call: Call) async throws -> NotifiedAgent {
        try Access(call, to: request.tenantID).requireManager("notices to agents")
        let (kind, priority) = try checked(request)
        let reach = try await recipients.recipient(.agent(request.agentID), request.tenantID)
        let count = try await outbox.enqueue(
            CoachingDomain.Notification(
                tenant: request.tenantID, recipient: .agent(request.agentID), kind: kind,
                priority: priority, title: request.title, body: request.body,
                subject: request.subject, deduplicationKey: request.deduplicationKey,
                channels: Self.channels(for: reach, priority)),
            at: call.now, in: database.scoped(to: .tenant(request.tenantID)))
        return NotifiedAgent(count: count)
    }

    private func checked(
        _ request: NotifyAgent
    ) throws(RPCError) -> (NotificationKind, CoachingPriority) {
        try checkID(request.agentID.rawValue, "agent_id")
        try checkID(request.deduplicationKey, "deduplication_key")
        try checkText(request.title, "title", byteCountMax: Self.titleByteCountMax)
        try checkText(request.body, "body", byteCountMax: Self.bodyByteCountMax)
        try checkText(request.subject, "subject", byteCountMax: 256)
        guard let kind = NotificationKind(rawValue: request.kind) else {
            let kinds = NotificationKind.allCases.map(\.rawValue).joined(separator: ", ")
            throw .invalid("kind", "must be one of \(kinds), not \(request.kind)")
        }
        return (kind, try known(request.priority, "priority"))
    }

    /// Only channels that reach the agent: a letter without an address is nobody's dead letter.
    private static func channels(
        for reach: NotificationRecipient?, _ priority: CoachingPriority
    ) -> [NotificationChannel] {
        var channels = [NotificationChannel.inAppMessage]
        if reach?.email.isEmpty == false { channels.append(.email) }
        let isUrgent = priority == .critical || priority == .high
        if isUrgent, reach?.pushToken.isEmpty == false { channels.append(.pushNotification) }
        return channels
    }
}
