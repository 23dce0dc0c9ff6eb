import Postgres
import Synchronization

/// Wakes feeds when events were appended.
final class EventSignal: Sendable {
    /// How long a quiet feed waits before it looks by itself, in case a notification was lost.
    static let quietInterval = Duration.seconds(1)

    private struct State {
        var count: UInt64 = 0
        var nextWaiter: UInt64 = 0
        var waiters: [UInt64: CheckedContinuation<Void, Never>] = [:]
    }

    private let state = Mutex(State())

    /// Rises whenever feeds are to look.
    var count: UInt64 { state.withLock { $0.count } }

    /// Wakes everyone who waits.
    func raise() {
        let waiters = state.withLock { state in
            state.count += 1
            defer { state.waiters = [:] }
            return state.waiters
        }
        for waiter in waiters.values { waiter.resume() }
    }

    /// Returns when `count` is beyond `seen`; throws when the task is cancelled.
    func wait(beyond seen: UInt64) async throws {
        let ticket = state.withLock { state in
            state.nextWaiter += 1
            return state.nextWaiter
        }
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let isDue = state.withLock { state in
                    if state.count > seen || Task.isCancelled { return true }
                    state.waiters[ticket] = continuation
                    return false
                }
                if isDue { continuation.resume() }
            }
        } onCancel: {
            state.withLock { $0.waiters.removeValue(forKey: ticket) }?.resume()
        }
        try Task.checkCancellation()
    }

    /// Raises, until cancelled, for whatever this process announces on `channel`, as soon as it is
    /// committed; for what other replicas announce; and every `quietInterval`.
    func follow(_ channel: String, of database: Database) async {
        database.observeAnnouncements(on: channel) { [self] _ in raise() }
        await withTaskGroup(of: Void.self) { group in
            group.addTask {
                for await origin in database.listen(to: channel) where origin != EventLog.origin {
                    self.raise()
                }
            }
            group.addTask {
                while !Task.isCancelled {
                    try? await Task.sleep(for: Self.quietInterval)
                    self.raise()
                }
            }
        }
    }
}
