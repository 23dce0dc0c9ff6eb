import NIOCore
import RPC
import Synchronization

/// Watches one event loop, on which handlers run: one that computes or blocks makes all of them late.
final class LoopWatchdog: Sendable {
    private struct State {
        var lag: LoopLag
        var next: Scheduled<Void>?
        var isStopped = false
    }

    private let loop: any EventLoop
    private let told: @Sendable (Duration) -> Void
    private let state: Mutex<State>

    /// `told` is called on the loop after it was late.
    init(_ loop: any EventLoop, limits: Limits, told: @escaping @Sendable (Duration) -> Void) {
        self.loop = loop
        self.told = told
        state = Mutex(State(lag: LoopLag(limits, at: .now)))
        wait()
    }

    /// How late the loop is now.
    var lag: Duration { state.withLock { $0.lag.lag(at: .now) } }

    func stop() {
        state.withLock { state in
            state.isStopped = true
            defer { state.next = nil }
            return state.next
        }?.cancel()
    }

    private func wait() {
        state.withLock { state in
            guard !state.isStopped else { return }
            state.next = loop.scheduleTask(deadline: state.lag.due.nio) { [weak self] in
                self?.beat()
            }
        }
    }

    private func beat() {
        if let lag = state.withLock({ $0.lag.beat(at: .now) }) { told(lag) }
        wait()
    }
}
