import Instrumentation
import RPC
import RPCTracing
import Telemetry
import Testing
import Tracing
import Wire

/// Spans of calls, over TLS and through three hops.
@Suite(.serialized)
struct TracingTests {
    @Test func everyHopOfACallIsInOneTraceBelowTheOneThatCausedIt() async throws {
        try await Hops.running { client, spans in
            _ = try await client.ask(Word(text: "hi"), timeout: .seconds(60))
            for try await _ in client.count(Word(text: "")) {}
            let all = await spans.first(12)
            for method in ["relay.ask", "relay.count"] {
                let chain = chain(all.filter { $0.name == method })
                #expect(Set(chain.map(\.context.trace)).count == 1)
                #expect(
                    chain.map(\.kind) == [.client, .server, .client, .server, .client, .server])
                #expect(
                    chain.map(\.peer) == ["a", "gateway", "b", "a", "c", "b"])
                #expect(chain.allSatisfy { $0.text("rpc.method") == method })
                #expect(chain.allSatisfy { $0.text("rpc.system.name") == "mesh" })
                #expect(chain.allSatisfy { $0.text("rpc.response.status_code") == "OK" })
                #expect(chain.allSatisfy { $0.status == nil && $0.ended >= $0.began })
            }
        }
    }

    @Test func everySpanSaysWhereItsTimeWent() async throws {
        try await Hops.running { client, spans in
            _ = try await client.ask(Word(text: "hi"), timeout: .seconds(60))
            let all = await spans.first(6)
            let parts = StallLedger().parts.map { "mesh.stall.\($0.name)_us" }
            for span in all {
                let own = span.kind == .client ? parts : parts.filter { $0.isOfServer }
                for part in own { #expect(span.number(part) != nil, "\(part)") }
            }
            let first = try #require(chain(all).first)
            // It connected, and then the handler took what the two others took.
            #expect(first.number("mesh.stall.tls_us").map { $0 > 0 } == true)
            #expect(first.number("mesh.stall.handler_us").map { $0 > 0 } == true)
            #expect(first.number("rpc.request.size") == Word(text: "hi").wireBytes().count)
        }
    }

    @Test func anErrorAndADeadlineEndEverySpanWithTheirStatus() async throws {
        try await Hops.running { client, spans in
            _ = try? await client.ask(Word(text: "fail"), timeout: .seconds(60))
            let failed = chain(await spans.first(6))
            #expect(failed.count == 6)
            #expect(failed.allSatisfy { $0.text("error.type") == "INTERNAL" })
            #expect(failed.allSatisfy { $0.status?.code == .error })
            _ = try? await client.ask(Word(text: "wait"), timeout: .milliseconds(500))
            let late = chain(Array(await spans.first(12).dropFirst(6)))
            #expect(late.count == 6)
            #expect(late.allSatisfy { $0.text("rpc.response.status_code") == "DEADLINE_EXCEEDED" })
        }
    }

    @Test func aCancellationEndsEverySpanAndIsNoFaultOfAServer() async throws {
        try await Hops.running { client, spans in
            _ = try await client.ask(Word(text: "connect first"), timeout: .seconds(60))
            _ = await spans.first(6)
            let task = Task { try await client.ask(Word(text: "wait"), timeout: .seconds(60)) }
            try await spans.untilTheLastServerWaits()
            task.cancel()
            _ = try? await task.value
            let cancelled = Array(await spans.first(12).dropFirst(6))
            #expect(cancelled.count == 6)
            for span in cancelled {
                #expect(span.text("rpc.response.status_code") == "CANCELLED")
                #expect((span.status?.code == .error) == (span.kind == .client))
            }
        }
    }

    // MARK: - Parents

    @Test func theCallersOwnSpanIsTheParentAndItsStateIsHandedOn() async throws {
        let parent = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"
        let context = CallContext(traceparent: parent, tracestate: "vendor=word")
        try await Hops.running { client, spans in
            try await CallContext.$current.withValue(context) {
                _ = try await client.ask(Word(text: "hi"), timeout: .seconds(60))
            }
            let all = chain(await spans.first(6))
            #expect(all.first?.parent.map { "\($0)" } == "00f067aa0ba902b7")
            for span in all {
                #expect("\(span.context.trace)" == "4bf92f3577b34da6a3ce929d0e0e4736")
                #expect(span.context.state.map { "\($0)" } == "vendor=word")
            }
        }
    }

    @Test(arguments: ["nonsense", "ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"])
    func aBadParentBeginsANewTraceWithoutItsState(_ parent: String) async throws {
        let spans = Spans()
        let context = CallContext(traceparent: parent, tracestate: "vendor=word")
        try await CallContext.$current.withValue(context) {
            _ = try await relay(spans, spans).ask(Word(text: "hi"))
        }
        let all = chain(await spans.first(2))
        #expect(all.count == 2)
        #expect(all.first?.parent == nil)
        #expect(all.allSatisfy { $0.context.state == nil })
        #expect(all.allSatisfy { "\($0.context.trace)" != "4bf92f3577b34da6a3ce929d0e0e4736" })
    }

    @Test func spansOfTheCallersCodeAndOfHandlersStandBetweenThoseOfCalls() async throws {
        let spans = Spans()
        let tracer = spans.tracer()
        var handlers = Handlers()
        handlers.serve(Relay.ask) { request, _ in
            tracer.withSpan("work") { _ in request }
        }
        handlers.intercept(by: TracingInterceptor(tracer))
        let channel = InProcessChannel(handlers).intercepted(by: TracingInterceptor(tracer))
        try await tracer.withSpan("page") { _ in
            _ = try await Client<Relay>(channel).ask(Word(text: ""))
        }
        let all = chain(await spans.first(4))
        #expect(all.map(\.name) == ["page", "relay.ask", "relay.ask", "work"])
    }

    @Test func whatIsNotSampledIsKeptByNobodyAndStillHasItsTrace() async throws {
        let (spans, seen) = (Spans(), Spans())
        _ = try await relay(spans, seen, Sampler(.always_off)).ask(Word(text: "hi"))
        // The server would keep all; it does as its caller says.
        #expect(spans.all.isEmpty && seen.all.isEmpty)
    }

    /// A relay in this process, with `client` and `server` keeping the spans of either side.
    private func relay(
        _ client: Spans, _ server: Spans, _ sampler: Sampler = Sampler()
    ) -> Client<Relay> {
        var handlers = Handlers()
        handlers.serve(Relay.ask) { request, _ in request }
        handlers.intercept(by: TracingInterceptor(server.tracer()))
        return Client(
            InProcessChannel(handlers).intercepted(
                by: TracingInterceptor(client.tracer(sampler))))
    }
}

/// From the span without a parent among them down, each the child of the one before.
private func chain(_ spans: [EndedSpan]) -> [EndedSpan] {
    let ids = Set(spans.map(\.context.span))
    var chain: [EndedSpan] = []
    var next = spans.first { $0.parent.map { !ids.contains($0) } ?? true }
    while let span = next {
        chain.append(span)
        next = spans.first { $0.parent == span.context.span }
    }
    return chain
}

extension EndedSpan {
    fileprivate func text(_ name: String) -> String? {
        guard case .string(let text) = attributes[name]?.toSpanAttribute() else { return nil }
        return text
    }

    fileprivate func number(_ name: String) -> Int? {
        guard case .int64(let number) = attributes[name]?.toSpanAttribute() else { return nil }
        return Int(number)
    }

    fileprivate var peer: String? { text("server.address") ?? text("client.address") }
}

extension String {
    /// A part of the ledger that a serving side knows.
    fileprivate var isOfServer: Bool {
        ["queue", "credit", "handler", "pool"].contains { self == "mesh.stall.\($0)_us" }
    }
}
