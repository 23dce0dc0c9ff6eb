import Instrumentation
import Synchronization
import Tracing

/// One operation of a trace; one that is not sampled keeps nothing.
package final class MeshSpan: Span {
    /// More than any of ours has: a loop that adds attributes or events stays harmless.
    private static let attributeCountMax = 64
    private static let eventCountMax = 64

    private struct State {
        var name: String
        var attributes = SpanAttributes()
        var events: [SpanEvent] = []
        var droppedEventCount = 0
        var links: [SpanLink] = []
        var status: SpanStatus?
        var hasEnded = false
    }

    package let context: InstrumentationContext
    private let own: TraceContext
    private let parent: SpanID?
    private let kind: SpanKind
    private let began: UInt64
    private let sink: @Sendable (EndedSpan) -> Void
    private let state: Mutex<State>

    init(
        _ context: InstrumentationContext, _ own: TraceContext, parent: SpanID?, name: String,
        kind: SpanKind, began: UInt64, sink: @escaping @Sendable (EndedSpan) -> Void
    ) {
        self.context = context
        self.own = own
        self.parent = parent
        self.kind = kind
        self.began = began
        self.sink = sink
        state = Mutex(State(name: name))
    }

    package var isRecording: Bool { own.isSampled && !state.withLock { $0.hasEnded } }

    package var operationName: String {
        get { state.withLock { $0.name } }
        set { change { $0.name = newValue } }
    }

    package var attributes: SpanAttributes {
        get { state.withLock { $0.attributes } }
        set {
            change { if newValue.count <= Self.attributeCountMax { $0.attributes = newValue } }
        }
    }

    package func setStatus(_ status: SpanStatus) { change { $0.status = status } }

    package func addEvent(_ event: SpanEvent) {
        change { state in
            guard state.events.count < Self.eventCountMax else {
                state.droppedEventCount += 1
                return
            }
            state.events.append(event)
        }
    }

    package func recordError<Instant: TracerInstant>(
        _ error: any Error, attributes: SpanAttributes, at instant: @autoclosure () -> Instant
    ) {
        var attributes = attributes
        // Its kind and not its words, which may be a customer's.
        attributes["exception.type"] = "\(type(of: error))"
        addEvent(SpanEvent(name: "exception", at: instant(), attributes: attributes))
    }

    package func addLink(_ link: SpanLink) {
        change { if $0.links.count < Self.eventCountMax { $0.links.append(link) } }
    }

    /// The second end is late, and ignored.
    package func end<Instant: TracerInstant>(at instant: @autoclosure () -> Instant) {
        guard own.isSampled else { return }
        let end = instant().nanosecondsSinceEpoch
        let ended = state.withLock { state -> EndedSpan? in
            guard !state.hasEnded else { return nil }
            state.hasEnded = true
            return EndedSpan(
                context: own, parent: parent, name: state.name, kind: kind, began: began,
                ended: max(began, end), status: state.status, attributes: state.attributes,
                events: state.events, droppedEventCount: state.droppedEventCount,
                links: state.links)
        }
        if let ended { sink(ended) }
    }

    private func change(_ change: (inout State) -> Void) {
        guard own.isSampled else { return }
        state.withLock { if !$0.hasEnded { change(&$0) } }
    }
}

/// A span as it is kept and exported.
package struct EndedSpan: Sendable {
    package let context: TraceContext
    /// Nil for the first span of a trace.
    package let parent: SpanID?
    package let name: String
    package let kind: SpanKind
    /// Nanoseconds of the wall clock since 1970.
    package let began: UInt64
    package let ended: UInt64
    package let status: SpanStatus?
    package let attributes: SpanAttributes
    package let events: [SpanEvent]
    package let droppedEventCount: Int
    package let links: [SpanLink]
}
