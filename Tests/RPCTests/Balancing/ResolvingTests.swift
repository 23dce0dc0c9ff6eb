import RPC
import RPCTransport
import Synchronization
import Testing

/// What a client does when the addresses of its target change or are unknown, over TLS.
@Suite(.serialized)
struct ResolvingTests: FleetSuite {
    @Test func aChangeOfAddressesMovesTrafficWithNoFailedCall() async throws {
        let fleet = try await Fleet(4)
        let resolver = StaticResolver(Array(fleet.endpoints[..<2]))
        let client = try client(resolver)
        let calls = Tally()
        async let errors = load(client, workers: 12, milliseconds: 3, calls: calls) {
            calls.count > 1_500
        }
        #expect(await eventually { fleet.started[0] > 50 && fleet.started[1] > 50 })
        resolver.replace(with: Array(fleet.endpoints[2...]))
        #expect(await eventually { fleet.started[2] > 50 && fleet.started[3] > 50 })
        #expect(await eventually { fleet.members[0].server.connectionCount == 0 })
        let old = fleet.started[0] + fleet.started[1]
        #expect(await errors == [])
        #expect(fleet.started[0] + fleet.started[1] == old)
        client.close()
        await fleet.stop()
    }

    @Test func closingEndsCallsOfAnAddressThatIsNoLongerNamed() async throws {
        let fleet = try await Fleet(2)
        let resolver = StaticResolver([fleet.endpoints[0]])
        let client = try client(resolver)
        let call = Task {
            await CallBehaviour.error {
                try await Client<Echo>(client).sleep(
                    Text(text: "9000"), options: CallOptions(isRepeatable: false))
            }
        }
        #expect(await eventually { fleet.started[0] == 1 })
        resolver.replace(with: [fleet.endpoints[1]])
        _ = try await Client<Echo>(client).echo(Text(text: ""))
        #expect(fleet.served == [0, 1])
        client.close()
        #expect(await call.value?.code == .unavailable)
        await fleet.stop()
    }

    @Test func anAddressThatGoesWhileNobodyAnswersThereLeavesNothing() async throws {
        let fleet = try await Fleet(1)
        var limits = Loopback.limits
        limits.firstBackoff = .seconds(60)
        limits.longestBackoff = .seconds(60)
        // Nobody listens on port 1.
        let resolver = StaticResolver([Endpoint(port: 1)])
        let client = try client(resolver, limits: limits)
        let refused = await CallBehaviour.error {
            try await Client<Echo>(client).echo(
                Text(text: ""), timeout: .seconds(30), options: CallOptions(readiness: .failsFast))
        }
        #expect(refused?.code == .unavailable)
        resolver.replace(with: fleet.endpoints)
        _ = try await Client<Echo>(client).echo(Text(text: ""))
        #expect(await eventually { client.connectorCount == 1 })
        client.close()
        await fleet.stop()
    }

    @Test func dnsIsAskedAgainAfterALossAndMovesTraffic() async throws {
        let fleet = try await Fleet(2)
        let answer = Mutex([fleet.endpoints[0]])
        var clientLimits = ClientLimits()
        clientLimits.shortestResolution = .milliseconds(20)
        let resolver = DNSResolver(Endpoint(host: "echo.test", port: 1), limits: clientLimits) {
            _ in
            answer.withLock { $0 }
        }
        let client = try client(resolver, clientLimits: clientLimits)
        let echo = Client<Echo>(client)
        _ = try await echo.echo(Text(text: ""))
        #expect(fleet.served == [1, 0])
        answer.withLock { $0 = [fleet.endpoints[1]] }
        await fleet.members[0].server.stop()
        for _ in 0..<20 { _ = try await echo.echo(Text(text: ""), timeout: .seconds(30)) }
        #expect(fleet.served == [1, 20])
        client.close()
        await fleet.members[1].server.stop()
    }

    @Test func theSystemResolvesNamesAndSaysWhyNot() async throws {
        let fleet = try await Fleet(1)
        let port = fleet.endpoints[0].port
        let target = try ResolverTarget("dns:///localhost:\(port)")
        let client = try client(target.resolver())
        _ = try await Client<Echo>(client).echo(Text(text: ""))
        client.close()
        let lost = try self.client(try ResolverTarget("dns:///nowhere.invalid:\(port)").resolver())
        let error = await CallBehaviour.error {
            try await Client<Echo>(lost).echo(Text(text: ""), timeout: .seconds(2))
        }
        #expect(error?.code == .unavailable)
        #expect(error?.message.contains("nowhere.invalid was not resolved") == true)
        lost.close()
        await fleet.stop()
    }

    @Test func whoDoesNotWaitIsToldThatANameIsNotResolved() async throws {
        let name = Endpoint(host: "echo.test", port: 1)
        let gate = Gate()
        let resolver = DNSResolver(name, limits: ClientLimits()) { _ in
            gate.waitUntilOpen()
            throw RPCError(.notFound, "nobody has that name")
        }
        let client = try client(resolver)
        let call = { @Sendable in
            await CallBehaviour.error {
                try await Client<Echo>(client).echo(
                    Text(text: ""), timeout: .seconds(60),
                    options: CallOptions(readiness: .failsFast))
            }
        }
        let early = Task { await call() }
        #expect(await eventually { await client.census().calls == 1 })
        gate.open()
        for error in [await early.value, await call()] {
            #expect(error?.code == .unavailable)
            #expect(error?.message.contains("nobody has that name") == true)
        }
        client.close()
    }

    @Test func callsFailFastOrWaitAsTheySay() async throws {
        var limits = Loopback.limits
        limits.connectionWait = .milliseconds(100)
        let first = try Loopback.server(EchoService().handlers)
        try await first.start()
        let port = try first.port
        await first.stop()
        let client = try Loopback.client(of: "echo", port: port, limits: limits)
        let echo = Client<Echo>(client)
        let waiting = Task {
            try await echo.echo(
                Text(text: "late"), timeout: .seconds(60), options: CallOptions(readiness: .waits))
        }
        let fast = await CallBehaviour.error {
            try await echo.echo(
                Text(text: ""), timeout: .seconds(60), options: CallOptions(readiness: .failsFast))
        }
        #expect(fast?.code == .unavailable)
        #expect(fast?.message.contains("127.0.0.1:\(port)") == true)
        let second = try Loopback.server(EchoService().handlers, port: port)
        try await second.start()
        #expect(try await waiting.value.text == "late")
        client.close()
        await second.stop()
    }
}
