import HTTPTypes
import Hummingbird
import Instrumentation
import Telemetry
import Tracing

/// Makes a span of every request, below the one that its `traceparent` names; what is called for
/// it stands below.
struct RequestSpans: RouterMiddleware {
    typealias Context = GatewayContext

    let tracer: MeshTracer

    func handle(
        _ request: Request, context: Context, next: (Request, Context) async throws -> Response
    ) async throws -> Response {
        var parent = ServiceContext.topLevel
        tracer.extract(request.headers, into: &parent, using: TraceFields())
        let span = tracer.startSpan("\(request.method)", context: parent, ofKind: .server)
        defer { span.end() }
        span.attributes["http.request.method"] = request.method.rawValue
        span.attributes["url.scheme"] = "https"
        let response = try await ServiceContext.$current.withValue(span.context) {
            try await next(request, context)
        }
        let status = response.status.code
        span.attributes["http.response.status_code"] = status
        // The pattern and not the path, which may name somebody.
        if let route = context.endpointPath {
            span.operationName = "\(request.method) \(route)"
            span.attributes["http.route"] = route
        }
        if status >= 500 {
            span.attributes["error.type"] = "\(status)"
            span.setStatus(SpanStatus(code: .error))
        }
        return response
    }
}

/// The fields of a request that say its trace.
private struct TraceFields: Extractor {
    /// Nil where a field that stands once stands twice: that is nobody's trace.
    func extract(key: String, from fields: HTTPFields) -> String? {
        guard let name = HTTPField.Name(key) else { return nil }
        let values = fields[values: name]
        return key == "traceparent" && values.count > 1 ? nil : fields[name]
    }
}
