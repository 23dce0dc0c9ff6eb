import NIOConcurrencyHelpers

/// What tasks on any thread ask of a connection; its loop takes everything at once.
///
/// Only the post that finds it empty has to wake the loop, so calls made together travel together.
final class Mailbox<Item: Sendable>: Sendable {
    private struct State {
        var items: [Item] = []
        var isClosed = false
    }

    private let state = NIOLockedValueBox(State())

    enum Posting { case wakeLoop, alreadyAwake, closed }

    func post(_ item: Item) -> Posting {
        state.withLockedValue { state in
            guard !state.isClosed else { return .closed }
            state.items.append(item)
            return state.items.count == 1 ? .wakeLoop : .alreadyAwake
        }
    }

    /// Takes everything that waits; `spare` becomes the next buffer, to use its memory again.
    func takeAll(spare: [Item]) -> [Item] {
        state.withLockedValue { state in
            var taken = spare
            swap(&taken, &state.items)
            return taken
        }
    }

    /// No item is taken any more; returns those that wait.
    func close() -> [Item] {
        state.withLockedValue { state in
            state.isClosed = true
            defer { state.items = [] }
            return state.items
        }
    }
}
