import RPC
import RPCTransport
import Synchronization
import Testing
import Wire

/// What a client of several servers does when some fail, drain or go, over TLS.
@Suite(.serialized)
struct LosingServersTests: FleetSuite {
    @Test func killingOneOfThreeFailsNoIdempotentCallAndAddsLittle() async throws {
        var limits = Loopback.limits
        limits.drainTimeout = .zero
        try await fleet(3, limits: limits) { fleet, client in
            let calls = Tally()
            async let errors = load(client, workers: 24, milliseconds: 2, calls: calls) {
                calls.count > 3_000
            }
            #expect(await eventually { calls.count > 1_000 })
            await fleet.members[0].server.stop()
            #expect(await errors == [])
            let amplification = Double(fleet.started.reduce(0, +)) / Double(calls.count)
            #expect(amplification <= 1.2)
            #expect(fleet.started[1] > 500 && fleet.started[2] > 500)
        }
    }

    @Test func whatWasWrittenIsNeverRepeatedUnlessIdempotent() async throws {
        var limits = Loopback.limits
        limits.drainTimeout = .zero
        try await fleet(2, limits: limits) { fleet, client in
            let method = MethodDescriptor(name: "echo.sleep", kind: .unary)
            let results = await withTaskGroup(of: RPCError?.self) { group in
                for _ in 0..<40 {
                    group.addTask {
                        await CallBehaviour.error {
                            try await client.unary(
                                OutgoingCall(
                                    method: method, message: Text(text: "300").wireBytes(),
                                    deadline: .after(.seconds(30))))
                        }
                    }
                }
                #expect(await eventually { fleet.started.reduce(0, +) == 40 })
                await fleet.members[0].server.stop()
                return await group.reduce(into: []) { $0.append($1) }
            }
            let failed = results.count { $0 != nil }
            #expect(fleet.started.reduce(0, +) == 40, "each handler ran once")
            #expect(failed == fleet.started[0], "what the lost server had is UNAVAILABLE")
            #expect(results.allSatisfy { $0 == nil || $0?.code == .unavailable })
        }
    }

    @Test func aDrainingServerFailsNoCallWhateverItsMethod() async throws {
        try await fleet(2) { fleet, client in
            let calls = Tally()
            async let errors = load(workers: 16, calls: calls, until: { calls.count > 3_000 }) {
                try await Client<Echo>(client).append(Text(text: "a"), timeout: .seconds(30))
            }
            #expect(await eventually { calls.count > 500 })
            await fleet.members[1].server.stop()
            #expect(await errors == [])
        }
    }

    @Test func anEmptyBudgetStopsRetries() async throws {
        var clientLimits = ClientLimits()
        (clientLimits.retryShare, clientLimits.retriesPerSecond) = (0, 1)
        clientLimits.breakerCalls = .max
        let attempts = Tally()
        var handlers = Handlers()
        handlers.serve(Echo.sleep) { _, _ in
            attempts.add()
            throw RPCError(.unavailable, "out of order")
        }
        let server = try Loopback.server(handlers)
        try await server.start()
        let client = try client(
            StaticResolver([Endpoint(port: try server.port)]), clientLimits: clientLimits)
        for _ in 0..<100 {
            let error = await CallBehaviour.error {
                try await Client<Echo>(client).sleep(Text(text: "0"))
            }
            #expect(error?.code == .unavailable)
        }
        // One each second of the window of ten, and what time brings meanwhile.
        #expect((105...140).contains(attempts.count), "\(attempts.count) attempts of 100 calls")
        client.close()
        await server.stop()
    }

    @Test func anOpenBreakerFailsCallsAtOnceAndLetsOneProbe() async throws {
        let isBroken = Mutex(true)
        let attempts = Tally()
        var handlers = Handlers()
        handlers.serve(Echo.append) { request, _ in
            attempts.add()
            if isBroken.withLock({ $0 }) { throw RPCError(.unavailable, "out of order") }
            return request
        }
        let server = try Loopback.server(handlers)
        try await server.start()
        let client = try client(StaticResolver([Endpoint(port: try server.port)]))
        let echo = Client<Echo>(client)
        var refused: RPCError?
        for _ in 0..<30 where refused == nil {
            let error = await CallBehaviour.error { try await echo.append(Text(text: "")) }
            if error?.details.contains(.reason("breaker_open")) == true { refused = error }
        }
        #expect(attempts.count == ClientLimits().breakerCalls)
        #expect(refused?.origin == .local)
        #expect(
            refused?.details.contains { if case .retryAfter = $0 { true } else { false } } == true)
        isBroken.withLock { $0 = false }
        let closed = await eventually {
            await CallBehaviour.error { try await echo.append(Text(text: "")) } == nil
        }
        #expect(closed)
        client.close()
        await server.stop()
    }
}
