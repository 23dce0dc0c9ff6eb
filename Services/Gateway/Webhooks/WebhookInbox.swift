import GatewayDomain
import Identifiers
import Logging
import Synchronization

/// Takes webhooks into the database before they are acknowledged.
///
/// One commit carries all that came while the commit before it was under way, so the rate is not
/// bound to how long a disk takes. Whoever arrives first writes for those who come meanwhile.
final class WebhookInbox: Sendable {
    enum Receipt: Hashable, Sendable {
        case kept
        /// Was there before: nothing changed.
        case duplicate
        /// Not kept; worth sending again.
        case refused
    }

    private struct Waiting: Sendable {
        let webhook: WebhookStore.Arrived
        let caller: CheckedContinuation<Receipt, Never>
    }

    private let store: WebhookStore
    private let bell: WebhookBell
    private let logger: Logger
    private let queue: Mutex<BatchQueue<Waiting>>

    init(
        store: WebhookStore, bell: WebhookBell, limits: BatchQueueLimits = .init(), logger: Logger
    ) {
        self.store = store
        self.bell = bell
        self.logger = logger
        queue = Mutex(BatchQueue(limits))
    }

    /// Whether another would be refused.
    var isFull: Bool { queue.withLock { $0.isFull } }

    func keep(_ webhook: WebhookStore.Arrived) async -> Receipt {
        await withCheckedContinuation { caller in
            let waiting = Waiting(webhook: webhook, caller: caller)
            switch queue.withLock({ $0.arrived(waiting, byteCount: webhook.body.utf8.count) }) {
            case .wait: break
            case .refuse: caller.resume(returning: .refused)
            case .writeNow(let batch):
                // Writes for others as well, so it must not end with the request that began it.
                Task { await write(batch) }
            }
        }
    }

    private func write(_ first: [Waiting]) async {
        var next: [Waiting]? = first
        while let batch = next {
            await write(one: batch)
            next = queue.withLock { $0.written() }
        }
    }

    private func write(one batch: [Waiting]) async {
        do {
            var new = try await store.keep(batch.map(\.webhook))
            if !new.isEmpty { bell.ring() }
            for waiting in batch {
                let key = WebhookStore.key(waiting.webhook.tenant, waiting.webhook.id)
                waiting.caller.resume(returning: new.remove(key) == nil ? .duplicate : .kept)
            }
        } catch {
            logger.warning(
                "webhooks not kept; the CRM is asked to send them again",
                metadata: ["count": "\(batch.count)", "why": "\(error)"])
            for waiting in batch { waiting.caller.resume(returning: .refused) }
        }
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
