import CoachingContract
import RPC
import Telemetry
import Testing
import Tracing

@testable import GatewayService

/// Requests of browsers and of other systems, as part of a trace.
@Suite struct RequestSpanTests {
    private let parent = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"

    @Test func aRequestGoesOnWithTheTraceOfItsSenderAndSoDoTheCallsThatItMakes() async throws {
        let ring = SpanRing()
        let tracer = MeshTracer { ring.keep($0) }
        var handlers = Handlers()
        handlers.serve(Coaching.listAgents) { _, _ in throw RPCError(.unavailable, "down") }
        try await withGateway(handlers: handlers, tracer: tracer) { gateway in
            let browser = try await gateway.signedIn()
            _ = try await browser.send("GET", "/agents", headers: ["traceparent": parent])
        }
        let trace = try #require(TraceID("4bf92f3577b34da6a3ce929d0e0e4736"))
        let spans = ring.spans(of: trace)
        let request = try #require(spans.first { $0.name == "GET /agents" })
        #expect(request.parent.map { "\($0)" } == "00f067aa0ba902b7")
        #expect(request.kind == .server)
        let call = try #require(spans.first { $0.name == "coaching.listAgents" })
        #expect(call.parent == request.context.span && call.kind == .client)
    }
}
