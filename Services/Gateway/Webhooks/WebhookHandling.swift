import AnalyzerContract
import GatewayDomain
import Identifiers
import Logging
import Postgres
import RPC
import Runtime
import Telemetry
import Wire

/// Does what the webhooks of a lane ask for, one after the other.
///
/// It may be done twice, when a replica dies in between: each part of it is harmless to repeat.
struct WebhookHandling: Sendable {
    private let store: WebhookStore
    private let contacts: ContactStore
    private let coaching: CoachingPeer
    /// Nil leaves sessions to those who start them.
    private let sessions: SessionOpener?
    private let retries: RetrySchedule
    private let logger: Logger
    private let now: @Sendable () -> Instant
    /// What came of the runs of all lanes.
    private let settlements: GroupCommit<[WebhookStore.Settled], Void>

    init(
        store: WebhookStore, contacts: ContactStore, coaching: CoachingPeer,
        sessions: SessionOpener?, retries: RetrySchedule = RetrySchedule(), logger: Logger,
        now: @escaping @Sendable () -> Instant
    ) {
        self.store = store
        self.contacts = contacts
        self.coaching = coaching
        self.sessions = sessions
        self.retries = retries
        self.logger = logger
        self.now = now
        settlements = GroupCommit { runs, _ in
            try await store.settle(runs.flatMap { $0 }, at: now())
            return runs.map { _ in }
        }
    }

    /// Handles a run in its order; the first that has to wait ends it, and nothing is begun after
    /// `end`.
    ///
    /// An assignment has a run of its own. It opens again what nobody was in charge of: that must be
    /// settled before, and goes before the rest.
    func handle(_ run: WebhookStore.Run, until end: Instant) async {
        var settled: [WebhookStore.Settled] = []
        var rest = run[...]
        while let webhook = rest.first, settled.isEmpty || now() < end {
            let reading = CRMReading(webhook)
            if case .assignment? = reading, !settled.isEmpty { break }
            do {
                settled.append(try await verdict(on: webhook, reading))
                rest.removeFirst()
            } catch {
                rest.removeFirst()
                guard webhook.attempts >= retries.triesMax, !isTransient(error) else {
                    await postpone(webhook, "\(error)")
                    break
                }
                settled.append(refusal(of: webhook, "after \(webhook.attempts) tries: \(error)"))
            }
            if case .assignment? = reading { break }
        }
        await close(settled, rest)
    }

    /// A database that is away lets the lease run out, which comes to the same.
    private func close(
        _ settled: [WebhookStore.Settled], _ rest: ArraySlice<WebhookStore.Claimed>
    ) async {
        do {
            if !settled.isEmpty { try await settlements.submit(settled, under: .allTenants) }
            for (outcome, webhooks) in Dictionary(grouping: settled, by: \.outcome) {
                Metric.webhooksHandled.add(webhooks.count, outcome.rawValue)
            }
        } catch {
            logger.info(
                "webhooks not settled",
                metadata: ["count": "\(settled.count)", "why": "\(error)"])
        }
        if let tenant = rest.first?.tenant { try? await store.release(rest, of: tenant) }
    }

    /// Throws where another try may do better.
    private func verdict(
        on webhook: WebhookStore.Claimed, _ reading: CRMReading?
    ) async throws -> WebhookStore.Settled {
        do {
            return WebhookStore.Settled(
                webhook: webhook, outcome: try await outcome(of: webhook, reading),
                fault: Self.note(on: reading))
        } catch let error as RPCError where error.isVerdict {
            return refusal(of: webhook, "\(error.code): \(error.message)")
        }
    }

    private func refusal(
        of webhook: WebhookStore.Claimed, _ fault: String
    ) -> WebhookStore.Settled {
        logger.error("webhook refused", metadata: ["webhook": "\(webhook.id)", "why": "\(fault)"])
        return WebhookStore.Settled(webhook: webhook, outcome: .refused, fault: fault)
    }

    private static func note(on reading: CRMReading?) -> String {
        guard case .message(let message)? = reading, message.isDatedByReceipt else { return "" }
        return "its time lies more than a day ahead; it is dated by its receipt"
    }

    private func outcome(
        of webhook: WebhookStore.Claimed, _ reading: CRMReading?
    ) async throws -> WebhookStore.Outcome {
        switch reading {
        case nil: return .refused
        case .noted?: return .noted
        case .wordless?: return .wordless
        case .message(let message)?: return try await hand(message, of: webhook.tenant)
        case .forgotten(let contact)?:
            try await contacts.forget(contact, of: webhook.tenant)
            return .forgotten
        case .assignment(let contact, let assigner, let agent)?:
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
        try await sessions?.open(for: agent, of: tenant)
        _ = try await coaching.observe(
            ObserveMessage(
                tenantID: tenant, conversationID: conversation, agentID: agent,
                leadID: message.contact, category: message.category,
                message: Message(
                    messageID: message.id, role: Open(message.role), action: Open(.message),
                    text: message.text, sentAt: message.sentAt)))
        return .coached
    }

    private func postpone(_ webhook: WebhookStore.Claimed, _ fault: String) async {
        logger.info(
            "webhook postponed", metadata: ["webhook": "\(webhook.id)", "why": "\(fault)"])
        let due = now() + retries.wait(afterTries: webhook.attempts)
        try? await store.postpone(webhook, to: due, fault: fault)
    }
}

extension CRMReading {
    /// Nil for a body that is no payload.
    fileprivate init?(_ webhook: WebhookStore.Claimed) {
        guard let json = try? JSONValue(parsing: webhook.body), let payload = CRMPayload(json)
        else { return nil }
        self.init(payload, deliveryID: webhook.id, receivedAt: webhook.receivedAt)
    }
}

extension RPCError {
    /// Sending the same again would be judged the same.
    var isVerdict: Bool {
        switch code {
        case .invalidArgument, .outOfRange, .permissionDenied, .alreadyExists, .unimplemented: true
        default: false
        }
    }
}
