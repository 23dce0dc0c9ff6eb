import RPC
import RPCTransport
import Testing

/// What happens to a call for which its server has no room.
@Suite(.serialized)
struct SlotLineTests {
    let service = EchoService()
    static let kinds: [MethodKind] = [.unary, .serverStreaming, .clientStreaming, .bidirectional]

    /// Runs `body` while the only call that the server grants a connection waits for the gate.
    private func withNoRoom(
        callsInLine: Int = 10, _ body: (MeshClient) async throws -> Void
    ) async throws {
        let server = try Loopback.server(service.handlers, limits: Self.oneCall)
        try await server.start()
        let client = try client(
            StaticResolver([Endpoint(port: try server.port)]), callsInLine: callsInLine)
        async let held = Client<Echo>(client).gated { _ in }
        #expect(await eventually { service.seen.started == 1 })
        try await body(client)
        service.openGate()
        #expect(try await held.text == "0")
        #expect(await eventually { await client.census().calls == 0 })
        client.close()
        await server.stop()
    }

    private static var oneCall: Limits {
        var limits = Loopback.limits
        limits.concurrentCalls = 1
        return limits
    }

    /// A client that does not go round the line by another connection.
    private func client(_ resolver: any Resolver, callsInLine: Int = 10) throws -> MeshClient {
        var (limits, clientLimits) = (Loopback.limits, ClientLimits())
        limits.callsInLine = callsInLine
        clientLimits.connectionsPerAddress = 1
        return MeshClient(
            target: "echo", resolver: resolver, tls: try Loopback.material(of: "gateway"),
            limits: limits, clientLimits: clientLimits, logger: Loopback.logger)
    }

    private func call(
        _ kind: MethodKind, _ client: MeshClient, timeout: Duration = .seconds(60)
    ) async throws {
        let echo = Client<Echo>(client)
        switch kind {
        case .unary: _ = try await echo.append(Text(text: ""), timeout: timeout)
        case .serverStreaming:
            for try await _ in echo.count(Count(upTo: 1), timeout: timeout) {}
        case .clientStreaming: _ = try await echo.collect(timeout: timeout) { _ in }
        case .bidirectional:
            try await echo.chat(timeout: timeout) { writer, responses in
                writer.finish()
                for try await _ in responses {}
            }
        }
    }

    @Test(arguments: kinds)
    func aCallWaitsForTheEndOfAnotherAndSaysHowLong(_ kind: MethodKind) async throws {
        let outcomes = Outcomes()
        try await withNoRoom { client in
            try await CallContext.observed(by: outcomes) {
                async let waiting: Void = call(kind, client)
                #expect(await eventually { await client.census().calls == 2 })
                try await Task.sleep(for: .milliseconds(60))
                service.openGate()
                try await waiting
            }
        }
        let outcome = try #require(outcomes.all.first)
        #expect(outcome.code == .ok)
        #expect(outcome.ledger.slotMicroseconds >= 50_000)
    }

    @Test(arguments: kinds)
    func aDeadlineThatPassesInLineNamesTheServersLimit(_ kind: MethodKind) async throws {
        try await withNoRoom { client in
            let error = await CallBehaviour.error {
                try await call(kind, client, timeout: .milliseconds(200))
            }
            #expect(error?.code == .deadlineExceeded)
            #expect(error?.details == [.limit("concurrentCalls", value: 1)])
            let ledger = try #require(error).ledger
            #expect(ledger.slotMicroseconds > 0)
            #expect(ledger.peerMicroseconds == 0, "the server was asked for nothing")
        }
    }

    @Test(arguments: kinds)
    func whoLeavesTheLineMakesRoomForTheNext(_ kind: MethodKind) async throws {
        try await withNoRoom(callsInLine: 1) { client in
            let waiting = Task { await CallBehaviour.error { try await call(kind, client) } }
            #expect(await eventually { await client.census().calls == 2 })
            let refused = await CallBehaviour.error { try await call(kind, client) }
            #expect(refused?.code == .resourceExhausted)
            #expect(refused?.details == [.limit("callsInLine", value: 1)])
            waiting.cancel()
            #expect(await waiting.value?.code == .cancelled)
            let next = Task { await CallBehaviour.error { try await call(kind, client) } }
            #expect(await eventually { await client.census().calls == 2 })
            service.openGate()
            #expect(await next.value == nil)
        }
    }

    @Test(arguments: kinds)
    func aServerThatDrainsSendsItsLineElsewhere(_ kind: MethodKind) async throws {
        let other = try Loopback.server(EchoService().handlers)
        try await other.start()
        let server = try Loopback.server(service.handlers, limits: Self.oneCall)
        try await server.start()
        let resolver = StaticResolver([Endpoint(port: try server.port)])
        let client = try client(resolver)
        async let held = Client<Echo>(client).gated { _ in }
        #expect(await eventually { service.seen.started == 1 })
        async let waiting: Void = call(kind, client)
        #expect(await eventually { await client.census().calls == 2 })
        resolver.replace(with: [Endpoint(port: try other.port)])
        try await waiting
        service.openGate()
        #expect(try await held.text == "0")
        client.close()
        await server.stop()
        await other.stop()
    }
}
