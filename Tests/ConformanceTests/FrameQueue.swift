import RPC
import Synchronization

/// Frames as they come; a reader asks again until one is there.
final class FrameQueue: Sendable {
    private struct State {
        var frames: [Frame] = []
        var isFinished = false
    }

    private let state = Mutex(State())

    func append(_ frame: Frame) { state.withLock { $0.frames.append(frame) } }
    func finish() { state.withLock { $0.isFinished = true } }
    var isFinished: Bool { state.withLock { $0.isFinished } }

    /// Nil at the end of the connection, and when nothing came for so long.
    func next(within limit: Duration) async -> Frame? {
        let end = ContinuousClock.now + limit
        while true {
            let (frame, isFinished) = state.withLock { state in
                (state.frames.isEmpty ? nil : state.frames.removeFirst(), state.isFinished)
            }
            if frame != nil || isFinished || ContinuousClock.now > end { return frame }
            try? await Task.sleep(for: .milliseconds(2))
        }
    }
}
