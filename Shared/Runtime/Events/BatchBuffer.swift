import Synchronization

/// Hands what one task adds to another in batches: all that is there, as soon as there is any.
///
/// One task adds, one task takes. The adder waits while the buffer is full.
final class BatchBuffer<Element: Sendable>: Sendable {
    private struct State {
        var elements: [Element] = []
        var isFinished = false
        var adder: CheckedContinuation<Void, Never>?
        var taker: CheckedContinuation<Void, Never>?
    }

    private let limit: Int
    private let state = Mutex(State())

    init(limit: Int) { self.limit = limit }

    func add(_ element: Element) async throws {
        while true {
            try Task.checkCancellation()
            let taker: CheckedContinuation<Void, Never>?? = try state.withLock { state in
                // Nobody makes room any more.
                guard !state.isFinished else { throw CancellationError() }
                guard state.elements.count < limit else { return nil }
                state.elements.append(element)
                defer { state.taker = nil }
                return .some(state.taker)
            }
            if let taker {
                taker?.resume()
                return
            }
            await waitForRoom()
        }
    }

    /// No more will be added.
    func finish() {
        let waiting = state.withLock { state in
            state.isFinished = true
            defer { (state.adder, state.taker) = (nil, nil) }
            return [state.adder, state.taker]
        }
        for continuation in waiting { continuation?.resume() }
    }

    /// All that was added since; nil when no more will be. Throws when the task is cancelled.
    func next() async throws -> [Element]? {
        while true {
            try Task.checkCancellation()
            let (batch, adder, isFinished) = state.withLock { state in
                let batch = state.elements
                state.elements = []
                defer { state.adder = nil }
                return (batch, state.adder, state.isFinished)
            }
            adder?.resume()
            if !batch.isEmpty { return batch }
            if isFinished { return nil }
            await waitForElements()
        }
    }

    private func waitForRoom() async {
        await wait(isDue: { $0.elements.count < self.limit }, park: { $0.adder = $1 })
    }

    private func waitForElements() async {
        await wait(isDue: { !$0.elements.isEmpty }, park: { $0.taker = $1 })
    }

    private func wait(
        isDue: (State) -> Bool, park: (inout State, CheckedContinuation<Void, Never>) -> Void
    ) async {
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let isDue = state.withLock { state in
                    if isDue(state) || state.isFinished || Task.isCancelled { return true }
                    park(&state, continuation)
                    return false
                }
                if isDue { continuation.resume() }
            }
        } onCancel: {
            let waiting = state.withLock { state in
                defer { (state.adder, state.taker) = (nil, nil) }
                return [state.adder, state.taker]
            }
            for continuation in waiting { continuation?.resume() }
        }
    }
}
