import GatewayDomain
import Identifiers
import Logging
import Postgres
import Runtime
import Telemetry

/// Takes webhooks into the database before they are acknowledged.
final class WebhookInbox: Sendable {
    enum Receipt: Hashable, Sendable {
        case kept
        /// Was there before: nothing changed.
        case duplicate
        /// Not kept; worth sending again.
        case refused
    }

    private let commits: GroupCommit<WebhookStore.Arrived, Receipt>

    init(
        store: WebhookStore, bell: WebhookBell, limits: BatchQueueLimits = .init(), logger: Logger
    ) {
        commits = GroupCommit(limits) { webhooks, _ in
            do {
                var new = try await store.keep(webhooks)
                let receipts = webhooks.map { webhook -> Receipt in
                    let isNew = new.remove(WebhookStore.key(webhook.tenant, webhook.id)) != nil
                    if isNew, let outcome = webhook.outcome {
                        Metric.webhooksHandled.add(1, outcome.rawValue)
                    }
                    return isNew ? .kept : .duplicate
                }
                if webhooks.contains(where: { $0.outcome == nil }) { bell.ring() }
                return receipts
            } catch {
                logger.warning(
                    "webhooks not kept; the CRM is asked to send them again",
                    metadata: ["count": "\(webhooks.count)", "why": "\(error)"])
                throw error
            }
        }
    }

    /// Whether another would be refused.
    var isFull: Bool { commits.isFull(under: .allTenants) }

    func keep(_ webhook: WebhookStore.Arrived) async -> Receipt {
        let receipt = try? await commits.submit(
            webhook, byteCount: webhook.body.utf8.count, under: .allTenants)
        return receipt ?? .refused
    }
}

/// Wakes the courier: rings that meet are one.
final class WebhookBell: Sendable {
    let rings: AsyncStream<Void>
    private let ringing: AsyncStream<Void>.Continuation

    init() {
        (rings, ringing) = AsyncStream.makeStream(
            of: Void.self, bufferingPolicy: .bufferingNewest(1))
    }

    func ring() { ringing.yield() }
}
