import GatewayDomain
import Synchronization

/// Writes for many what each would write alone.
///
/// One commit carries all that came while the commit before it was under way, so the rate is not
/// bound to how long a disk takes. Whoever arrives first writes for those who come meanwhile.
final class GroupCommit<Element: Sendable, Receipt: Sendable>: Sendable {
    private struct Waiting: Sendable {
        let element: Element
        let caller: CheckedContinuation<Receipt?, Never>
    }

    private let queue: Mutex<BatchQueue<Waiting>>
    private let write: @Sendable ([Element]) async -> [Receipt]

    /// - Parameter write: writes a batch; what came of each, in their order.
    init(
        _ limits: BatchQueueLimits = BatchQueueLimits(),
        write: @escaping @Sendable ([Element]) async -> [Receipt]
    ) {
        queue = Mutex(BatchQueue(limits))
        self.write = write
    }

    /// Whether another would be refused.
    var isFull: Bool { queue.withLock { $0.isFull } }

    /// What came of it; nil when no more may wait.
    func submit(_ element: Element, byteCount: Int) async -> Receipt? {
        await withCheckedContinuation { caller in
            let waiting = Waiting(element: element, caller: caller)
            switch queue.withLock({ $0.arrived(waiting, byteCount: byteCount) }) {
            case .wait: break
            case .refuse: caller.resume(returning: nil)
            case .writeNow(let batch):
                // Writes for others as well, so it must not end with the request that began it.
                Task { await write(batch) }
            }
        }
    }

    private func write(_ first: [Waiting]) async {
        var next: [Waiting]? = first
        while let batch = next {
            let receipts = await write(batch.map(\.element))
            for (waiting, receipt) in zip(batch, receipts) {
                waiting.caller.resume(returning: receipt)
            }
            next = queue.withLock { $0.written() }
        }
    }
}
