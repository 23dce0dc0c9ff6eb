import GatewayDomain
import Identifiers
import Logging
import Postgres
import Runtime

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
                if !new.isEmpty { bell.ring() }
                return webhooks.map {
                    new.remove(WebhookStore.key($0.tenant, $0.id)) == nil ? .duplicate : .kept
                }
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
