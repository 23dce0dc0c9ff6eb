import RPC
import RPCTransport
import Testing

/// Who repeats a call, and how often, over TLS.
@Suite(.serialized)
struct RepeatingTests: FleetSuite {
    private struct Run {
        var durations: [Duration] = []
        /// By all servers together.
        var served = 0
        /// What one call in twenty takes at least.
        var tail: Duration { durations.sorted()[durations.count * 19 / 20] }
    }

    @Test func hedgingCutsTheTailWithBoundedLoad() async throws {
        let services = (0..<3).map { _ in Handlers.stumblingEcho() }
        var servers: [MeshServer] = []
        for service in services {
            let server = try Loopback.server(service.handlers)
            try await server.start()
            servers.append(server)
        }
        var limits = ClientLimits()
        limits.hedgingCalls = 20
        let endpoints = try servers.map { Endpoint(port: try $0.port) }
        let client = try client(StaticResolver(endpoints), clientLimits: limits)
        let echo = Client<Echo>(client)
        func run(_ hedging: CallOptions.Hedging, calls: Int) async throws -> Run {
            let before = services.reduce(0) { $0 + $1.tally.count }
            var run = Run()
            for _ in 0..<calls {
                let began = ContinuousClock.now
                _ = try await echo.echo(
                    Text(text: ""), timeout: .seconds(30), options: CallOptions(hedging: hedging))
                run.durations.append(ContinuousClock.now - began)
            }
            run.served = services.reduce(0) { $0 + $1.tally.count } - before
            return run
        }
        // One call in ten stumbles for two seconds: far more than the other ones take anywhere.
        let hedged = try await run(.after(.milliseconds(40)), calls: 100)
        #expect(hedged.tail < .seconds(1), "the tail is \(hedged.tail)")
        #expect(hedged.served >= 105, "nothing was hedged")
        #expect(hedged.served <= 100 + 100 / 5 + 110)
        // The first calls only measure; nine in ten take no time, so the tenth is hedged then.
        _ = try await run(.percentile(0.75), calls: limits.hedgingCalls)
        let measured = try await run(.percentile(0.75), calls: 100)
        #expect(measured.tail < .seconds(1), "the tail is \(measured.tail)")
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

    /// Echoes at once, but each tenth time after two seconds.
    static func stumblingEcho() -> (handlers: Handlers, tally: Tally) {
        let tally = Tally()
        var handlers = Handlers()
        handlers.serve(Echo.echo) { request, _ in
            tally.add()
            if tally.count % 10 == 0 { try await Task.sleep(for: .seconds(2)) }
            return request
        }
        return (handlers, tally)
    }
}
