import RPC
import RPCTransport
import Testing

/// Who repeats a call, and how often, over TLS.
@Suite(.serialized)
struct RepeatingTests: FleetSuite {
    @Test func hedgingCutsTheTailWithBoundedLoad() async throws {
        let services = (0..<3).map { _ in Handlers.stumblingEcho() }
        var servers: [MeshServer] = []
        for service in services {
            servers.append(try Loopback.server(service.handlers))
            try await servers.last!.start()
        }
        let client = try client(StaticResolver(servers.map { Endpoint(port: $0.port) }))
        let echo = Client<Echo>(client)
        func slowest(_ options: CallOptions) async throws -> (tail: Duration, served: Int) {
            let before = services.reduce(0) { $0 + $1.tally.count }
            var durations: [Duration] = []
            for _ in 0..<200 {
                let began = ContinuousClock.now
                _ = try await echo.echo(Text(text: ""), timeout: .seconds(30), options: options)
                durations.append(ContinuousClock.now - began)
            }
            let served = services.reduce(0) { $0 + $1.tally.count } - before
            return (durations.sorted()[190], served)
        }
        let plain = try await slowest(CallOptions())
        #expect(plain.tail >= .milliseconds(400))
        let hedged = try await slowest(CallOptions(hedging: .after(.milliseconds(40))))
        #expect(hedged.tail < .milliseconds(350), "\(hedged.tail) instead of \(plain.tail)")
        #expect(hedged.served <= 200 + 200 / 5 + 110)
        // The first hundred calls measure; nine in ten take no time, so the tenth is hedged.
        let options = CallOptions(hedging: .percentile(0.75))
        for _ in 0..<ClientLimits().hedgingCalls {
            _ = try await echo.echo(Text(text: ""), timeout: .seconds(30), options: options)
        }
        let measured = try await slowest(options)
        #expect(measured.tail < .milliseconds(350), "\(measured.tail) instead of \(plain.tail)")
        client.close()
        for server in servers { await server.stop() }
    }

    @Test func onlyTheOuterHopRepeats() async throws {
        let attempts = Tally()
        var handlers = Handlers()
        handlers.serve(Echo.sleep) { _, _ in
            attempts.add()
            throw RPCError(.unavailable, "out of order")
        }
        let back = try Loopback.server(handlers)
        try await back.start()
        let hop = try Loopback.client(of: "echo", port: back.port, caller: "front")
        var front = Handlers()
        front.serve(Echo.sleep) { request, _ in try await Client<Echo>(hop).sleep(request) }
        front.serve(Echo.append) { request, _ in try await Client<Echo>(hop).sleep(request) }
        let server = try Loopback.server(front, name: "front")
        try await server.start()
        let client = try Loopback.client(of: "front", port: server.port)
        let echo = Client<Echo>(client)
        _ = await CallBehaviour.error { try await echo.sleep(Text(text: "0")) }
        #expect(attempts.count == ClientLimits().attempts, "not the square of it")
        _ = await CallBehaviour.error { try await echo.append(Text(text: "0")) }
        #expect(
            attempts.count == 2 * ClientLimits().attempts,
            "nobody repeats above a method that is not idempotent, so the inner hop does")
        client.close()
        hop.close()
        await server.stop()
        await back.stop()
    }
}

extension Handlers {
    /// Echoes after `delay`, and counts.
    static func slowEcho(_ delay: Duration) -> (handlers: Handlers, tally: Tally) {
        let tally = Tally()
        var handlers = Handlers()
        handlers.serve(Echo.echo) { request, _ in
            tally.add()
            try await Task.sleep(for: delay)
            return request
        }
        return (handlers, tally)
    }

    /// Echoes at once, but each tenth time after half a second.
    static func stumblingEcho() -> (handlers: Handlers, tally: Tally) {
        let tally = Tally()
        var handlers = Handlers()
        handlers.serve(Echo.echo) { request, _ in
            tally.add()
            if tally.count % 10 == 0 { try await Task.sleep(for: .milliseconds(500)) }
            return request
        }
        return (handlers, tally)
    }
}
