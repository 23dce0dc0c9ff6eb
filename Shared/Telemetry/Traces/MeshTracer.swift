import Instrumentation
import Tracing

/// The tracer of one service: speaks W3C Trace Context, keeps what its sampler says, and hands
/// ended spans to `sink`.
package struct MeshTracer: Tracer {
    private let sampler: Sampler
    private let sink: @Sendable (EndedSpan) -> Void

    /// `sink` is called on the thread that ended the span: it returns at once.
    package init(_ sampler: Sampler = Sampler(), sink: @escaping @Sendable (EndedSpan) -> Void) {
        self.sampler = sampler
        self.sink = sink
    }

    package func startSpan<Instant: TracerInstant>(
        _ operationName: String, context: @autoclosure () -> InstrumentationContext,
        ofKind kind: SpanKind, at instant: @autoclosure () -> Instant, function: String,
        file fileID: String, line: UInt
    ) -> MeshSpan {
        var context = context()
        let parent = context.trace
        let trace = parent?.trace ?? .random()
        let own = TraceContext(
            trace: trace, span: .random(), isSampled: sampler.keeps(trace, parent: parent),
            state: parent?.state)
        context.trace = own
        return MeshSpan(
            context, own, parent: parent?.span, name: operationName, kind: kind,
            began: own.isSampled ? instant().nanosecondsSinceEpoch : 0, sink: sink)
    }

    package func extract<Carrier, Extract: Extractor>(
        _ carrier: Carrier, into context: inout InstrumentationContext, using extractor: Extract
    ) where Extract.Carrier == Carrier {
        guard let parent = extractor.extract(key: "traceparent", from: carrier) else { return }
        context.trace = TraceContext(
            traceparent: parent, tracestate: extractor.extract(key: "tracestate", from: carrier))
    }

    package func inject<Carrier, Inject: Injector>(
        _ context: InstrumentationContext, into carrier: inout Carrier, using injector: Inject
    ) where Inject.Carrier == Carrier {
        guard let trace = context.trace else { return }
        injector.inject(trace.traceparent, forKey: "traceparent", into: &carrier)
        guard let state = trace.state else { return }
        injector.inject("\(state)", forKey: "tracestate", into: &carrier)
    }

    package func forceFlush() {}
}

extension InstrumentationContext {
    private enum Key: InstrumentationContextKey {
        typealias Value = TraceContext
        static var nameOverride: String? { "trace" }
    }

    /// The span that whatever runs in this context belongs to.
    package var trace: TraceContext? {
        get { self[Key.self] }
        set { self[Key.self] = newValue }
    }
}
