import Synchronization

/// The last spans of this process, for whoever asks where the time of a call went.
package final class SpanRing: Sendable {
    /// About a megabyte; some minutes of a quiet service, a second of a busy one.
    package static let spanCount = 1_024

    private struct State {
        var spans: [EndedSpan] = []
        var next = 0
    }

    private let count: Int
    private let state = Mutex(State())

    package init(count: Int = SpanRing.spanCount) { self.count = count }

    /// Takes the place of the oldest.
    package func keep(_ span: EndedSpan) {
        state.withLock { state in
            if state.spans.count < count {
                state.spans.append(span)
            } else {
                state.spans[state.next] = span
                state.next = (state.next + 1) % count
            }
        }
    }

    /// Those of one trace that are still there, in no order. O(`spanCount`).
    package func spans(of trace: TraceID) -> [EndedSpan] {
        state.withLock { $0.spans }.filter { $0.context.trace == trace }
    }
}
