import AnalyzerContract
import GatewayDomain
import Identifiers
import Logging
import Postgres
import RPC
import Telemetry
import Wire

/// Does what one webhook asks for.
///
/// It may be done twice, when a replica dies in between: each part of it is harmless to repeat.
struct WebhookHandling: Sendable {
    let store: WebhookStore
    let contacts: ContactStore
    let coaching: CoachingPeer
    let retries = RetrySchedule()
    let logger: Logger
    let now: @Sendable () -> Instant

    func handle(_ webhook: WebhookStore.Claimed) async {
        do {
            let outcome = try await outcome(of: webhook)
            try await store.settle(webhook, outcome, at: now())
            Metric.webhooksHandled.add(1, outcome.rawValue)
        } catch let error as RPCError where error.isVerdict {
            await refuse(webhook, "\(error.code): \(error.message)")
        } catch {
            await postpone(webhook, "\(error)")
        }
    }

    private func outcome(
        of webhook: WebhookStore.Claimed
    ) async throws -> WebhookStore.Outcome {
        guard let json = try? JSONValue(parsing: webhook.body), let payload = CRMPayload(json)
        else { return .refused }
        let reading = CRMReading(payload, deliveryID: webhook.id, receivedAt: webhook.receivedAt)
        switch reading {
        case .noted: return .noted
        case .wordless: return .wordless
        case .message(let message): return try await hand(message, of: webhook.tenant)
        case .forgotten(let contact):
            try await contacts.forget(contact, of: webhook.tenant)
            return .forgotten
        case .assignment(let contact, let assigner, let agent):
            try await store.database.withTransaction(.tenant(webhook.tenant)) { transaction in
                try await contacts.assign(
                    contact, of: webhook.tenant, to: agent, by: assigner, in: transaction)
                guard agent != nil else { return }
                try await store.retryUnassigned(of: contact, webhook.tenant, in: transaction)
            }
            return .assigned
        }
    }

    private func hand(
        _ message: CRMMessage, of tenant: TenantID
    ) async throws -> WebhookStore.Outcome {
        let known = try await contacts.contact(message.contact, of: tenant)
        let conversation =
            message.conversation ?? known.conversation
            ?? ConversationID("contact-\(message.contact)")
        if let named = message.conversation, named != known.conversation {
            try await contacts.met(message.contact, in: named, of: tenant)
        }
        guard let agent = message.agent ?? known.agent else { return .unassigned }
        _ = try await coaching.observe(
            ObserveMessage(
                tenantID: tenant, conversationID: conversation, agentID: agent,
                leadID: message.contact, category: message.category,
                message: Message(
                    messageID: message.id, role: Open(message.role), action: Open(.message),
                    text: message.text, sentAt: message.sentAt)))
        return .coached
    }

    private func refuse(_ webhook: WebhookStore.Claimed, _ fault: String) async {
        logger.error("webhook refused", metadata: ["webhook": "\(webhook.id)", "why": "\(fault)"])
        Metric.webhooksHandled.add(1, WebhookStore.Outcome.refused.rawValue)
        do {
            try await store.settle(webhook, .refused, fault: fault, at: now())
        } catch {
            logger.debug("webhook not settled", metadata: ["why": "\(error)"])
        }
    }

    /// A database that is away lets the lease run out, which comes to the same.
    private func postpone(_ webhook: WebhookStore.Claimed, _ fault: String) async {
        logger.info(
            "webhook postponed", metadata: ["webhook": "\(webhook.id)", "why": "\(fault)"])
        let due = now() + retries.wait(afterTries: webhook.attempts)
        try? await store.postpone(webhook, to: due, fault: fault)
    }
}

extension RPCError {
    /// Sending the same again would be judged the same.
    fileprivate var isVerdict: Bool {
        switch code {
        case .invalidArgument, .outOfRange, .permissionDenied, .alreadyExists, .unimplemented: true
        default: false
        }
    }
}
