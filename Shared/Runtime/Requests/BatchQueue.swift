/// Decides what waits to be written and what is written next: one batch at a time, each as large as
/// what came while the one before was written.
///
///     idle ──arrived──▶ writing ──written──▶ idle, or writing the next
///
/// Beyond its limits it takes nothing: what waits longer than the sender does is of no use to it.
struct BatchQueue<Element> {
    enum ArrivalAction { case wait, writeNow([Element]), refuse }

    private let limits: BatchQueueLimits
    private var waiting: [(element: Element, byteCount: Int)] = []
    private var waitingBytes = 0
    private var isWriting = false

    init(_ limits: BatchQueueLimits = BatchQueueLimits()) { self.limits = limits }

    var waitingCount: Int { waiting.count }
    /// Whether another would be refused: asked before its body is read.
    var isFull: Bool {
        waiting.count >= limits.waitingCountMax || waitingBytes >= limits.waitingBytesMax
    }

    mutating func arrived(_ element: Element, byteCount: Int) -> ArrivalAction {
        guard !isFull else { return .refuse }
        waiting.append((element, byteCount))
        waitingBytes += byteCount
        guard !isWriting else { return .wait }
        isWriting = true
        return .writeNow(takeBatch())
    }

    /// The next batch; nil when nothing waits.
    mutating func written() -> [Element]? {
        guard !waiting.isEmpty else {
            isWriting = false
            return nil
        }
        return takeBatch()
    }

    private mutating func takeBatch() -> [Element] {
        let batch = waiting.prefix(limits.batchCountMax)
        waiting.removeFirst(batch.count)
        waitingBytes -= batch.reduce(0) { $0 + $1.byteCount }
        return batch.map(\.element)
    }
}

/// What may wait at the same time.
package struct BatchQueueLimits: Hashable, Sendable {
    /// Two seconds of work at the rate that one machine keeps.
    package var waitingCountMax = 4_096
    /// What the process can hold beside its work.
    package var waitingBytesMax = 32 << 20
    /// A commit costs the same for one and for many; more than this delays the first.
    package var batchCountMax = 256

    package init() {}
}

extension BatchQueue: Sendable where Element: Sendable {}
