import RPC
import Synchronization

/// Gives tasks their turn at a thing, in the order in which they asked.
///
/// Messages of one conversation must be decided one after the other; those of others need not wait.
package final class Turns<Key: Hashable & Sendable>: Sendable {
    /// A conversation that has more messages waiting than this is being flooded.
    package static var waiterCountMax: Int { 64 }

    private struct Waiter {
        let ticket: UInt64
        let continuation: CheckedContinuation<Result<Void, RPCError>, Never>
    }

    private struct State {
        /// A key is there while somebody has the turn; its waiters are in order.
        var queues: [Key: [Waiter]] = [:]
        var nextTicket: UInt64 = 0
    }

    private let state = Mutex(State())

    package init() {}

    /// Runs `body` when everyone who asked before has finished.
    ///
    /// Throws RESOURCE_EXHAUSTED with the limit `waiterCountMax`, or CANCELLED when the task is.
    package func inTurn<Value>(
        at key: Key, isolation: isolated (any Actor)? = #isolation,
        _ body: () async throws -> Value
    ) async throws -> Value {
        try await take(key)
        defer { give(key) }
        return try await body()
    }

    private func take(_ key: Key) async throws(RPCError) {
        let ticket = state.withLock { state in
            state.nextTicket += 1
            return state.nextTicket
        }
        try await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let answer: Result<Void, RPCError>? = state.withLock { state in
                    if Task.isCancelled { return .failure(.turnCancelled) }
                    guard let queue = state.queues[key] else {
                        state.queues[key] = []
                        return .success(())
                    }
                    guard queue.count < Self.waiterCountMax else {
                        return .failure(.tooManyWait(Self.waiterCountMax))
                    }
                    state.queues[key]?.append(Waiter(ticket: ticket, continuation: continuation))
                    return nil
                }
                if let answer { continuation.resume(returning: answer) }
            }
        } onCancel: {
            leave(key, ticket)
        }.get()
    }

    private func give(_ key: Key) {
        let next: Waiter? = state.withLock { state in
            guard let queue = state.queues[key], !queue.isEmpty else {
                state.queues[key] = nil
                return nil
            }
            return state.queues[key]?.removeFirst()
        }
        next?.continuation.resume(returning: .success(()))
    }

    /// Cancelled while waiting; harmless for one whose turn has come.
    private func leave(_ key: Key, _ ticket: UInt64) {
        let waiter: Waiter? = state.withLock { state in
            guard let place = state.queues[key]?.firstIndex(where: { $0.ticket == ticket }) else {
                return nil
            }
            return state.queues[key]?.remove(at: place)
        }
        waiter?.continuation.resume(returning: .failure(.turnCancelled))
    }
}

extension RPCError {
    fileprivate static let turnCancelled = RPCError(
        .cancelled, "the caller left while it waited for its turn")

    fileprivate static func tooManyWait(_ limit: Int) -> RPCError {
        .limitMet(
            "waiterCountMax", limit, "as many calls wait for the same turn; try again later")
    }
}
