import Logging
import RPC
import RPCTracing
import ServiceLifecycle
import Telemetry

/// How one process traces its calls, and where their spans go.
struct Traces: Sendable {
    /// Nil when tracing is off.
    let tracer: MeshTracer?
    /// The last spans, for operators.
    let ring = SpanRing()
    /// Nil without a collector.
    let exporter: SpanExporter?

    init(_ settings: TraceSettings, of service: ServiceName, logger: Logger) {
        let own = [("service.name", service.text), ("service.version", buildVersion)]
        let exporter = settings.destination.map {
            SpanExporter($0, resource: own + settings.resource, logger: logger)
        }
        self.exporter = exporter
        guard settings.isOn else {
            tracer = nil
            return
        }
        tracer = MeshTracer(settings.sampler) { [ring] span in
            ring.keep(span)
            exporter?.keep(span)
        }
    }

    /// What runs beside the service's own.
    var services: [any Service] { exporter.map { [$0] } ?? [] }

    /// `channel`, with a span for every call that is made on it.
    func traced(_ channel: any RPCChannel) -> any RPCChannel {
        guard let tracer else { return channel }
        return channel.intercepted(by: TracingInterceptor(tracer))
    }

    /// Makes a span of every call that `handlers` serve.
    func trace(_ handlers: inout Handlers) {
        if let tracer { handlers.intercept(by: TracingInterceptor(tracer)) }
    }
}
