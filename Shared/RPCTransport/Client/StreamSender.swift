import RPC
import Synchronization

/// Paces the tasks that write the messages of one call.
///
/// A write returns at once while little is under way to the connection, so that many travel
/// together; beyond `window` it waits until half of that is covered by the stream's credit.
final class StreamSender: Sendable {
    private struct State {
        /// The charge of messages that wait for credit, or for the loop to see them.
        var unwritten = 0
        var writers = Waiters()
        /// Why nothing more may be written.
        var end: RPCError?
        var isOver = false
    }

    private let state = Mutex(State())
    private let window: Int

    init(window: Int) { self.window = window }

    /// Whether the call has ended, whoever ended it.
    var isOver: Bool { state.withLock { $0.isOver } }

    /// Counts a message in; throws when nothing may be written any more.
    func begin(_ charge: Int) throws(RPCError) {
        let end = state.withLock { state in
            if state.end == nil { state.unwritten += charge }
            return state.end
        }
        if let end { throw end }
    }

    /// Waits while more is under way than `window`.
    func waitForRoom(_ method: MethodDescriptor) async throws(RPCError) {
        guard let number = state.withLock({ state in waitingNumber(&state) }) else { return }
        let cancelled = RPCError.cancelled(method.name)
        try await Waiters.wait {
            add($0, number)
        } orLeave: {
            abandon(number, cancelled)
        }.get()
    }

    /// Messages worth `charge` are written.
    func written(_ charge: Int) {
        let writers = state.withLock { state in
            state.unwritten -= charge
            return hasRoom(state) ? state.writers.removeAll() : []
        }
        for writer in writers { writer.resume(returning: .success(())) }
    }

    /// The writer has half-closed; false when that was said before or the call is over.
    func finish(_ told: RPCError) -> Bool {
        state.withLock { state in
            guard state.end == nil else { return false }
            state.end = told
            return true
        }
    }

    /// The call is over: whoever writes is told `error`.
    func end(_ error: RPCError) {
        let writers = state.withLock { state in
            guard !state.isOver else { return [Waiters.Waiter]() }
            state.end = error
            state.isOver = true
            state.unwritten = 0
            return state.writers.removeAll()
        }
        for writer in writers { writer.resume(returning: .failure(error)) }
    }

    private func hasRoom(_ state: State) -> Bool { state.unwritten <= window / 2 }

    private func waitingNumber(_ state: inout State) -> Int? {
        state.unwritten > window ? state.writers.number() : nil
    }

    private func add(_ writer: Waiters.Waiter, _ number: Int) {
        let result = state.withLock { state -> Result<Void, RPCError>? in
            if state.isOver, let end = state.end { return .failure(end) }
            if hasRoom(state) { return .success(()) }
            state.writers.add(writer, number)
            return nil
        }
        if let result { writer.resume(returning: result) }
    }

    private func abandon(_ number: Int, _ error: RPCError) {
        let writer = state.withLock { $0.writers.remove(number) }
        writer?.resume(returning: .failure(error))
    }
}
