import Postgres
import RPC
import Synchronization

/// Writes for many what each would write alone.
///
/// One commit carries all that came while the commit before it was under way, so the rate is not
/// bound to how long a commit takes, and nobody waits when nothing is under way. Each scope has its
/// own queue: one tenant's writes do not wait for another's.
package final class GroupCommit<Element: Sendable, Receipt: Sendable>: Sendable {
    private struct State {
        var queues: [Scope: BatchQueue<Waiting>] = [:]
        var callers: [UInt64: CheckedContinuation<Result<Receipt, any Error>, Never>] = [:]
        var nextCaller: UInt64 = 0
    }

    private struct Waiting: Sendable {
        let element: Element
        let caller: UInt64
    }

    private let limits: BatchQueueLimits
    private let state = Mutex(State())
    private let executor: (any TaskExecutor)?
    private let write: @Sendable ([Element], Scope) async throws -> [Receipt]

    /// - Parameters:
    ///   - executor: where batches are written: the database's own spares them hand-overs.
    ///   - write: writes a batch in one transaction; what came of each, in their order. A batch that
    ///     cannot be written is tried again one by one, so a repeat must be harmless.
    package init(
        _ limits: BatchQueueLimits = BatchQueueLimits(), on executor: (any TaskExecutor)? = nil,
        write: @escaping @Sendable ([Element], Scope) async throws -> [Receipt]
    ) {
        self.limits = limits
        self.executor = executor
        self.write = write
    }

    /// Whether another would be refused.
    package func isFull(under scope: Scope) -> Bool {
        state.withLock { ($0.queues[scope] ?? BatchQueue(limits)).isFull }
    }

    func waitingCount(under scope: Scope) -> Int {
        state.withLock { $0.queues[scope]?.waitingCount ?? 0 }
    }

    /// What came of it. Throws what `write` threw, RESOURCE_EXHAUSTED when no more may wait, or
    /// `CancellationError` for a caller that has left; its element may still be written.
    package func submit(
        _ element: Element, byteCount: Int = 0, under scope: Scope
    ) async throws -> Receipt {
        let caller = state.withLock { state in
            state.nextCaller += 1
            return state.nextCaller
        }
        return try await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let answer: Result<Receipt, any Error>? = state.withLock { state in
                    if Task.isCancelled { return .failure(CancellationError()) }
                    switch state.queues[scope, default: BatchQueue(limits)].arrived(
                        Waiting(element: element, caller: caller), byteCount: byteCount)
                    {
                    case .refuse: return .failure(RPCError.tooMuchWaits(limits))
                    case .writeNow(let batch): start(batch, under: scope)
                    case .wait: break
                    }
                    state.callers[caller] = continuation
                    return nil
                }
                if let answer { continuation.resume(returning: answer) }
            }
        } onCancel: {
            let left = state.withLock { $0.callers.removeValue(forKey: caller) }
            left?.resume(returning: .failure(CancellationError()))
        }.get()
    }

    /// A task of its own: it writes for others as well, so it must not end with the one that began
    /// it, nor count as its work.
    private func start(_ batch: [Waiting], under scope: Scope) {
        Task.detached(executorPreference: executor) { [self] in
            var next: [Waiting]? = batch
            while let batch = next {
                await commit(batch, under: scope)
                next = state.withLock { state in
                    let batch = state.queues[scope]?.written()
                    if batch == nil { state.queues[scope] = nil }
                    return batch
                }
            }
        }
    }

    private func commit(_ batch: [Waiting], under scope: Scope) async {
        do {
            let receipts = try await write(batch.map(\.element), scope)
            answer(zip(batch, receipts).map { ($0, .success($1)) })
        } catch {
            guard batch.count > 1, !isTransient(error) else {
                return answer(batch.map { ($0, .failure(error)) })
            }
            // One that cannot be written takes no others along.
            for waiting in batch { await commit([waiting], under: scope) }
        }
    }

    private func answer(_ results: [(Waiting, Result<Receipt, any Error>)]) {
        let callers = state.withLock { state in
            results.map { state.callers.removeValue(forKey: $0.0.caller) }
        }
        for (caller, result) in zip(callers, results) { caller?.resume(returning: result.1) }
    }
}

extension RPCError {
    fileprivate static func tooMuchWaits(_ limits: BatchQueueLimits) -> RPCError {
        .limitMet(
            "waitingCountMax", limits.waitingCountMax,
            "as much waits to be written as may; try again later")
    }
}
